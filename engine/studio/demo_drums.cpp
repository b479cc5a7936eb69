#include <algorithm>
#include <array>

#include "engine/studio/demo_band.h"

namespace sweetspot::demo {

namespace {

using Drum = Stroke::Drum;

class Drummer {
 public:
  explicit Drummer(const Score& score) : score_(score) {}

  std::vector<Stroke> play() {
    for (int bar = 1; bar <= score_.bars(); ++bar) {
      const Section& section = score_.section_of(bar);
      const int last = section.first_bar + static_cast<int>(section.chords.size()) - 1;
      bar_ = bar;
      if (section.name == "Intro")
        intro(bar == last);
      else if (bar == score_.bars())
        hit(Drum::crash, 0.0, 0.5);
      else if (section.name == "Verse")
        verse(bar == last);
      else
        chorus(bar == section.first_bar, bar == last || bar == score_.bars() - 1);
    }
    return std::move(part_);
  }

 private:
  void hit(Drum drum, double beat, double force) {
    // Drummers lean on two and four and pull the hats a little forward.
    const double late = 0.0045 * random_.human() + (drum == Drum::snare ? 0.004 : drum == Drum::closed_hat ? -0.003 : 0.0);
    const double at = ((bar_ - 1) * 4 + beat) * score_.beat_seconds() + late;
    part_.push_back({drum, std::max(at, 0.0), std::clamp(force * (1.0 + 0.09 * random_.human()), 0.05, 1.0)});
  }

  void intro(bool fill) {
    for (int i = 0; i < (fill ? 6 : 8); ++i) hit(Drum::closed_hat, 0.5 * i, i % 2 == 0 ? 0.5 : 0.32);
    if (bar_ == 1) hit(Drum::ride, 0.0, 0.5);
    if (fill) {
      for (double beat : {3.0, 3.25, 3.5, 3.75}) hit(Drum::snare, beat, 0.35 + 0.6 * (beat - 3.0));
      hit(Drum::open_hat, 3.0, 0.5);
    }
  }

  void verse(bool fill) {
    for (int i = 0; i < (fill ? 4 : 8); ++i) hit(Drum::closed_hat, 0.5 * i, i % 2 == 0 ? 0.68 : 0.42);
    hit(Drum::kick, 0.0, 0.95);
    hit(Drum::kick, bar_ % 2 == 0 ? 1.75 : 2.5, 0.75);
    hit(Drum::kick, 2.0, 0.88);
    hit(Drum::snare, 1.0, 0.85);
    if (bar_ % 4 == 0) hit(Drum::snare, 1.75, 0.16);
    if (fill) return roll();
    hit(Drum::snare, 3.0, 0.9);
    hit(Drum::snare, 2.25, 0.12);
    if (bar_ % 2 == 1) hit(Drum::open_hat, 3.5, 0.5);
  }

  void chorus(bool first, bool fill) {
    if (first || bar_ % 4 == 3) hit(Drum::crash, 0.0, first ? 0.95 : 0.7);
    for (int i = 0; i < (fill ? 4 : 8); ++i)
      hit(i % 2 == 1 && bar_ % 2 == 0 ? Drum::open_hat : Drum::closed_hat, 0.5 * i, i % 2 == 0 ? 0.85 : 0.55);
    for (int i = 0; i < 16; ++i) hit(Drum::tambourine, 0.25 * i, i % 4 == 2 ? 0.95 : i % 2 == 0 ? 0.55 : 0.3);
    for (double beat : {0.0, 0.75, 2.0, 2.5}) hit(Drum::kick, beat, beat == 0.0 ? 1.0 : 0.85);
    hit(Drum::snare, 1.0, 0.98);
    if (fill) return roll();
    hit(Drum::snare, 3.0, 1.0);
    hit(Drum::kick, 3.5, 0.7);
  }

  void roll() {
    constexpr std::array<Drum, 8> kRound{Drum::snare,    Drum::snare,   Drum::high_tom, Drum::high_tom,
                                         Drum::high_tom, Drum::low_tom, Drum::low_tom,  Drum::low_tom};
    for (std::size_t i = 0; i < kRound.size(); ++i)
      hit(kRound[i], 2.0 + 0.25 * static_cast<double>(i), 0.55 + 0.05 * static_cast<double>(i));
    hit(Drum::kick, 3.0, 0.8);
  }

