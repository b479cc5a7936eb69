// What the presets of compressors and limiters promise.
#include <cmath>

#include "tests/engine/studio/preset_rig.h"

namespace sweetspot::test {
namespace {

// By how many dB the output rises for one dB of input.
Claim slope(const char* preset, const char* says, double level_db, double low, double high) {
  return {preset, says, low, high, [=](const Preset& p) { return transfer_db(p, level_db + 0.5) - transfer_db(p, level_db - 0.5); }};
}

// The level while something is on the side-chain.
Claim ducked(const char* preset, const char* says, std::string_view key, double low, double high) {
  return {preset, says, low, high,
          [=, key = std::string(key)](const Preset& p) { return hear(p, material(p.role), 0.0, &material(key)).loudness_change(); }};
}

// The curve of a preset at a loud level less that at a soft one.
Claim between(const char* preset, const char* says, double loud_db, double soft_db, double low, double high) {
  return {preset, says, low, high,
          [=](const Preset& p) { return (transfer_db(p, loud_db) - loud_db) - (transfer_db(p, soft_db) - soft_db); }};
}

// How much of the reduction by a loud second is left so many seconds later, in dB: a sine at -6 dBFS, then at -30.
double reduction_left(const Preset& preset, double seconds) {
  constexpr std::size_t kLoud = 48000, kAll = 4 * 48000;
  Sound sound(1, std::vector<float>(kAll));
  for (std::size_t i = 0; i < kAll; ++i)
    sound[0][i] =
        static_cast<float>((i < kLoud ? 0.5 : 0.0316) * std::sin(2.0 * 3.14159265358979 * 1000.0 * static_cast<double>(i) / kMaterialRate));
  const Heard heard = hear(preset, sound);
  const auto level = [&](const std::vector<float>& samples, std::size_t at) {
    double sum = 0.0;
    for (std::size_t i = at; i < at + 480; ++i) sum += double{samples[i]} * samples[i];
    return 10.0 * std::log10(sum / 480.0);
  };
  const auto at = kLoud + static_cast<std::size_t>(seconds * kMaterialRate);
  return level(heard.after[0], kAll - 480) - level(heard.after[0], at);
}

Claim lets_go(const char* preset, const char* says, double seconds, double low, double high) {
  return {preset, says, low, high, [=](const Preset& p) { return reduction_left(p, seconds); }};
}

std::vector<Claim> compressors() {
  return {
      heard("Clean", "even", spread, -6.0, -1.0),
      heard("Clean", "unheard", reduction, 2.0, 7.0),
      slope("Clean", "soft knee", -17, 0.5, 0.9),
      lets_go("Opto", "lets go late and later", 0.3, 1.0, 9.0),
      heard("Opto", "round", spread, -6.0, -0.5),
      heard("FET", "grabs peaks", crest, -6.0, -1.5),
      lets_go("FET", "lets go at once", 0.3, -0.1, 0.3),
      heard("VCA bus", "lets transients through", crest, 0.5, 4.0, "drum_bus"),
      lets_go("VCA bus", "is back before the next beat", 0.45, -0.1, 0.5),
      slope("Variable mu", "soft on the quiet", -26, 0.75, 1.0),
      slope("Variable mu", "firm on the loud", -4, 0.25, 0.5),
      heard("Peaks only", "catches what sticks out", crest, -5.0, -1.0),
      transfer("Peaks only", "leaves the rest alone", -16, -0.01, 0.01),
      lets_go("Slow leveller", "over phrases", 0.5, 2.0, 12.0),
      heard("Slow leveller", "not over syllables", crest, 0.3, 4.0),
      heard("Parallel squash", "without loss of attack", crest, -1.5, 1.0, "drum_bus"),
      heard("Parallel squash", "density", spread, -12.0, -3.0, "drum_bus"),
      heard("Lead vocal steady", "keeps a voice in its place", spread, -7.0, -2.0),
      heard("Lead vocal steady", "at the level it had", loudness, -1.5, 1.5),
      heard("Rap tight", "equally far forward", spread, -8.0, -2.5),
      heard("Rap tight", "firm", reduction, 7.0, 13.0),
      lets_go("Rap tight", "fast", 0.3, -0.1, 0.3),
      heard("Backing vocals flat", "holds harmonies still", spread, -6.0, -1.0),
      heard("Kick punch", "lets the beater through", crest, 1.0, 5.0),
      heard("Kick punch", "holds the body back", change_between(40, 90), -3.0, -0.2),
      heard("Snare snap", "lets the stick through", peak, 2.0, 7.0),
      heard("Room pump", "pressed hard", reduction, 10.0, 22.0),
      heard("Room pump", "breathing", spread, -12.0, -3.0),
      heard("Bass steady", "of one level", spread, -5.0, -0.8),
      heard("Acoustic guitar even", "at one level", spread, -5.0, -1.0),
      heard("Acoustic guitar even", "attack kept", crest, 0.3, 3.0),
      heard("Clean guitar sustain", "even", reduction, 4.0, 10.0),
      between("Clean guitar sustain", "long notes", -10, -30, -9.0, -4.0),
      heard("Keys gentle", "a little", reduction, 1.5, 4.5),
      ducked("Pump to the kick", "breathes with the kick", "kick", -8.0, -2.0),
      heard("Drum bus glue", "two or three decibels", reduction, 2.0, 4.5),
      heard("Drum bus glue", "as one instrument", spread, -4.0, -0.8),
      heard("Drum bus parallel", "weight and room", spread, -14.0, -4.0),
      heard("Drum bus parallel", "under the dry one", crest, -2.0, 1.0),
      heard("Vocal bus glue", "two to four decibels", reduction, 2.0, 5.0),
      heard("Mix bus glue", "two or three decibels", reduction, 1.5, 3.5),
      heard("Mix bus programme release", "at the level it had", loudness, -1.0, 1.0),
      lets_go("Mix bus programme release", "late after a loud passage", 0.5, 0.8, 8.0),
      heard("Mix gentle glue", "two or three decibels", reduction, 1.5, 3.5),
  };
}

std::vector<Claim> limiters() {
  return {
      heard("Safety", "only a ceiling", difference, -200.0, -150.0),
      heard("Transparent", "the sound stays as mixed", difference, -200.0, -150.0),
      heard(
          "Peak tamer", "what sharp strokes have above -8 dB", [](const Heard& h) { return h.true_peak(); }, -8.5, -7.95, "drum_bus"),
      heard("Peak tamer", "is back at once", loudness, -2.0, 0.0, "drum_bus"),
      {"Low notes clean", "does not follow the wave", -200.0, -50.0,
       [](const Preset& p) {  // a 45 Hz sine 6 dB over: what is not the fundamental
         Sound sine(1, std::vector<float>(4 * 48000));
         for (std::size_t i = 0; i < sine[0].size(); ++i)
           sine[0][i] = static_cast<float>(1.78 * std::sin(2.0 * 3.14159265358979 * 45.0 * static_cast<double>(i) / kMaterialRate));
         const Heard h = hear(p, sine);
         return h.level(120, 1000) - h.level(30, 60);
       }},
      heard("Punchy ceiling", "four decibels of drive", loudness, 3.0, 4.2),
      heard(
          "Punchy ceiling", "a ceiling", [](const Heard& h) { return h.true_peak(); }, -2.5, -1.95),
      heard("Loud and quick", "six decibels of drive", loudness, 4.5, 6.2, "mix_bus"),
  };
}

}  // namespace

std::vector<Claim> dynamics_claims() {
  std::vector<Claim> all = compressors();
  const std::vector<Claim> more = limiters();
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace sweetspot::test
