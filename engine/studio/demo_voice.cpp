#include "engine/studio/demo_voice.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

namespace sweetspot::demo {

namespace {

constexpr int kControl = 48;  // samples a control point: 1 ms
constexpr double kControlRate = kRate / kControl;

// What the vocal tract and the glottis should do at one moment.
struct Gesture {
  std::array<double, 4> formants{600, 1300, 2600, 3700};  // Hz
  double voice = 0.0;                                     // glottal pulse, linear
  double breath = 0.0;                                    // noise through the tract
  double hiss = 0.0;                                      // noise at the teeth
  double hiss_hz = 6000.0;
  double hiss_q = 1.0;
};

struct Sound {
  enum class Kind { vowel, sonorant, fricative, plosive, aspirate } kind;
  Gesture gesture;
  double seconds;  // as a consonant
};

const std::map<char, Sound>& sounds() {
  using Kind = Sound::Kind;
  static const std::map<char, Sound> table{
      {'i', {Kind::vowel, {{310, 2450, 3100, 3900}, 0.9}, 0}},
      {'I', {Kind::vowel, {{430, 2100, 2800, 3850}, 0.95}, 0}},
      {'e', {Kind::vowel, {{590, 1950, 2750, 3850}, 1.0}, 0}},
      {'A', {Kind::vowel, {{780, 1780, 2600, 3800}, 1.0}, 0}},
      {'a', {Kind::vowel, {{820, 1250, 2650, 3750}, 1.0}, 0}},
      {'O', {Kind::vowel, {{620, 930, 2600, 3700}, 1.0}, 0}},
      {'o', {Kind::vowel, {{500, 900, 2550, 3650}, 1.0}, 0}},
      {'u', {Kind::vowel, {{360, 850, 2450, 3600}, 0.9}, 0}},
      {'V', {Kind::vowel, {{680, 1320, 2650, 3750}, 1.0}, 0}},
      {'l', {Kind::sonorant, {{380, 1150, 2900, 3700}, 0.45}, 0.065}},
      {'r', {Kind::sonorant, {{380, 1250, 1750, 3500}, 0.5}, 0.065}},
      {'w', {Kind::sonorant, {{330, 680, 2400, 3500}, 0.5}, 0.06}},
      {'y', {Kind::sonorant, {{300, 2400, 3200, 3900}, 0.5}, 0.06}},
      {'m', {Kind::sonorant, {{270, 1050, 2300, 3400}, 0.3}, 0.07}},
      {'n', {Kind::sonorant, {{280, 1650, 2600, 3500}, 0.3}, 0.06}},
      {'N', {Kind::sonorant, {{290, 2050, 2700, 3500}, 0.3}, 0.08}},
      {'s', {Kind::fricative, {{320, 1700, 2700, 3800}, 0, 0, 0.22, 8000, 1.4}, 0.1}},
      {'S', {Kind::fricative, {{320, 1900, 2700, 3600}, 0, 0, 0.25, 3600, 1.6}, 0.1}},
      {'f', {Kind::fricative, {{340, 1100, 2300, 3600}, 0, 0, 0.06, 7000, 0.6}, 0.08}},
      {'T', {Kind::fricative, {{340, 1500, 2600, 3700}, 0, 0, 0.05, 6500, 0.6}, 0.08}},
      {'z', {Kind::fricative, {{300, 1700, 2700, 3800}, 0.2, 0, 0.12, 8000, 1.4}, 0.08}},
      {'v', {Kind::fricative, {{320, 1100, 2300, 3600}, 0.28, 0, 0.03, 6500, 0.6}, 0.06}},
      {'D', {Kind::fricative, {{320, 1500, 2600, 3700}, 0.28, 0, 0.03, 6000, 0.6}, 0.055}},
      {'h', {Kind::aspirate, {{600, 1300, 2600, 3700}, 0, 0.16}, 0.08}},
      {'p', {Kind::plosive, {{320, 900, 2300, 3600}, 0, 0, 0.1, 1200, 0.8}, 0.075}},
      {'t', {Kind::plosive, {{330, 1800, 2700, 3800}, 0, 0, 0.25, 4800, 1.0}, 0.075}},
      {'k', {Kind::plosive, {{320, 1900, 2400, 3600}, 0, 0, 0.22, 2200, 1.4}, 0.08}},
      {'b', {Kind::plosive, {{300, 900, 2300, 3600}, 0.08, 0, 0.05, 1000, 0.8}, 0.06}},
      {'d', {Kind::plosive, {{300, 1800, 2700, 3800}, 0.08, 0, 0.12, 4000, 1.0}, 0.06}},
      {'g', {Kind::plosive, {{300, 1900, 2400, 3600}, 0.08, 0, 0.12, 2000, 1.4}, 0.06}},
  };
  return table;
}

bool is_vowel(char c) { return sounds().at(c).kind == Sound::Kind::vowel; }

struct Syllable {
  std::string onset, vowels, coda;
};

Syllable split(const std::string& text) {
  Syllable out;
  for (char c : text) {
    if (c == '-') continue;
    if (is_vowel(c) && out.coda.empty())
      out.vowels += c;
    else
      (out.vowels.empty() ? out.onset : out.coda) += c;
  }
  return out;
}

double length_of(const std::string& consonants) {
  double sum = 0.0;
  for (char c : consonants) sum += sounds().at(c).seconds;
  return sum;
}

// Clusters are spoken quickly: "str" takes little longer than "s".
double onset_length(const std::string& consonants) { return std::min(length_of(consonants), 0.13); }

// The plan of a whole part, a point a millisecond.
class Part {
 public:
  Part(std::span<const SungNote> notes, double beat_seconds, const Singer& singer, std::size_t frames)
      : beat_(beat_seconds), singer_(singer), random_(singer.seed), gestures_(frames / kControl + 1), pitch_(gestures_.size()) {
    for (std::size_t i = 0; i < notes.size(); ++i) {
      const double before = i > 0 ? time(notes[i].beat) - end_of(notes[i - 1]) : 10.0;
      const double after = i + 1 < notes.size() ? time(notes[i + 1].beat) - end_of(notes[i]) : 10.0;
      if (before > 0.5) breathe(time(notes[i].beat) - onset_length(split(notes[i].syllable).onset));
      paint(notes[i], before < 0.08 && i > 0 ? &notes[i - 1] : nullptr, after,
            i + 1 < notes.size() ? split(notes[i + 1].syllable).onset : "");
    }
    smooth();
  }

