// What the presets of the multiband and of width promise.
#include <cmath>

#include "tests/engine/studio/preset_rig.h"

namespace sweetspot::test {
namespace {

// The mix with a guitar to one side, so that it has sides to speak of, at all frequencies.
const Sound& wide_mix() {
  static const Sound sound = [] {
    Sound mix = material("mix_bus");
    const Sound &guitar = material("electric_guitar"), &bass = material("bass");
    for (std::size_t i = 0; i < mix[0].size(); ++i) {
      mix[0][i] += 0.3f * guitar[0][i] + 0.2f * bass[0][i];
      mix[1][i] -= 0.1f * bass[0][i];
    }
    return mix;
  }();
  return sound;
}

Sound parts(const Sound& sound, float sign) {
  Sound one(1, std::vector<float>(sound[0].size()));
  for (std::size_t i = 0; i < one[0].size(); ++i) one[0][i] = 0.5f * (sound[0][i] + sign * sound[1][i]);
  return one;
}

// The change of the sides, and of the middle, between two frequencies.
Claim part(const char* preset, const char* says, float sign, double low_hz, double high_hz, double low, double high) {
  return {preset, says, low, high, [=](const Preset& p) {
            Heard heard = hear(p, wide_mix());
            heard.before = parts(heard.before, sign);
            heard.after = parts(heard.after, sign);
            return heard.level_change(low_hz, high_hz);
          }};
}
Claim sides(const char* preset, const char* says, double low_hz, double high_hz, double low, double high) {
  return part(preset, says, -1.0f, low_hz, high_hz, low, high);
}
Claim middle(const char* preset, const char* says, double low_hz, double high_hz, double low, double high) {
  return part(preset, says, 1.0f, low_hz, high_hz, low, high);
}

// How much louder a sound comes out against when it comes in so many dB softer: 0 where levels do not matter.
Claim softer(const char* preset, const char* says, double db, double low, double high, std::string_view on = {}) {
  return {preset, says, low, high, [=, on = std::string(on)](const Preset& p) {
            const Sound& sound = material(on.empty() ? std::string_view(p.role) : std::string_view(on));
            return hear(p, sound, db).level_change(60, 14000) - hear(p, sound).level_change(60, 14000);
          }};
}

// A mono sound on both sides.
Heard doubled(const Preset& preset, std::string_view role) {
  const Sound& mono = material(role);
  return hear(preset, {mono[0], mono.back()});
}

std::vector<Claim> multibands() {
  return {
      heard(
          "Four gentle hands", "the tone stays", [](const Heard& h) { return h.level_change(3000, 9000) - h.level_change(40, 300); }, -2.5,
          2.0),
      heard("Four gentle hands", "here and there", spread, -3.0, -0.1),
      heard("Tight low end", "the lows are held", change_between(30, 90), -4.5, 1.0),
      heard("Tight low end", "only the lows", change_between(400, 14000), -0.1, 0.1),
      softer("Tight low end", "firmly", -12, 0.3, 6.0),
      sides("Lows mono", "in the middle", 30, 70, -80.0, -8.0),
      middle("Lows mono", "nothing compressed", 30, 14000, -0.3, 0.3),
      heard("Master in linear phase", "for the last decibel", loudness, -3.0, 0.5),
      heard("Voice smooth", "each held to a level", spread, -6.0, -1.5),
      heard("Voice edge and esses", "leaves the lows alone", change_between(80, 1200), -0.1, 0.1),
      heard("Voice edge and esses", "and what lies above", change_between(6500, 16000), -14.0, -3.0),
      softer("Bass low end steady", "firm below 150 Hz", -12, 3.0, 12.0),
      heard("Bass low end steady", "steady", spread, -5.0, -0.5),
      heard("Kit by regions", "each under their own hand", spread, -6.0, -0.8),
      heard("Cymbals back", "holds what is above 5 kHz", change_between(7000, 16000), -15.0, -3.0),
      heard("Cymbals back", "the drums go through", change_between(40, 3000), -0.2, 0.1),
      heard("Guitar bed", "low mids", change_between(180, 450), -5.0, -0.2),
      heard("Guitar bed", "the rest is left", change_between(800, 12000), -0.2, 0.1),
      softer("Detail from below", "lifts what is quiet", -18, 1.0, 5.5, "mix_bus"),
      softer("Detail from below", "instead of pressing what is loud", 6, -1.0, 0.2, "mix_bus"),
      softer("Noise down by regions", "for hum and room and hiss", -40, -13.0, -2.0, "mix_bus"),
      heard("Noise down by regions", "the music stays", change_between(200, 12000), -1.0, 0.1, "mix_bus"),
  };
}

std::vector<Claim> widths() {
  return {
      sides("Wider", "the sides up a little", 60, 14000, 1.5, 3.0),
      middle("Wider", "mono stays what it was", 60, 14000, -0.01, 0.01),
      sides("Narrower", "together", 60, 14000, -6.0, -3.0),
      sides("Mono", "both sides the same", 60, 14000, -200.0, -100.0),
      middle("Mono", "what is left in mono", 60, 14000, -0.01, 0.01),
      sides("Mono lows wide highs", "nothing but the middle below 120 Hz", 30, 80, -90.0, -8.0),
      sides("Mono lows wide highs", "a little wider from 4 kHz", 7000, 14000, 0.8, 2.2),
      sides("Master width", "mono lows", 30, 60, -90.0, -8.0),
      sides("Master width", "a breath more width on top", 7000, 14000, 0.3, 1.3),
      {"Spread a mono sound", "width for what has none", -20.0, 0.0,
       [](const Preset& p) { return doubled(p, "lead_vocal").side_change(); }},
      {"Spread a mono sound", "without a comb in mono", -0.5, 0.5,
       [](const Preset& p) {
         Heard heard = doubled(p, "lead_vocal");
         heard.before = parts(heard.before, 1.0f);
         heard.after = parts(heard.after, 1.0f);
         return heard.loudness_change();
       }},
      {"Spread keys", "across the desk", -20.0, 0.0, [](const Preset& p) { return doubled(p, "acoustic_guitar").side_change(); }},
      {"Backing vocals around", "out to the sides", 3.0, 5.0,
       [](const Preset& p) {
         Heard heard = hear(p, wide_mix());
         const Heard middle_of{heard.preset, parts(heard.before, 1.0f), parts(heard.after, 1.0f), {}};
         return heard.side_change() - middle_of.level_change(60, 14000);
       }},
      {"Guard the middle", "where the sides would cancel", -60.0, -2.0,
       [](const Preset& p) {  // a sound that is mostly side
         Sound sound = material("mix_bus");
         for (float& sample : sound[1]) sample *= -0.8f;
         return hear(p, sound).side_change();
       }},
      heard("Guard the middle", "where they do not nothing", difference, -200.0, -60.0),
  };
}

}  // namespace

std::vector<Claim> bands_claims() {
  std::vector<Claim> all = multibands();
  const std::vector<Claim> more = widths();
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace sweetspot::test
