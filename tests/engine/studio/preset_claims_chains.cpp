// What the chains promise, each as a whole.
#include "tests/engine/studio/preset_rig.h"

namespace sweetspot::test {
namespace {

// The tilt: what happens to the highs against the middle.
HeardFigure highs(double from_hz = 6000) {
  return [from_hz](const Heard& h) { return h.level_change(from_hz, 16000) - h.level_change(300, 2000); };
}
HeardFigure lows(double to_hz) {
  return [to_hz](const Heard& h) { return h.level_change(20, to_hz) - h.level_change(300, 2000); };
}
double true_peak(const Heard& heard) { return heard.true_peak(); }

std::vector<Claim> voices() {
  return {
      heard("Clear and present", "clean lows", lows(60), -40, -6),
      heard("Clear and present", "steady level", spread, -7, -1.5),
      heard("Clear and present", "tamed esses", reduction, 3, 9),
      curve("Clear and present", "presence", 3500, 1.5, 3),
      heard("Warm and close", "body kept", lows(200), -1, 4),
      heard("Warm and close", "slow and round", spread, -6, -1),
      heard("Pop compressed", "always in front", spread, -9, -2.5),
      heard(
          "Pop compressed", "two compressors in a row", [](const Heard& h) { return std::min(h.most_reduction[1], h.most_reduction[2]); },
          2, 8),
      heard("Rap tight and forward", "firm", crest, -6, -1.5),
      heard("Rap tight and forward", "every word at one level", spread, -9, -2.5),
      heard("Ballad", "two decibels of slow levelling", spread, -4, -0.5),
      heard("Ballad", "gentle", loudness, -1.5, 1.5),
      heard(
          "Spoken voice", "the room down", [](const Heard& h) { return h.most_reduction[0]; }, 8, 10.1),
      heard("Spoken voice", "the level even", spread, -7, -1.5),
      heard("Harmony stack", "thin", lows(150), -30, -3),
      heard("Harmony stack", "almost without esses", highs(), -12, -2),
      heard("Background oohs", "no lows", lows(150), -30, -5),
      curve("Background oohs", "less edge", 3000, -4, -2.5),
      heard("Radio voice", "small", highs(), -60, -15),
      heard("Radio voice", "pressed flat", spread, -12, -3),
  };
}

std::vector<Claim> drums() {
  return {
      heard("Kick rock", "weight and beater", highs(3000), 2, 8),
      heard("Kick rock", "lets the attack through", crest, 0.3, 4),
      heard("Kick pop", "clicky", highs(2500), 2, 12),
      heard("Kick pop", "short", crest, 0.8, 6),
      heard("Kick jazz", "little is done", reduction, 0.5, 3),
      heard("Kick electronic", "flat on top", crest, -6, -1),
      heard("Snare rock", "crack", crest, 1, 7),
      curve("Snare rock", "body", 200, 0.8, 2.5),
      heard("Snare tight", "dry and short", crest, 0.8, 8),
      heard("Snare tight", "no lows", lows(120), -30, -1),
      curve("Snare ballad", "fat", 180, 1.5, 3),
      curve("Snare ballad", "the stick in the background", 3500, -2, -1),
      curve("Toms big", "round", 100, 2, 3.5),
      heard("Toms big", "a clear attack", highs(3000), 2, 9),
      heard("Hats and ride clean", "no drums in it", lows(150), -60, -25),
      heard("Hats and ride clean", "no sharpness", highs(), -6, -0.5),
      heard("Percussion in front", "crisp", highs(8000), 0.3, 6),
      heard("Percussion in front", "even", spread, -6, -0.8),
      heard("Overheads glue", "held together softly", reduction, 2, 6),
      heard("Overheads cymbals only", "cymbals", lows(150), -50, -15),
      heard(
          "Drums glued", "two to three decibels", [](const Heard& h) { return h.most_reduction[0]; }, 2, 4.5),
      heard("Drums glued", "as one instrument", spread, -5, -1),
      heard("Drums parallel", "denser", spread, -14, -4),
      heard("Drums parallel", "the peaks where they were", crest, -2.5, 1),
      heard("Drums smashed", "pressed hard", reduction, 12, 25),
      heard("Drums smashed", "jumps out between the strokes", spread, -22, -8),
      heard("Drums loud and flat", "tips off after", true_peak, -7, -5.9),
      heard("Drums loud and flat", "for loud songs", loudness, 0.8, 4),
  };
}

std::vector<Claim> basses_and_music() {
  return {
      heard("Bass DI", "steady level", spread, -5, -0.5),
      curve("Bass DI", "clean sub", 15, -40, -8),
      heard("Bass DI", "clear notes", highs(2000), 0.5, 8),
      heard("Bass picked", "keeps the pick", crest, 1, 9),
      heard("Bass picked", "levels the rest", spread, -5, -0.6),
      heard("Synth bass", "harmonics on top", highs(3000), 1, 10),
      heard("Synth bass", "sub left whole", change_between(30, 80), -1, 1),
      curve("Bass upright", "wood and fingers", 700, 1, 2),
      heard("Bass upright", "soft levelling", reduction, 2, 6),
      heard("Bass rock", "growling above", highs(3000), 2, 12),
      heard("Bass rock", "firm", spread, -6, -1),
      curve("Acoustic strummed", "leaves room for the voice", 2500, -1.5, -0.3),
      heard("Acoustic strummed", "a rhythm guitar", spread, -6, -1),
      heard("Acoustic fingerpicked", "even", spread, -5, -0.8),
      heard("Acoustic fingerpicked", "every string", highs(), 0.5, 4),
      heard("Electric clean", "even", reduction, 4, 9),
      heard("Electric clean", "a little shine", highs(), 0.5, 4),
      curve("Electric crunch", "edge", 2200, 1, 2.5),
      heard("Electric crunch", "the amplifier has compressed already", reduction, 1, 5),
      heard("Electric heavy", "tight lows", lows(80), -30, -4),
      heard("Electric heavy", "no fizz", highs(), -14, -2.5),
      curve("Electric lead", "over the band", 3000, 0.8, 2),
      heard("Electric lead", "sings", reduction, 4, 10),
      curve("Piano pop", "cuts through", 3500, 1.2, 2.6),
      heard("Piano pop", "even", spread, -6, -1.5),
      heard("Piano solo", "left nearly alone", reduction, 0.8, 3.2),
      curve("Electric piano", "smooth top", 12000, -1.5, -0.5),
      heard("Electric piano", "even bars", spread, -6, -1.5),
      heard("Organ", "a growl", difference, -16, -4),
      curve("Organ", "whistles held", 10000, -2, -0.8),
      heard("Pad wide and soft", "above the bass", lows(80), -40, -4),
      heard(
          "Pad wide and soft", "out to the sides", [](const Heard& h) { return h.side_change() - h.loudness_change(); }, 0.8, 3),
      curve("Synth lead", "without pain", 3200, -2, -1),
      heard("Synth lead", "in front", reduction, 2, 8),
      curve("String section", "air", 15000, 1.2, 2.2),
      heard("String section", "smooth", reduction, 1, 4),
  };
}

std::vector<Claim> buses_and_masters() {
  return {
      curve("Mix tone", "weight", 50, 0.4, 1),
      curve("Mix tone", "a little less thickness", 300, -1, -0.5),
      curve("Mix tone", "air", 16000, 0.6, 1.1),
      heard(
          "Mix glue and tone", "held together", [](const Heard& h) { return h.most_reduction[0]; }, 1.5, 3.5),
      heard("Mix glue and tone", "a breath of tape", crest, -2.5, -0.1),
      heard("Mix firm", "tips taken", true_peak, -4.6, -2.95),
      heard("Mix firm", "dense", spread, -4, -0.4),
      heard(
          "Mix wide and open", "air on the sides", [](const Heard& h) { return h.side_change() - h.loudness_change(); }, 0.2, 2.5),
      heard("Vocals together", "one soft hand", reduction, 2, 6),
      heard("Harmonies together", "held still", spread, -5, -0.8),
      curve("Harmonies together", "a step back", 3000, -2, -1),
      curve("Band together", "room for the voice", 2500, -1.2, -0.8),
      heard("Band together", "one bed", reduction, 1, 3),
      heard("Gentle", "a breath", reduction, 1, 3),
      heard("Warm", "a little more body", change_between(40, 120), -3, 1.5),
      heard("Warm", "held together slowly", reduction, 2, 5),
      curve("Warm", "a little less boxiness", 350, -0.8, -0.3),
      heard("Glue", "leans on the loudest passages", reduction, 3, 7.5),
      heard("Glue", "no change of tone", highs(), -1.5, 0.5),
      curve("Balanced", "a touch of air", 15000, 0.5, 0.9),
      heard("Balanced", "light glue", reduction, 1.5, 4.5),
      curve("Pure", "a touch of weight and air", 40, 0.3, 0.8),
      heard("Pure", "and a ceiling", reduction, -0.1, 1),
      heard("Dense", "even from bar to bar", loudness, -2, 1),
      curve("Loud", "more presence", 10000, 0.8, 1.3),
      heard("Loud", "faster compression", reduction, 6, 12),
      heard("Very loud", "for the highest levels", loudness, 2, 4.5),
      heard("Very loud", "tape and clipped tips", crest, -5, -0.5),
  };
}

}  // namespace

std::vector<Claim> chain_claims() {
  std::vector<Claim> all = voices();
  for (const auto& more : {drums(), basses_and_music(), buses_and_masters()}) all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace sweetspot::test