  const Score& score_;
  Random random_{11};
  std::vector<Stroke> part_;
  int bar_ = 1;
};

// Runs `voice(sample, force)` into `out` from a stroke on, for so many seconds.
template <class Voice>
void sound(Samples& out, const Stroke& stroke, double seconds, Voice voice) {
  const auto start = static_cast<std::size_t>(stroke.seconds * kRate);
  const auto end = std::min(out.size(), start + static_cast<std::size_t>(seconds * kRate));
  for (std::size_t n = start; n < end; ++n) out[n] += static_cast<float>(voice());
}

bool is_hat(Drum drum) { return drum == Drum::closed_hat || drum == Drum::open_hat; }

// Six square waves at the ratios of a struck plate, high-passed: metal.
class Metal {
 public:
  explicit Metal(double hertz) {
    constexpr std::array<double, 6> kRatios{1.0, 1.342, 1.2312, 1.6532, 1.9523, 2.1523};
    for (std::size_t i = 0; i < 6; ++i) steps_[i] = hertz * kRatios[i] / kRate;
  }
  double operator()() {
    double sum = 0.0;
    for (std::size_t i = 0; i < 6; ++i) {
      phases_[i] += steps_[i];
      if (phases_[i] >= 1.0) phases_[i] -= 1.0;
      sum += (phases_[i] < 0.5 ? 1.0 : -1.0) + step_residue(phases_[i], steps_[i]) -
             step_residue(phases_[i] < 0.5 ? phases_[i] + 0.5 : phases_[i] - 0.5, steps_[i]);
    }
    return sum / 6.0;
  }