  const std::vector<Gesture>& gestures() const { return gestures_; }
  const std::vector<double>& pitch() const { return pitch_; }  // MIDI, 0 where nothing was sung yet

 private:
  double time(double beat) const { return beat * beat_ + 0.001 * singer_.late_ms; }
  double end_of(const SungNote& note) const { return time(note.beat + note.length); }
  std::size_t point(double seconds) const {
    return static_cast<std::size_t>(std::clamp(seconds * kControlRate, 0.0, static_cast<double>(gestures_.size() - 1)));
  }

  template <class Write>
  void over(double from, double to, Write write) {
    for (std::size_t i = point(from), last = point(to); i < last; ++i)
      write(i, (static_cast<double>(i) / kControlRate - from) / std::max(to - from, 1e-3));
  }

  void breathe(double until) {
    over(until - 0.42, until - 0.08, [&](std::size_t i, double u) {
      gestures_[i].breath = 0.05 * u * (1.0 - u) * 4.0;
      gestures_[i].formants = {700, 1500, 2700, 3800};
    });
  }

  void consonants(const std::string& text, double from, double to, double loudness) {
    const double pace = (to - from) / std::max(length_of(text), 1e-3);
    double at = from;
    for (char c : text) {
      const Sound& sound = sounds().at(c);
      const double end = at + pace * sound.seconds;
      over(at, end, [&](std::size_t i, double u) {
        Gesture g = sound.gesture;
        g.voice *= loudness;
        g.hiss *= 0.6 + 0.4 * loudness;
        if (sound.kind == Sound::Kind::plosive) {
          const bool burst = u > 0.62;
          g.hiss *= burst ? 1.0 - (u - 0.62) * 2.0 : 0.0;
          g.breath = burst && g.voice == 0.0 ? 0.06 : 0.0;
          if (burst) g.voice = 0.0;
        }
        if (sound.kind == Sound::Kind::aspirate) g.formants = gestures_[i].formants;
        gestures_[i] = g;
      });
      at = end;
    }
  }

