// What the presets of gates, de-essers and transient shapers promise.
#include "tests/engine/studio/preset_rig.h"

namespace sweetspot::test {
namespace {

// The level while something is on the side-chain.
Claim ducked(const char* preset, const char* says, std::string_view role, std::string_view key, double low, double high) {
  return {preset, says, low, high, [=, role = std::string(role), key = std::string(key)](const Preset& p) {
            return hear(p, material(role), 0.0, &material(key)).loudness_change();
          }};
}

std::vector<Claim> gates() {
  return {
      transfer("Kick gate", "shuts out the rest of the kit", -45, -41, -30),
      heard("Kick gate", "the kick stays", loudness, -0.3, 0.1),
      heard("Kick gate", "opens to the low end alone", reduction, 30, 41, "hats"),
      heard("Snare gate", "keeps the hi-hat down", reduction, 20, 25),
      heard("Snare gate", "the snare stays", loudness, -0.3, 0.1),
      transfer("Snare gate", "between the strokes", -45, -24.5, -20),
      transfer("Toms gate", "closes", -50, -41, -30),
      heard("Toms gate", "lets a tom ring", difference, -200, -40),
      transfer("Voice expander", "by at most 10 dB", -70, -10.1, -9),
      transfer("Voice expander", "breaths", -48, -9, -3),
      transfer("Voice expander", "the voice stays", -25, -0.1, 0.1),
      transfer("Spoken word", "quiet pauses", -55, -21, -15),
      transfer("Spoken word", "the voice stays", -25, -0.1, 0.1),
      transfer("Amplifier hiss out", "when the strings rest", -65, -41, -25),
      transfer("Amplifier hiss out", "leaves the sustain", -42, -0.1, 0.1),
      transfer("Stop-start guitar", "cuts the rests clean", -42, -61, -55),
      transfer("Stop-start guitar", "the chords stay", -25, -0.1, 0.1),
      transfer("Gated room", "shut", -30, -61, -55),
      heard("Gated room", "open after each stroke", peak, -0.2, 0.1),
      heard("Gated room", "then shut at once", reduction, 50, 61),
      transfer("Hiss down", "for noise below -55 dB", -62, -8, -3),
      transfer("Hiss down", "soft", -45, -0.3, 0.05),
      ducked("Duck under a voice", "by 6 dB", "drum_bus", "lead_vocal", -6.5, -4.5),
      ducked("Duck to the kick", "gives way at each stroke", "bass", "kick", -4.0, -1.0),
      heard("Duck to the kick", "by 4 dB", reduction, 3.5, 4.1),
  };
}

std::vector<Claim> deessers() {
  return {
      heard("S soft", "not by much", change_between(6000, 16000), -2.5, -0.1),
      heard("S soft", "only the esses", change_between(200, 4000), -0.1, 0.05),
      heard("S everyday", "sibilants", change_between(6000, 16000), -5.0, -0.7),
      heard("S everyday", "the rest untouched", change_between(200, 4000), -0.1, 0.05),
      heard("S strong", "strong", change_between(6000, 16000), -9.0, -2.5),
      heard("Deep voice esses", "a narrow band around 4.8 kHz", change_between(9000, 16000), -0.5, 0.1),
      heard("Deep voice esses", "where low voices hiss", change_between(4000, 5700), -6.0, -0.4, "hats"),
      heard("High voice esses", "from 7 kHz up", change_between(7500, 16000), -6.0, -1.0),
      heard("High voice esses", "and not below", change_between(3000, 5500), -0.4, 0.1),
      heard("Backing esses away", "almost all esses", change_between(6000, 16000), -14.0, -5.0),
      heard("Broadcast wide", "the whole voice", reduction, 0.8, 6.1),
      heard("Cymbal wash down", "around 7 kHz", change_between(5800, 8200), -6.0, -1.0),
      heard("Cymbal wash down", "and not the kit", change_between(50, 2000), -0.2, 0.1),
      heard("Fizz down", "above 4 kHz", change_between(5000, 14000), -6.5, -1.5),
      heard("Fizz down", "and not below", change_between(80, 2500), -0.3, 0.1),
  };
}

std::vector<Claim> transients() {
  return {
      heard("More attack", "a little harder", crest, 0.8, 4.0, "drum_bus"),
      heard("Less attack", "rounds the starts", crest, -4.0, -0.8, "drum_bus"),
      heard("Less ring", "shortens what rings on", spread, 1.0, 8.0, "drum_bus"),
      heard("Less ring", "the strokes stay", peak, -0.3, 0.3, "drum_bus"),
      heard("More body", "brings up what follows", spread, -8.0, -1.0, "drum_bus"),
      heard("Kick tight", "harder beater", peak, 1.0, 5.0),
      heard("Kick tight", "shorter boom", crest, 0.7, 5.0),
      heard("Snare crack", "the stick in front", crest, 0.7, 5.0),
      heard("Snare fat", "softer stick", peak, -5.0, -0.8),
      heard("Snare fat", "longer tail", crest, -3.0, -0.1),
      heard("Toms long", "longer notes", spread, -7.0, -1.0),
      heard("Kit punch", "a step forward", crest, 0.8, 4.0),
      heard("Kit punch", "the room a step back", spread, 1.0, 7.0),
      heard("Kit room up", "the room comes up", spread, -8.0, -1.5),
      heard("Pluck forward", "the pick before the body", crest, 0.5, 4.0),
      heard("Strum back", "softer strokes", peak, -4.0, -0.3),
      heard("Bass fingers", "the finger on the string", crest, 0.5, 4.0),
      heard("Soft hammers", "more softly", crest, -4.0, -0.8),
  };
}

}  // namespace

std::vector<Claim> gate_claims() {
  std::vector<Claim> all = gates();
  for (const auto& more : {deessers(), transients()}) all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace sweetspot::test
