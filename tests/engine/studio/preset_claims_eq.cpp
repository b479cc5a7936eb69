// What the presets of the equalizer promise, in decibels at frequencies.
#include <cmath>
#include <vector>

#include "tests/engine/studio/preset_rig.h"

namespace sweetspot::test {
namespace {

// A sound on one side of the middle alone: the difference of the channels is all there is.
Sound on_the_sides(std::string_view role) {
  Sound sound = material(role);
  for (std::size_t i = 0; i < sound[0].size(); ++i) sound[1][i] = -sound[0][i];
  return sound;
}

Claim sides(const char* preset, const char* says, double low_hz, double high_hz, double low, double high) {
  return {preset, says, low, high, [=](const Preset& p) { return hear(p, on_the_sides(p.role)).level_change(low_hz, high_hz); }};
}

// While something is on the side-chain.
Claim keyed(const char* preset, const char* says, std::string_view key, double low_hz, double high_hz, double low, double high) {
  return {preset, says, low, high, [=, key = std::string(key)](const Preset& p) {
            return hear(p, material(p.role), 0.0, &material(key)).level_change(low_hz, high_hz);
          }};
}

}  // namespace

std::vector<Claim> eq_claims() {
  return {
      curve("Rumble out", "below 30 Hz", 15, -60, -20),
      curve("Rumble out", "leaves the rest alone", 80, -0.3, 0.1),
      curve("Less mud", "a dip around 250 Hz", 250, -3.2, -2.8),
      curve("Less mud", "and nowhere else", 2000, -0.2, 0.1),
      curve("Less boxiness", "a dip at 450 Hz", 450, -3.7, -3.2),
      curve("Less boxiness", "narrower", 200, -0.7, 0.1),
      curve("More presence", "around 3.5 kHz", 3500, 2.2, 2.8),
      curve("More presence", "broad", 2000, 0.9, 2.2),
      curve("Less harshness", "a dip at 3.2 kHz", 3200, -3.3, -2.7),
      curve("Air", "from 12 kHz", 18000, 2.0, 3.1),
      curve("Air", "above the sibilants", 6000, -0.2, 0.8),
      curve("Brighter overall", "towards the top", 10000, 2.0, 3.2),
      curve("Brighter overall", "from the bottom", 80, -3.2, -2.0),
      curve("Darker overall", "towards the bottom", 80, 2.0, 3.2),
      curve("Hum out 50 Hz", "mains hum", 50, -HUGE_VAL, -40),
      curve("Hum out 50 Hz", "its harmonics", 150, -HUGE_VAL, -40),
      curve("Hum out 50 Hz", "narrow", 70, -0.5, 0.1),
      curve("Hum out 60 Hz", "mains hum", 60, -HUGE_VAL, -40),
      curve("Hum out 60 Hz", "its harmonics", 120, -HUGE_VAL, -40),
      curve("Hum out 60 Hz", "narrow", 85, -0.5, 0.1),
      curve("Voice clear", "low cut", 40, -40, -15),
      curve("Voice clear", "presence", 3500, 1.5, 3.0),
      curve("Voice clear", "a little air", 16000, 1.0, 2.5),
      curve("Voice warm", "a little body", 180, 0.8, 1.8),
      curve("Voice warm", "no edge", 3000, -1.6, -1.0),
      curve("Voice behind the lead", "thins the lows", 100, -20, -6),
      curve("Voice behind the lead", "softens the presence", 2800, -2.5, -1.0),
      curve("Kick weight and click", "weight at 60 Hz", 60, 2.0, 3.5),
      curve("Kick weight and click", "less cardboard", 350, -4.2, -3.0),
      curve("Kick weight and click", "the beater at 4 kHz", 4000, 2.5, 3.3),
      curve("Kick deep", "low", 52, 2.5, 4.5),
      curve("Kick deep", "round", 10000, -2.3, -1.2),
      curve("Snare body and crack", "body at 200 Hz", 200, 1.0, 2.3),
      curve("Snare body and crack", "less ring of the box", 500, -2.8, -1.8),
      curve("Snare body and crack", "crack at 5 kHz", 5000, 2.5, 3.3),
      curve("Toms round", "body at 100 Hz", 100, 2.0, 3.5),
      curve("Toms round", "the boxy middle out", 450, -5.2, -4.0),
      curve("Toms round", "attack at 4.5 kHz", 4500, 2.5, 3.3),
      curve("Hats thin", "what leaks in below 350 Hz", 120, -60, -30),
      curve("Hats thin", "the hats stay", 8000, 0.5, 2.0),
      curve("Overheads as cymbals", "leaves the kit to the close microphones", 80, -30, -12),
      curve("Overheads as cymbals", "opens the top", 15000, 1.0, 2.3),
      curve("Bass clear", "cleans the sub", 15, -40, -9),
      curve("Bass clear", "thins 250 Hz", 250, -3.2, -2.0),
      curve("Bass clear", "lifts the notes at 900 Hz", 900, 1.3, 2.2),
      curve("Bass under the kick", "room at 60 Hz", 60, -4.0, -2.0),
      curve("Bass under the kick", "up to 110 Hz", 110, 0.8, 2.2),
      curve("Acoustic guitar shine", "the boom of the body away", 60, -20, -5),
      curve("Acoustic guitar shine", "opens the strings", 14000, 1.5, 2.7),
      curve("Electric guitar edge", "low cut", 45, -30, -12),
      curve("Electric guitar edge", "no fizz above 9 kHz", 16000, -20, -6),
      curve("Electric guitar edge", "bite at 2.2 kHz", 2200, 1.4, 2.3),
      curve("Heavy guitar tight", "tight lows", 50, -40, -20),
      curve("Heavy guitar tight", "less fizz at 4 kHz", 4000, -2.8, -1.5),
      curve("Heavy guitar tight", "nothing above 10 kHz", 19000, -80, -15),
      curve("Piano open", "less thickness at 300 Hz", 300, -2.2, -1.5),
      curve("Piano open", "a clear top", 12000, 1.0, 2.2),
      curve("Pads out of the way", "leaves lows to the bass", 60, -30, -12),
      curve("Pads out of the way", "and 1 to 4 kHz to the voice", 2500, -2.7, -2.0),
      curve("Strings silk", "less nose at 1.2 kHz", 1200, -1.8, -1.2),
      curve("Strings silk", "air", 15000, 1.2, 2.1),
      curve("Telephone", "400 Hz", 150, -80, -35),
      curve("Telephone", "to 3.2 kHz", 8000, -90, -35),
      curve("Telephone", "in between", 1500, 3.0, 4.2),
      curve("Return without lows", "no lows", 80, -60, -25),
      curve("Return without lows", "a softer top", 12000, -12, -4),
      heard("Voice edge held", "where the voice gets loud there", change_between(2500, 3600), -5.0, -1.0),
      heard("Voice edge held", "only there", change_between(200, 1000), -0.5, 0.1),
      heard("Close voice without boom", "below 200 Hz", change_between(80, 200), -6.0, -1.0),
      heard("Close voice without boom", "nothing else", change_between(1000, 8000), -0.5, 0.1),
      heard("Bass boom held", "around 85 Hz", change_between(60, 110), -6.0, -1.0),
      heard("Bass boom held", "nothing else", change_between(600, 5000), -0.5, 0.1),
      keyed("Room for the kick", "while the kick strikes", "kick", 45, 80, -6.0, -0.7),
      keyed("Room for the kick", "at 60 Hz", "kick", 400, 2000, -0.4, 0.1),
      keyed("Room for the voice", "while somebody sings", "lead_vocal", 1800, 3500, -4.0, -1.0),
      keyed("Room for the voice", "at 2.5 kHz", "lead_vocal", 80, 300, -0.4, 0.1),
      sides("Lows in the middle", "takes the sides away below 110 Hz", 30, 70, -60, -10),
      sides("Lows in the middle", "and nothing above", 400, 8000, -0.5, 0.2),
      heard("Lows in the middle", "the middle stays", change_between(30, 100), -0.3, 0.1),
      sides("Wide air", "two decibels more on the sides", 11000, 18000, 1.2, 2.2),
      heard(
          "Wide air", "on the sides alone", [](const Heard& h) { return h.side_change() - h.loudness_change(); }, 0.02, 1.5),
      curve("Linear-phase tone", "a touch of weight", 40, 0.3, 0.8),
      curve("Linear-phase tone", "and of air", 16000, 0.5, 1.1),
      curve("Linear-phase tone", "nothing between", 1000, -0.2, 0.2),
      curve("Mix bottom and air", "one decibel of weight", 50, 0.5, 1.1),
      curve("Mix bottom and air", "and one of air", 16000, 0.5, 1.1),
      curve("Mix bottom and air", "a clean sub", 10, -40, -8),
      curve("Mix less thick", "a broad decibel less at 300 Hz", 300, -1.1, -0.9),
      curve("Master air", "half a decibel of weight", 30, 0.3, 0.6),
      curve("Master air", "a decibel of air", 20000, 0.6, 1.1),
      curve("Master air", "nothing else", 1000, -0.1, 0.1),
  };
}

}  // namespace sweetspot::test