  void paint(const SungNote& note, const SungNote* tied_to, double gap, const std::string& next_onset) {
    const Syllable syllable = split(note.syllable);
    const double start = time(note.beat), pause = gap < 0.3 ? std::max(0.0, onset_length(next_onset) - gap) : 0.04;
    const double end = end_of(note) - std::min(pause, 0.4 * note.length * beat_);
    const double coda = std::min(length_of(syllable.coda), 0.5 * (end - start));
    const double loudness = 0.75 + 0.02 * (note.midi - 64) + 0.06 * random_.human();
    const double onset = onset_length(syllable.onset);
    vowels(syllable.vowels, start, end - coda, loudness, end_of(note) - start);
    over(start - onset, start, [&](std::size_t i, double) { gestures_[i].formants = sounds().at(syllable.vowels[0]).gesture.formants; });
    consonants(syllable.onset, start - onset, start, loudness);
    consonants(syllable.coda, end - coda, end, 0.8 * loudness);
    sing_pitch(note, tied_to, start - onset, end);
  }

  void vowels(const std::string& text, double start, double end, double loudness, double length) {
    over(start, end, [&](std::size_t i, double u) {
      const bool second = text.size() > 1 && u > 0.62;
      Gesture g = sounds().at(text[second ? 1 : 0]).gesture;
      // A soft swell on long notes, and a fall at the end of all.
      const double swell = length > 0.8 ? 0.82 + 0.18 * sine(0.5 * std::min(u * 1.3, 1.0)) : 1.0;
      const double fall = u > 0.85 ? 1.0 - 2.2 * (u - 0.85) : 1.0;
      g.voice *= loudness * swell * fall;
      g.breath = singer_.breath * (1.0 + (u > 0.8 ? 2.0 * (u - 0.8) : 0.0));
      gestures_[i] = g;
    });
  }

  void sing_pitch(const SungNote& note, const SungNote* tied_to, double from, double end) {
    const double sung = note.midi + 0.01 * note.cents + 0.01 * singer_.looseness * random_.human();
    const double before = tied_to ? tied_to->midi + 0.01 * tied_to->cents : sung - 0.9 - 0.4 * random_.human();  // scooped from below
    const double glide = tied_to ? 0.045 : 0.07, start = time(note.beat), length = end - start;
    const double rate = 5.4 + 0.3 * random_.human(), turn = 0.5 * random_.signed_unit(), drift = 0.03 * random_.human();
    over(from, std::max(end, end_of(note)), [&](std::size_t i, double) {
      const double t = static_cast<double>(i) / kControlRate - start;
      const double arrived = 1.0 / (1.0 + std::exp(-(t - 0.5 * glide) / (0.18 * glide)));
      const double depth = length > 0.55 ? std::clamp((t - 0.28) / 0.35, 0.0, 1.0) : 0.0;
      const double vibrato = 0.01 * singer_.vibrato_cents * depth * sine(rate * t + turn);
      const double falling = t > length - 0.08 && length > 0.9 ? -1.5 * (t - length + 0.08) : 0.0;
      pitch_[i] = before + (sung - before) * arrived + vibrato + drift * sine(0.9 * t) + falling;
    });
  }

  // Tongue and lips take 20 ms, the glottis and the teeth 4.
  void smooth() {
    Gesture slow = gestures_.front();
    std::array<double, 4> slower = slow.formants;
    double pitch = 60.0;
    for (double p : pitch_)
      if (p > 0.0) {
        pitch = p;
        break;
      }
    for (std::size_t i = 0; i < gestures_.size(); ++i) {
      Gesture& g = gestures_[i];
      for (std::size_t f = 0; f < 4; ++f) {
        slower[f] += 0.09 * (g.formants[f] * singer_.formant_scale - slower[f]);
        slow.formants[f] += 0.12 * (slower[f] - slow.formants[f]);
      }
      slow.voice += 0.14 * (g.voice - slow.voice);
      slow.breath += 0.2 * (g.breath - slow.breath);
      slow.hiss += 0.35 * (g.hiss - slow.hiss);
      slow.hiss_hz = g.hiss > 0.0 ? g.hiss_hz : slow.hiss_hz;
      slow.hiss_q = g.hiss > 0.0 ? g.hiss_q : slow.hiss_q;
      g = slow;
      if (pitch_[i] > 0.0) pitch = pitch_[i];
      pitch_[i] = pitch;
    }
  }

