#include "tests/engine/studio/preset_material.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>

#include "engine/analysis/loudness.h"
#include "engine/core/units.h"
#include "engine/studio/demo_band.h"
#include "engine/studio/demo_voice.h"

namespace sweetspot::test {
namespace {

using namespace demo;

constexpr std::size_t kFrom = 25 * 48000, kLength = 5 * 48000, kEnd = kFrom + kLength;
constexpr double kTrackPeakDb = -8.0, kBusLufs = -18.0;

std::vector<float> chorus(const Samples& samples) { return {samples.begin() + kFrom, samples.begin() + kEnd}; }
Sound chorus(const Stereo& stereo) { return {chorus(stereo.left), chorus(stereo.right)}; }

void scale(Sound& sound, double db) {
  const auto gain = static_cast<float>(gain_from_db(db));
  for (auto& channel : sound)
    for (float& sample : channel) sample *= gain;
}

Sound as_track(Sound sound) {
  float peak = 0.0f;
  for (const auto& channel : sound)
    for (const float sample : channel) peak = std::max(peak, std::abs(sample));
  scale(sound, kTrackPeakDb - db_from_gain(peak));
  return sound;
}

Sound as_bus(Sound sound) {
  LoudnessMeter meter(kMaterialRate, 2);
  const float* const pointers[2] = {sound[0].data(), sound[1].data()};
  meter.process(pointers, static_cast<Frames>(kLength));
  meter.finish();
  scale(sound, kBusLufs - meter.figures().integrated_lufs.value());
  return sound;
}

// The demo song's singer has soft esses; real ones hiss at about -28 dBFS where the peaks of the voice are at -8 (noise above 5.5 kHz, a
// tenth of a second long).
void add_esses(Sound& voice, std::uint64_t seed) {
  constexpr std::size_t kEvery = 31000, kLong = 4800;
  Random random(seed);
  Filter low, high;
  low.set(5500.0, 0.8);
  high.set(5500.0, 0.8);
  for (std::size_t i = 0; i < kLength; ++i) {
    const double hiss = high.high(low.high(random.signed_unit()));
    const double at = static_cast<double>(i % kEvery) / kLong;
    if (at < 1.0) voice[0][i] += static_cast<float>(0.08 * std::sin(3.14159265 * at) * hiss);
  }
}

Sound as_voice(const Samples& samples, std::uint64_t seed) {
  Sound voice = as_track({chorus(samples)});
  add_esses(voice, seed);
  return voice;
}

// The sum of tracks at their levels in a mix.
Sound mixed(const std::vector<std::pair<const Sound*, double>>& tracks) {
  Sound sum(2, std::vector<float>(kLength));
  for (const auto& [track, db] : tracks)
    for (std::size_t c = 0; c < 2; ++c)
      for (std::size_t i = 0; i < kLength; ++i)
        sum[c][i] += static_cast<float>(gain_from_db(db)) * (*track)[std::min(c, track->size() - 1)][i];
  return as_bus(std::move(sum));
}

std::map<std::string, Sound, std::less<>> play() {
  const Score& score = built_in_score();
  std::vector<SungNote> harmony = score.lead;
  for (SungNote& note : harmony) note.midi = diatonic(note.midi, 2);
  const Samples lead = sing(score.lead, score.beat_seconds(), {.looseness = 2.0, .seed = 51}, kEnd);
  const Samples high = sing(harmony, score.beat_seconds(), {.formant_scale = 1.06, .breath = 0.035, .late_ms = 9.0, .seed = 52}, kEnd);
  const auto part = drum_part(score);
  const Samples kick = play_kick(part, kEnd), snare = play_snare(part, kEnd), hats = play_hats(part, kEnd);
  // The drummer rests his toms in the chorus, so they play what the kick and the snare do.
  auto tom_part = part;
  for (Stroke& stroke : tom_part) stroke.drum = stroke.drum == Stroke::Drum::kick ? Stroke::Drum::low_tom : Stroke::Drum::high_tom;
  std::erase_if(tom_part, [](const Stroke& stroke) { return stroke.force < 0.5; });
  const Samples toms = play_toms(tom_part, kEnd);

  std::map<std::string, Sound, std::less<>> all;
  all["lead_vocal"] = as_voice(lead, 71);
  all["ad_lib"] = all["any"] = all["effects"] = all["lead_vocal"];
  all["backing_vocal"] = as_voice(high, 72);
  all["kick"] = as_track({chorus(kick)});
  all["snare"] = as_track({chorus(snare)});
  all["hats"] = as_track({chorus(hats)});
  all["toms"] = as_track({chorus(toms)});
  all["percussion"] = as_track({chorus(play_tambourine(part, kEnd))});
  all["overheads"] = as_track(chorus(play_overheads(part, kick, snare, hats, toms)));
  all["bass"] = as_track({chorus(play_bass(score, kEnd))});
  all["electric_guitar"] = as_track({chorus(play_driven_guitar(score, kEnd))});
  all["acoustic_guitar"] = as_track({chorus(play_clean_guitar(score, kEnd))});
  all["keys"] = as_track(chorus(play_keys(score, kEnd)));
  all["strings"] = all["synth"] = as_track(chorus(play_strings(score, kEnd)));
  all["drum_bus"] = mixed({{&all["kick"], 0}, {&all["snare"], -2}, {&all["hats"], -12}, {&all["overheads"], -8}});
  all["music_bus"] = mixed({{&all["electric_guitar"], 0}, {&all["acoustic_guitar"], -3}, {&all["keys"], -3}, {&all["strings"], -6}});
  all["vocal_bus"] = mixed({{&all["lead_vocal"], 0}, {&all["backing_vocal"], -8}});
  all["backing_bus"] = mixed({{&all["backing_vocal"], 0}});
  all["mix_bus"] = mixed({{&all["drum_bus"], 0}, {&all["bass"], -2}, {&all["music_bus"], -2}, {&all["vocal_bus"], 0}});
  all["master"] = all["mix_bus"];
  return all;
}

}  // namespace

const Sound& material(std::string_view role) {
  static const auto all = play();
  const auto found = all.find(role);
  if (found == all.end()) throw std::invalid_argument("no material for " + std::string(role));
  return found->second;
}

}  // namespace sweetspot::test
