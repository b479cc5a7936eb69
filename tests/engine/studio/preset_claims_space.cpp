// What the presets of effects of space, time and movement promise.
#include <algorithm>
#include <cmath>

#include "tests/engine/studio/preset_rig.h"

namespace sweetspot::test {
namespace {

constexpr double kPi = 3.14159265358979;
constexpr double kMost = 1e9;

std::size_t frame(double seconds) { return static_cast<std::size_t>(seconds * kMaterialRate); }

// dB of how much of the sound itself is in what comes out.
double dry(const Heard& heard) {
  double common = 0.0, power = 0.0;
  for (std::size_t c = 0; c < heard.before.size(); ++c)
    for (std::size_t i = 0; i < heard.before[c].size(); ++i) {
      common += double{heard.before[c][i]} * heard.after[c][i];
      power += double{heard.before[c][i]} * heard.before[c][i];
    }
  return 20.0 * std::log10(std::abs(common) / power);
}

Claim return_only(const char* preset) { return heard(preset, "for a return", dry, -kMost, -8.0); }
Claim on_its_track(const char* preset) { return heard(preset, "right on its track", dry, -1.5, 1.5); }

// Noise for half a second on both sides.
Sound burst(double seconds = 0.5) {
  Sound sound(2, std::vector<float>(frame(4.0)));
  std::uint32_t random = 1;
  for (std::size_t i = 0; i < frame(seconds); ++i) {
    random = random * 1664525u + 1013904223u;
    sound[0][i] = sound[1][i] = 0.3f * (static_cast<float>(random >> 8) / 8388608.0f - 1.0f);
  }
  return sound;
}

double level_at(const std::vector<float>& samples, double seconds, double length = 0.02) {
  double sum = 1e-20;
  for (std::size_t i = frame(seconds); i < frame(seconds + length); ++i) sum += double{samples[i]} * samples[i];
  return 10.0 * std::log10(sum / (length * kMaterialRate));
}

// Seconds in which the sound after a burst of noise falls by 60 dB, from how it falls between two moments after its end.
Claim decay(const char* preset, const char* says, double low, double high) {
  return {preset, says, low, high, [=](const Preset& p) {
            const Heard h = hear(p, burst());
            const double from = 0.55 + 0.1 * low, to = from + 0.25 * low;
            return 60.0 * (to - from) / (level_at(h.after[0], from, 0.05) - level_at(h.after[0], to, 0.05));
          }};
}

// The first echo of a click: when it comes, and by how many dB it is on the left.
struct Echo {
  double seconds = 0.0, left_db = 0.0, level_db = 0.0;
};
Echo echo(const Preset& preset, double from_seconds = 0.03, double to_seconds = 3.8) {
  const Heard h = hear(preset, burst(0.004));
  Echo found;
  double most = -200.0;
  for (double at = from_seconds; at < to_seconds; at += 0.002) {
    const double left = level_at(h.after[0], at, 0.004), right = level_at(h.after[1], at, 0.004);
    if (std::max(left, right) > most + 0.5) {
      most = std::max(left, right);
      found = {at, left - right, most - level_at(h.before[0], 0.0, 0.004)};
    }
  }
  return found;
}
Claim echo_at(const char* preset, const char* says, double seconds) {
  return {preset, says, seconds - 0.006, seconds + 0.006, [](const Preset& p) { return echo(p).seconds; }};
}

// How much of the sound is left so long after a burst, in dB.
Claim goes_on(const char* preset, const char* says, double seconds, double low, double high) {
  return {preset, says, low, high, [=](const Preset& p) {
            const Heard h = hear(p, burst(), 0.0, nullptr, 6.0);
            return level_at(h.after[0], 0.5 + seconds, 1.0) - level_at(h.before[0], 0.1, 0.3);
          }};
}

// The difference of the channels against the sound, of a mono sound on both.
Claim widens(const char* preset, const char* says, double low, double high) {
  return {preset, says, low, high, [](const Preset& p) {
            const Sound& mono = material(p.role == "any" ? "lead_vocal" : p.role);
            return hear(p, {mono[0], mono[0]}).side_change();
          }};
}

// A steady sine for three seconds, on both sides.
Heard with_sine(const Preset& preset) {
  Sound sine(2, std::vector<float>(frame(3.0)));
  for (std::size_t i = 0; i < sine[0].size(); ++i)
    sine[0][i] = sine[1][i] = static_cast<float>(0.3 * std::sin(2.0 * kPi * 1000.0 * static_cast<double>(i) / kMaterialRate));
  return hear(preset, sine);
}

// By how many dB its level on the left goes up and down; and how often a second it does.
Claim swings(const char* preset, const char* says, double low, double high) {
  return {preset, says, low, high, [](const Preset& p) {
            const Heard h = with_sine(p);
            double most = -200.0, least = 200.0;
            for (double at = 0.5; at < 2.9; at += 0.005) {
              const double level = level_at(h.after[0], at, 0.005);
              most = std::max(most, level);
              least = std::min(least, level);
            }
            return most - least;
          }};
}
Claim times_a_second(const char* preset, const char* says, double low, double high) {
  return {preset, says, low, high, [](const Preset& p) {
            const Heard h = with_sine(p);
            int crossings = 0;
            const auto middle = [&](double at) { return level_at(h.after[0], at, 0.005) > level_at(h.after[0], 0.5, 2.0); };
            for (double at = 0.5; at < 2.5; at += 0.005) crossings += middle(at) != middle(at + 0.005);
            return crossings / 4.0;
          }};
}

// The most that its pitch is ever off, in cents, from the time of ten waves.
Claim cents(const char* preset, const char* says, double low, double high) {
  return {preset, says, low, high, [](const Preset& p) {
            const Heard h = with_sine(p);
            const std::vector<float>& x = h.after[0];
            std::vector<double> up;
            for (std::size_t i = frame(0.5); i < frame(2.9); ++i)
              if (x[i - 1] < 0.0f && x[i] >= 0.0f) up.push_back(static_cast<double>(i) - x[i] / (double{x[i]} - x[i - 1]));
            double most = 0.0;
            for (std::size_t i = 10; i < up.size(); ++i) most = std::max(most, std::abs(1200.0 * std::log2(480.0 / (up[i] - up[i - 10]))));
            return most;
          }};
}

std::vector<Claim> reverbs() {
  return {
      return_only("Vocal plate"),
      decay("Vocal plate", "a plate", 1.1, 2.1),
      return_only("Vocal hall ducked"),
      {"Vocal hall ducked", "steps back while the voice sings", -6.5, -3.0,
       [](const Preset& p) {
         Preset still = p;
         still.devices[0].params["duck"] = 0.0;
         return hear(p, material("lead_vocal")).loudness_change() - hear(still, material("lead_vocal")).loudness_change();
       }},
      decay("Small room", "a room", 0.25, 0.6),
      return_only("Small room"),
      decay("Drum room", "a live room", 0.5, 1.1),
      return_only("Drum room"),
      decay("Snare plate", "short", 0.7, 1.4),
      return_only("Snare plate"),
      decay("Concert hall", "a warm hall", 1.6, 3.0),
      return_only("Concert hall"),
      decay("Cathedral", "six seconds", 3.8, 7.5),
      return_only("Cathedral"),
      on_its_track("Voice in a room"),
      heard("Voice in a room", "a little air", difference, -18, -7),
      on_its_track("Voice on a plate"),
      heard("Voice on a plate", "the classic", difference, -18, -7),
      heard("Choir in a hall", "set back", difference, -10, -2),
      decay("Dark guitar plate", "short", 0.5, 1.4),
      {"Dark guitar plate", "dark", -60, -6,
       [](const Preset& p) {
         Preset wet = p;
         wet.devices[0].params["mix"] = 100.0;
         const Heard h = hear(wet, burst());
         return h.level_change(7000, 14000) - h.level_change(500, 2000);
       }},
      on_its_track("Keys hall"),
      decay("Keys hall", "a medium hall", 1.2, 2.4),
      heard("Strings hall", "set back", difference, -10, -2),
      goes_on("Pad bloom", "ten seconds of bloom", 3.0, -40, -15),
  };
}

std::vector<Claim> delays() {
  return {
      echo_at("Vocal quarter", "quarter notes in time with the song", 0.5),
      return_only("Vocal quarter"),
      echo_at("Vocal eighth ducked", "dotted eighths", 0.375),
      {"Vocal eighth ducked", "when the voice pauses", -6.5, -3.0,
       [](const Preset& p) {
         Preset still = p;
         still.devices[0].params["duck"] = 0.0;
         return hear(p, material("lead_vocal")).loudness_change() - hear(still, material("lead_vocal")).loudness_change();
       }},
      echo_at("Ping-pong", "eighths", 0.25),
      {"Ping-pong", "to one side", 10, kMost, [](const Preset& p) { return std::abs(echo(p).left_db); }},
      {"Ping-pong", "and to the other", -kMost, -50,
       [](const Preset& p) { return echo(p, 0.2, 0.3).left_db * echo(p, 0.45, 0.55).left_db; }},
      echo_at("Slap", "one short echo", 0.11),
      goes_on("Slap", "one", 0.3, -300, -80),
      echo_at("Throw", "half notes", 1.0),
      goes_on("Throw", "go on for bars", 3.5, -30, -4),
      echo_at("Tape echo", "echoes", 0.32),
      cents("Tape echo", "a little out of tune", 0.3, 20),
      widens("Wide by a moment", "wide on speakers", -12, 0),
      echo_at("Guitar dotted", "the dotted eighth", 0.375),
      echo_at("Synth rhythm", "sixteenths", 0.1875),
      heard("Synth rhythm", "behind the chord", dry, -1.5, 1.5),
      goes_on("Dub", "almost endless", 4.5, -30, -5),
  };
}

std::vector<Claim> doublers() {
  return {
      widens("Voice doubled", "on either side", -20, -4),
      heard("Voice doubled", "under the first", dry, -1.5, 1.5),
      widens("Voice wider", "small copies", -25, -6),
      heard("Voice wider", "the voice stays in the middle", dry, -2.5, 2.5),
      widens("Harmonies times four", "become many", -15, -2),
      widens("Choir", "a crowd", -15, -1),
      swings("Choir", "around each", 2, 60),
      widens("Guitar doubled", "on the other side", -15, -2),
      widens("Acoustic wide", "two places", -18, -3),
      widens("Synth thick", "layers", -15, -1),
      heard("Synth thick", "detuned", difference, -8, 2),
  };
}

std::vector<Claim> modulations() {
  return {
      swings("Chorus slow", "more felt than heard", 0.3, 8),
      widens("Chorus slow", "broad", -25, -3),
      swings("Chorus eighties", "the clean guitar of a decade", 1, 40),
      widens("Chorus eighties", "broad", -20, -2),
      heard("Bass chorus", "small", difference, -14, -4),
      widens("Flanger jet", "from side to side", -20, 2),
      swings("Flanger jet", "strong feedback", 4, 60),
      heard("Through-zero flange", "pass each other", difference, -8, 3),
      swings("Phaser keys", "six stages", 3, 60),
      swings("Phaser guitar", "a vowel", 4, 60),
      swings("Tremolo on the beat", "louder and softer", 4, 14),
      times_a_second("Tremolo on the beat", "in eighths with the song", 3.7, 4.3),
      times_a_second("Auto-pan", "as an old electric piano did", 3.2, 3.8),
      widens("Auto-pan", "from side to side", -25, -5),
      cents("Vibrato small", "a little pitch back and forth", 2, 25),
      swings("Chopped pad", "cut", 10, 60),
      times_a_second("Chopped pad", "into sixteenths", 7.6, 8.4),
      widens("Ensemble", "a string machine", -20, -2),
      cents("Ensemble", "a string machine", 0.5, 30),
  };
}

std::vector<Claim> chains() {
  return {
      echo_at("Echo in a hall", "quarter notes", 0.5),
      goes_on("Echo in a hall", "fade into a hall", 1.5, -45, -10),
      widens("Wide plate", "large", -12, 1),
      decay("Wide plate", "a plate", 1.3, 2.8),
      heard(
          "Voice next door", "behind a wall", [](const Heard& h) { return h.level_change(4000, 12000) - h.level_change(400, 1200); }, -90,
          -20),
      decay("Voice next door", "a small room", 0.25, 0.8),
  };
}

}  // namespace

std::vector<Claim> space_claims() {
  std::vector<Claim> all = reverbs();
  for (const auto& more : {delays(), doublers(), modulations(), chains()}) all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace sweetspot::test