  double beat_;
  Singer singer_;
  Random random_;
  std::vector<Gesture> gestures_;
  std::vector<double> pitch_;
};

// One formant: unity gain at 0 Hz, as in a cascade.
class Resonator {
 public:
  void set(double hertz, double bandwidth) {
    const double r = std::exp(-3.14159265358979 * bandwidth / kRate);
    c_ = -r * r;
    b_ = 2.0 * r * sine(hertz / kRate + 0.25);
    a_ = 1.0 - b_ - c_;
  }
  double operator()(double x) {
    const double y = a_ * x + b_ * y1_ + c_ * y2_;
    y2_ = y1_;
    y1_ = y;
    return y;
  }

 private:
  double a_ = 1.0, b_ = 0.0, c_ = 0.0, y1_ = 0.0, y2_ = 0.0;
};

class Glottis {
 public:
  // The derivative of the flow, with what the lips radiate in it; peaks at -1 where the folds close.
  double operator()(double increment) {
    constexpr double kOpen = 0.62;  // of the period
    phase_ += increment;
    if (phase_ >= 1.0) phase_ -= 1.0;
    const double u = phase_ / kOpen;
    double x = u < 1.0 ? 2.0 * u - 3.0 * u * u : 0.0;
    double to_closing = phase_ - kOpen;
    if (to_closing < -0.5) to_closing += 1.0;
    x += 0.5 * step_residue(to_closing < 0.0 ? to_closing + 1.0 : to_closing, increment);
    tilted_ += 0.6 * (x - tilted_);
    return tilted_;
  }
  double openness() const { return phase_ < 0.62 ? 1.0 : 0.35; }

 private:
  double phase_ = 0.0, tilted_ = 0.0;
};

}  // namespace

Samples sing(std::span<const SungNote> notes, double beat_seconds, const Singer& singer, std::size_t frames) {
  const Part part(notes, beat_seconds, singer, frames);
  Samples out(frames);
  Random random(singer.seed + 100);
  std::array<Resonator, 7> tract;
  constexpr std::array<double, 7> kWidths{75, 95, 140, 220, 300, 450, 600}, kUpper{0, 0, 0, 0, 4700, 5900, 7300};
  for (std::size_t f = 4; f < tract.size(); ++f) tract[f].set(kUpper[f] * singer.formant_scale, kWidths[f]);
  Filter teeth;
  Glottis glottis;
  double rough = 0.0, rough_slow = 0.0;
  Gesture at = part.gestures().front();
  for (std::size_t n = 0; n < frames; ++n) {
    const std::size_t i = n / kControl;
    const Gesture& to = part.gestures()[i];
    if (n % kControl == 0) {
      const double hertz = hertz_of(part.pitch()[i]);
      for (std::size_t f = 0; f < 4; ++f) {
        // Above the first formant singers open the mouth.
        const double formant = f == 0 ? std::max(to.formants[0], 1.06 * hertz) : to.formants[f];
        tract[f].set(formant, kWidths[f] * (f == 0 && to.voice < 0.35 ? 1.6 : 1.0));
      }
      teeth.set(to.hiss_hz, to.hiss_q);
      rough = random.signed_unit();
    }
    at.voice += 0.02 * (to.voice - at.voice);
    at.breath += 0.02 * (to.breath - at.breath);
    at.hiss += 0.05 * (to.hiss - at.hiss);
    rough_slow += 0.001 * (rough - rough_slow);
    const double noise = random.signed_unit();
    const double pulse = glottis(hertz_of(part.pitch()[i]) * (1.0 + 0.004 * rough_slow) / kRate);
    double sound = at.voice * pulse * (1.0 + 0.15 * rough_slow) + at.breath * glottis.openness() * noise;
    for (Resonator& formant : tract) sound = formant(sound);
    out[n] = static_cast<float>(sound + 2.2 * at.hiss * teeth.band(noise));
  }
  normalise(out, 0.6);
  return out;
}

}  // namespace sweetspot::demo