 private:
  std::array<double, 6> steps_{}, phases_{};
};

void play_cymbal(Samples& out, const Stroke& stroke, Random& random, double hertz, double seconds, double edge) {
  Metal metal(hertz);
  Filter cut, body;
  cut.set(edge, 0.7);
  body.set(2.2 * edge, 0.6);
  double ring = 0.5 * stroke.force, splash = 0.6 * stroke.force;
  const double fade = decay60(seconds), quick = decay60(0.25 * seconds);
  sound(out, stroke, 1.3 * seconds, [&] {
    ring *= fade;
    splash *= quick;
    return cut.high(ring * metal() + splash * body.band(random.signed_unit()));
  });
}

}  // namespace

std::vector<Stroke> drum_part(const Score& score) { return Drummer(score).play(); }

Samples play_kick(const std::vector<Stroke>& part, std::size_t frames) {
  Samples out(frames);
  Random random(21);
  for (const Stroke& stroke : part) {
    if (stroke.drum != Drum::kick) continue;
    double phase = 0.0, bend = 1.0, level = stroke.force, click = 0.5 * stroke.force * stroke.force;
    Filter beater;
    beater.set(3200.0, 0.8);
    const double fall = decay60(0.11), fade = decay60(0.42), tick = decay60(0.012);
    sound(out, stroke, 0.6, [&] {
      bend *= fall;
      level *= fade;
      click *= tick;
      phase += (49.0 + 150.0 * bend * bend + 45.0 * bend) / kRate;
      return saturate(1.5 * level * sine(phase)) + beater.band(click * random.signed_unit());
    });
  }
  normalise(out, 0.7);
  return out;
}

Samples play_snare(const std::vector<Stroke>& part, std::size_t frames) {
  Samples out(frames);
  Random random(22);
  for (const Stroke& stroke : part) {
    if (stroke.drum != Drum::snare) continue;
    double shell = 0.6 * stroke.force, wires = 0.75 * stroke.force * (0.6 + 0.4 * stroke.force), a = 0.0, b = 0.0, bend = 1.0;
    Filter low, high;
    low.set(900.0, 0.6);
    high.set(5200.0 + 1500.0 * stroke.force, 0.55);
    const double fade = decay60(0.19), rattle = decay60(0.27 + 0.02 * random.human()), fall = decay60(0.05);
    const double tune = 1.0 + 0.01 * random.human();
    sound(out, stroke, 0.45, [&] {
      shell *= fade;
      wires *= rattle;
      bend *= fall;
      a += 188.0 * tune * (1.0 + 0.25 * bend) / kRate;
      b += 331.0 * tune / kRate;
      const double noise = wires * random.signed_unit();
      return shell * (sine(a) + 0.55 * sine(b)) + 0.5 * low.band(noise) + 1.1 * high.band(noise);
    });
  }
  // As from a tape: the first milliseconds do not tower over the rest.
  for (float& x : out) x = static_cast<float>(saturate(2.6 * x));
  normalise(out, 0.7);
  return out;
}

Samples play_hats(const std::vector<Stroke>& part, std::size_t frames) {
  Samples out(frames);
  Random random(23);
  for (std::size_t i = 0; i < part.size(); ++i) {
    const Stroke& stroke = part[i];
    if (!is_hat(stroke.drum)) continue;
    // An open hat rings until the next stroke closes it.
    double ring = stroke.drum == Drum::open_hat ? 0.55 : 0.055 + 0.04 * stroke.force;
    double until = 2.0 * ring;
    for (const Stroke& next : part)
      if (is_hat(next.drum) && next.seconds > stroke.seconds + 0.02) until = std::min(until, next.seconds - stroke.seconds);
    Metal metal(417.0);
    Filter cut, air;
    cut.set(6800.0, 0.8);
    air.set(9800.0, 0.7);
    double level = 0.5 * stroke.force;
    const double fade = decay60(ring);
    double left = until * kRate, closing = 1.0;
    sound(out, stroke, until + 0.02, [&] {
      level *= fade;
      left -= 1.0;
      if (left < 0.0) closing *= 0.99;
      return closing * level * cut.high(0.7 * metal() + 0.9 * air.band(random.signed_unit()));
    });
  }
  normalise(out, 0.5);
  return out;
}

Samples play_toms(const std::vector<Stroke>& part, std::size_t frames) {
  Samples out(frames);
  Random random(24);
  for (const Stroke& stroke : part) {
    if (stroke.drum != Drum::high_tom && stroke.drum != Drum::low_tom) continue;
    const double hertz = stroke.drum == Drum::high_tom ? 138.0 : 92.0;
    double phase = 0.0, second = 0.0, bend = 1.0, level = stroke.force, skin = 0.3 * stroke.force;
    Filter stick;
    stick.set(1800.0, 0.7);
    const double fall = decay60(0.16), fade = decay60(0.5), slap = decay60(0.04);
    sound(out, stroke, 0.7, [&] {
      bend *= fall;
      level *= fade;
      skin *= slap;
      phase += hertz * (1.0 + 0.35 * bend) / kRate;
      second += 1.59 * hertz * (1.0 + 0.2 * bend) / kRate;
      return level * (sine(phase) + 0.25 * sine(second)) + stick.band(skin * random.signed_unit());
    });
  }
  normalise(out, 0.6);
  return out;
}

Samples play_tambourine(const std::vector<Stroke>& part, std::size_t frames) {
  Samples out(frames);
  Random random(25);
  for (const Stroke& stroke : part) {
    if (stroke.drum != Drum::tambourine) continue;
    Metal jingle(1430.0 * (1.0 + 0.03 * random.human()));
    Filter cut;
    cut.set(5200.0, 0.9);
    double level = 0.4 * stroke.force, swell = 0.0;
    const double fade = decay60(0.09 + 0.05 * stroke.force);
    sound(out, stroke, 0.25, [&] {
      level *= fade;
      swell += 0.01 * (1.0 - swell);
      return swell * level * cut.high(jingle() + 0.6 * random.signed_unit());
    });
  }
  normalise(out, 0.4);
  return out;
}

Stereo play_overheads(const std::vector<Stroke>& part, const Samples& kick, const Samples& snare, const Samples& hats,
                      const Samples& toms) {
  const std::size_t frames = kick.size();
  Stereo out(frames);
  Samples crash(frames), ride(frames), all(frames);
  Random random(26);
  for (const Stroke& stroke : part) {
    if (stroke.drum == Drum::crash) play_cymbal(crash, stroke, random, 393.0, 2.6, 3300.0);
    if (stroke.drum == Drum::ride) play_cymbal(ride, stroke, random, 511.0, 1.8, 4200.0);
  }
  // Further away: later, thinner, each from its own side.
  struct Place {
    const Samples& sound;
    double level, left;
    std::size_t late_left, late_right;
  };
  for (const Place& place : {Place{kick, 0.22, 0.5, 220, 222}, Place{snare, 0.3, 0.55, 168, 176}, Place{hats, 0.5, 0.75, 120, 190},
                             Place{toms, 0.4, 0.4, 190, 170}, Place{crash, 0.9, 0.35, 60, 40}, Place{ride, 0.7, 0.2, 80, 50}}) {
    for (std::size_t n = 230; n < frames; ++n) {
      out.left[n] += static_cast<float>(place.level * place.left * place.sound[n - place.late_left]);
      out.right[n] += static_cast<float>(place.level * (1.0 - place.left) * place.sound[n - place.late_right]);
      all[n] += static_cast<float>(place.level * place.sound[n]);
    }
  }
  add_room(all, out, 0.1, 0.45);
  Filter left, right;
  left.set(90.0, 0.7);
  right.set(90.0, 0.7);
  for (std::size_t n = 0; n < frames; ++n) {
    out.left[n] = static_cast<float>(left.high(out.left[n]));
    out.right[n] = static_cast<float>(right.high(out.right[n]));
  }
  normalise(out, 0.5);
  return out;
}

}  // namespace sweetspot::demo
