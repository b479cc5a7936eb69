// What the presets of saturators and clippers promise.
#include <cmath>

#include "tests/engine/studio/preset_rig.h"

namespace sweetspot::test {
namespace {

constexpr double kPi = 3.14159265358979;

// A harmonic of a sine, in dB against the fundamental.
Claim harmonic(const char* preset, const char* says, double hertz, int number, double low, double high, double level_db = -12.0) {
  return {preset, says, low, high, [=](const Preset& p) {
            Sound sine(1, std::vector<float>(3 * 48000));
            for (std::size_t i = 0; i < sine[0].size(); ++i)
              sine[0][i] = static_cast<float>(std::pow(10.0, level_db / 20.0) *
                                              std::sin(2.0 * kPi * hertz * static_cast<double>(i) / kMaterialRate));
            const Heard h = hear(p, sine);
            return h.level(number * hertz - 40.0, number * hertz + 40.0) - h.level(hertz - 40.0, hertz + 40.0);
          }};
}

double true_peak(const Heard& heard) { return heard.true_peak(); }

std::vector<Claim> saturators() {
  return {
      heard("Tape touch", "a little rounding of the peaks", crest, -4.0, -0.8, "drum_bus"),
      heard("Tape touch", "before one hears it", difference, -40.0, -14.0, "drum_bus"),
      heard("Tape pushed", "audible", difference, -16.0, -7.0, "drum_bus"),
      heard("Tape pushed", "soft at the top", change_between(8000, 16000), -6.0, -1.0, "drum_bus"),
      harmonic("Tube warmth", "even harmonics", 200, 2, -45.0, -15.0),
      {"Tube warmth", "without an edge", 3.0, 60.0,
       [](const Preset& p) { return harmonic("", "", 200, 2, 0, 0).figure(p) - harmonic("", "", 200, 3, 0, 0).figure(p); }},
      harmonic("Transistor edge", "odd harmonics", 300, 3, -45.0, -12.0, -6.0),
      heard("Transistor edge", "at the level it had", loudness, -0.7, 0.7),
      heard("Fuzz under", "a copy under the clean sound", difference, -24.0, -12.0),
      harmonic("Fuzz under", "hard-driven", 300, 3, -35.0, -10.0),
      heard("Voice thickened", "density", change_between(40, 150), 1.0, 12.0),
      heard("Voice thickened", "no grit", difference, -40.0, -18.0),
      heard("Voice air excited", "the voice stays", change_between(100, 2500), -0.1, 0.1),
      harmonic("Voice air excited", "new harmonics from 4 kHz up", 5000, 3, -40.0, -10.0),
      harmonic("Voice distorted", "a torn loudspeaker", 300, 3, -25.0, -6.0),
      harmonic("Kick on small speakers", "harmonics of the low end", 60, 3, -45.0, -12.0, -8.0),
      heard("Snare crunch", "grit", difference, -28.0, -15.0),
      harmonic("Bass on small speakers", "harmonics of the lowest notes", 50, 3, -45.0, -12.0, -8.0),
      harmonic("Bass grit", "a growl above", 500, 3, -40.0, -10.0),
      heard("Bass grit", "a clean low end", change_between(30, 150), -0.2, 0.2),
      heard("Synth bass dirt", "dense", crest, -5.0, -0.8),
      harmonic("Keys drive", "the bark", 220, 2, -40.0, -10.0),
      heard("Drums on tape", "rounded together", crest, -7.0, -2.0),
      heard("Drums on tape", "hotter and softer at once", loudness, -0.7, 0.7),
      heard("Drum dirt parallel", "under the clean one", difference, -24.0, -12.0),
      heard("Drum dirt parallel", "filthy", spread, -8.0, -1.5),
      heard("Mix warmth", "a little rounder", crest, -3.0, -0.4),
      heard("Mix warmth", "heard when it is taken away", difference, -40.0, -20.0),
      heard("Mix air excited", "nothing below", change_between(30, 5000), -0.05, 0.05),
      harmonic("Mix air excited", "new air above 7 kHz", 7000, 3, -60.0, -10.0),
  };
}

std::vector<Claim> clippers() {
  return {
      heard("Clip the tips", "what stands above -6 dB", true_peak, -6.5, -5.9, "drum_bus"),
      heard("Clip the tips", "the tips", difference, -60.0, -25.0, "drum_bus"),
      heard("Soft clip", "rounds before it cuts", crest, -3.0, -0.5, "drum_bus"),
      heard("Snare shave", "by 3 dB", peak, -4.0, -2.0),
      heard("Kick shave", "two decibels off the beater", peak, -2.5, -1.5),
      heard("Drum bus clip", "three decibels of drive", loudness, 2.0, 3.2),
      heard("Drum bus clip", "flat tops", true_peak, -4.2, -3.9),
      heard("Before the limiter", "takes what the limiter would pump on", crest, -3.0, -0.5),
      heard("Before the limiter", "and nothing else", difference, -70.0, -30.0),
  };
}

}  // namespace

std::vector<Claim> saturation_claims() {
  std::vector<Claim> all = saturators();
  const std::vector<Claim> more = clippers();
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace sweetspot::test
