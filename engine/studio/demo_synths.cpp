#include <algorithm>
#include <array>

#include "engine/studio/demo_band.h"

namespace sweetspot::demo {

namespace {

double bar_seconds(const Score& score, int bar, double beat) { return ((bar - 1) * 4 + beat) * score.beat_seconds(); }

std::size_t frame_at(double seconds) { return static_cast<std::size_t>(std::max(0.0, seconds) * kRate); }

bool full(const std::string& section) { return section == "Chorus" || section == "Outro"; }

// Three notes of a chord near middle C, moving as little as they can from chord to chord.
std::array<int, 3> voicing(const Chord& chord) {
  std::array<int, 3> notes{chord.root, chord.root + (chord.minor ? 3 : 4), chord.root + 7};
  for (int& note : notes) note = 55 + (note - 55 + 120) % 12;  // G3 to F#4
  std::sort(notes.begin(), notes.end());
  return notes;
}

double saw(double& phase, double step) {
  phase += step;
  if (phase >= 1.0) phase -= 1.0;
  return 1.0 - 2.0 * phase + step_residue(phase, step);
}

struct BassNote {
  double beat, length;
  int step;  // semitones above the root
  double force;
};

void play_bass_note(Samples& out, double start, double length, double midi, double force, Random& random) {
  const double step = hertz_of(midi + 0.01 * random.human()) / kRate;
  double phase = 0.25, sub = 0.0, level = 0.0, bright = 1.0, pick = 0.25 * force;
  Filter filter;
  const double darken = decay60(0.5), fade = decay60(2.5), tick = decay60(0.02);
  const std::size_t from = frame_at(start), end = std::min(out.size(), frame_at(start + length + 0.06)), release = frame_at(start + length);
  for (std::size_t n = from; n < end; ++n) {
    if ((n - from) % 16 == 0) filter.set(180.0 + 1500.0 * force * bright, 0.9);
    level += n < release ? 0.01 * (1.0 - level) : -0.0022 * level;
    bright *= darken;
    pick *= tick;
    force *= fade;
    sub += step;
    const double raw = 0.6 * saw(phase, step) + 0.7 * sine(sub) + pick * random.signed_unit();
    out[n] += static_cast<float>(level * force * saturate(1.3 * filter.low(raw)));
  }
}

}  // namespace

Samples play_bass(const Score& score, std::size_t frames) {
  Samples out(frames);
  Random random(41);
  for (int bar = 2; bar <= score.bars(); ++bar) {
    const std::string& section = score.section_of(bar).name;
    const int root = 28 + (score.chord_of(bar).root + 8) % 12;  // E1 to D#2
    std::vector<BassNote> line;
    if (bar == score.bars())
      line = {{0.0, 3.6, 0, 0.85}};
    else if (section == "Intro")
      line = {{3.0, 0.45, 0, 0.6}, {3.5, 0.45, 7, 0.6}};
    else if (section == "Verse")
      line = {{0.0, 1.3, 0, 0.9}, {1.75, 0.2, 0, 0.6}, {2.0, 0.9, 0, 0.85}, {3.0, 0.45, 7, 0.7}, {3.5, 0.45, 12, 0.65}};
    else
      for (int i = 0; i < 8; ++i) line.push_back({0.5 * i, 0.42, i == 6 ? 7 : i == 7 ? 12 : 0, i % 2 == 0 ? 0.95 : 0.75});
    for (const BassNote& note : line)
      play_bass_note(out, bar_seconds(score, bar, note.beat) + 0.004 * random.human(), note.length * score.beat_seconds(), root + note.step,
                     note.force * (1.0 + 0.08 * random.human()), random);
  }
  // The saturation of lopsided waves leaves an offset.
  Filter offset;
  offset.set(26.0, 0.7);
  for (float& x : out) x = static_cast<float>(offset.high(x));
  normalise(out, 0.6);
  return out;
}

Stereo play_keys(const Score& score, std::size_t frames) {
  Samples mono(frames);
  Random random(42);
  const auto strike = [&](double seconds, double length, int midi, double force) {
    const double step = hertz_of(midi) / kRate;
    double carrier = 0.0, modulator = 0.0, tine = 0.0, level = force, bell = 0.35 * force, index = 1.6 * force, key = 1.0;
    const double fade = decay60(3.2 - 0.02 * midi), dull = decay60(1.2), ping = decay60(0.35), lift = decay60(0.12);
    const std::size_t from = frame_at(seconds), release = frame_at(seconds + length), end = std::min(frames, release + frame_at(0.2));
    for (std::size_t n = from; n < end; ++n) {
      carrier += step;
      modulator += step;
      tine += 14.0 * step;
      level *= fade;
      index *= dull;
      bell *= ping;
      if (n > release) key *= lift;
      const double attack = std::min(1.0, static_cast<double>(n - from) / 80.0);
      mono[n] += static_cast<float>(attack * key * level * sine(carrier + 0.159 * (index * sine(modulator) + bell * sine(tine))));
    }
  };
  for (int bar = 1; bar <= score.bars(); ++bar) {
    const auto notes = voicing(score.chord_of(bar));
    const bool big = full(score.section_of(bar).name);
    const std::vector<double> beats = bar == score.bars() ? std::vector{0.0} : big ? std::vector{0.0, 1.5, 3.0} : std::vector{0.0, 2.5};
    for (std::size_t i = 0; i < beats.size(); ++i) {
      const double until = i + 1 < beats.size() ? beats[i + 1] : 4.0;
      for (int note : notes)
        strike(bar_seconds(score, bar, beats[i]) + 0.005 * random.human(), (until - beats[i] - 0.1) * score.beat_seconds(), note,
               (big ? 0.7 : 0.55) * (1.0 + 0.15 * random.human()));
    }
  }
  Stereo out(frames);
  for (std::size_t n = 0; n < frames; ++n) {
    const double swing = 0.35 * sine(4.6 * static_cast<double>(n) / kRate);
    out.left[n] = static_cast<float>(mono[n] * (1.0 + swing));
    out.right[n] = static_cast<float>(mono[n] * (1.0 - swing));
  }
  add_room(mono, out, 0.04, 0.5);
  normalise(out, 0.4);
  return out;
}

Stereo play_strings(const Score& score, std::size_t frames) {
  Stereo out(frames);
  Random random(43);
  for (int bar = 1; bar <= score.bars(); ++bar) {
    const std::string& section = score.section_of(bar).name;
    const bool second_half = section == "Verse" && bar >= score.section_of(bar).first_bar + 4;
    if (!full(section) && !second_half) continue;
    const double loud = second_half ? 0.5 : 1.0;
    const std::size_t from = frame_at(bar_seconds(score, bar, 0.0)),
                      length = frame_at(bar_seconds(score, 2, bar == score.bars() ? 0.0 : 0.15));
    for (int note : voicing(score.chord_of(bar)))
      for (int player = 0; player < 4; ++player) {
        const double place = 0.15 + 0.7 * player / 3.0, detune = 0.07 * random.human(), turn = random.signed_unit(),
                     late = 300.0 * random.signed_unit();
        double phase = 0.5 + 0.5 * random.signed_unit(), bow = 0.0, step = 0.0;
        const std::size_t start = from + static_cast<std::size_t>(300.0 + late), end = std::min(frames, start + length + 9600);
        Filter dark;
        dark.set(2300.0 + 900.0 * loud, 0.6);
        for (std::size_t n = start; n < end; ++n) {
          if ((n - start) % 32 == 0) step = hertz_of(note + 12 + detune + 0.12 * sine(5.1 * static_cast<double>(n) / kRate + turn)) / kRate;
          bow += n < start + length ? 0.00012 * (1.0 - bow) : -0.00035 * bow;
          const double x = loud * bow * dark.low(saw(phase, step));
          out.left[n] += static_cast<float>((1.0 - place) * x);
          out.right[n] += static_cast<float>(place * x);
        }
      }
  }
  normalise(out, 0.4);
  return out;
}

Stereo play_riser(const Score& score, std::size_t frames) {
  Stereo out(frames);
  Random random(44);
  for (const Section& section : score.sections) {
    if (section.name != "Chorus") continue;
    const std::size_t top = frame_at(bar_seconds(score, section.first_bar, 0.0)), rise = frame_at(bar_seconds(score, 3, 0.0)),
                      fall = frame_at(3.0);
    Filter left, right;
    for (std::size_t n = top - rise; n < std::min(frames, top + fall); ++n) {
      const double u = n < top ? 1.0 - static_cast<double>(top - n) / static_cast<double>(rise)
                               : std::max(0.0, 1.0 - static_cast<double>(n - top) / static_cast<double>(fall));
      if (n % 64 == 0) {
        left.set(300.0 + 7000.0 * u * u, 1.6);
        right.set(320.0 + 6600.0 * u * u, 1.6);
      }
      const double level = u * u * u;
      out.left[n] += static_cast<float>(level * left.band(random.signed_unit()));
      out.right[n] += static_cast<float>(level * right.band(random.signed_unit()));
    }
  }
  normalise(out, 0.4);
  return out;
}

}  // namespace sweetspot::demo
