// The presets of the program: each is well formed, sounds, and does what its line says.
#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "engine/core/text.h"
#include "engine/mastering/chain.h"
#include "engine/processors/registry.h"
#include "engine/session/factory_presets.h"
#include "engine/studio/presets.h"
#include "tests/engine/studio/preset_rig.h"

namespace sweetspot {
namespace {

using test::hear;
using test::Heard;
using test::material;

// What a preset is tried on: what it is for; what is for anything on a voice, a kit and a mix.
std::vector<std::string_view> tried_on(const Preset& preset) {
  if (preset.role == "any") return {"lead_vocal", "drum_bus", "mix_bus"};
  return {preset.role};
}

bool says(const Preset& preset, std::string_view word) { return preset.summary.find(word) != std::string::npos; }

Heard heard_as_meant(const Preset& preset, std::string_view role) {
  return hear(preset, material(role), 0.0, says(preset, "side-chain") ? &material("kick") : nullptr);
}

TEST(FactoryPresets, AreFilesWithoutMistakes) {
  std::set<std::string> names;
  for (const ShelvedPreset& shelved : factory_presets()) {
    const Preset& preset = shelved.preset;
    SCOPED_TRACE(preset.name);
    EXPECT_TRUE(names.insert(lower_case(preset.name)).second) << "the name is taken";
    EXPECT_EQ(preset.name.find_first_of(",:=|/\""), std::string::npos) << "has a sign that the command line reads";
    EXPECT_LE(preset.name.size(), 26u);
    EXPECT_NE(preset_role_label(preset.role), preset.role) << "there is no such role";
    EXPECT_GE(preset.summary.size(), 20u);
    EXPECT_LE(preset.summary.size(), 110u) << "one line";
    EXPECT_EQ(preset.summary.find('\n'), std::string::npos);
    EXPECT_TRUE(preset.summary.ends_with('.'));
    EXPECT_EQ(preset.unknown, nullptr);
  }
}

TEST(FactoryPresets, HaveProcessorsKeysAndValuesThatThereAre) {
  for (const ShelvedPreset& shelved : factory_presets()) {
    for (const PresetDevice& device : shelved.preset.devices) {
      SCOPED_TRACE(shelved.preset.name + ", " + device.type);
      const ProcessorType* const type = find_processor(device.type);
      ASSERT_NE(type, nullptr);
      EXPECT_EQ(device.unknown, nullptr) << "a key or a choice that the processor does not have";
      EXPECT_FALSE(device.bypassed);
      EXPECT_GT(device.mix, 0.0);
      EXPECT_LE(device.mix, 1.0);
      for (const auto& [key, value] : device.params) {
        const ParamSpec& spec = type->params[static_cast<std::size_t>(index_of(type->params, key))];
        EXPECT_EQ(constrain(spec, value), value) << key;
        EXPECT_FALSE(spec.audition) << key << " is for listening";
      }
    }
  }
}

// A processor that a person meets for the first time has somewhere to start. What has one knob that matters, or none, needs no presets.
TEST(FactoryPresets, ThereAreSomeForEveryProcessor) {
  const std::set<std::string_view> need_none{"gain", "pan", "tune", "dither", "rider"};
  for (const ProcessorType* type : all_processors()) {
    const auto of_it =
        std::ranges::count_if(factory_presets(), [&](const ShelvedPreset& shelved) { return preset_kind(shelved.preset) == type->id; });
    EXPECT_GE(of_it, need_none.contains(type->id) ? 0 : 2) << type->id;
  }
}

TEST(FactoryPresets, ThereAreSomeForEveryRole) {
  for (const PresetRole& role : preset_roles())
    EXPECT_TRUE(std::ranges::any_of(factory_presets(), [&](const ShelvedPreset& shelved) { return shelved.preset.role == role.key; }))
        << role.key;
}

TEST(FactoryPresets, MastersEndInALimiter) {
  EXPECT_GE(master_presets().size(), 5u);
  for (const Preset& preset : master_presets()) EXPECT_EQ(preset.devices.back().type, "limiter") << preset.name;
}

// As loud as a hot mix may be, none lets a peak through.
TEST(FactoryPresets, MastersHoldTheirCeiling) {
  for (const Preset& preset : master_presets()) EXPECT_LE(hear(preset, material("master"), 10.0).true_peak(), -1.0 + 0.05) << preset.name;
}

TEST(FactoryPresets, SoundFiniteAndAboutAsLoudAsBefore) {
  for (const ShelvedPreset& shelved : factory_presets()) {
    const Preset& preset = shelved.preset;
    for (const std::string_view role : tried_on(preset)) {
      SCOPED_TRACE(preset.name + " on " + std::string(role));
      const Heard heard = heard_as_meant(preset, role);
      for (const auto& channel : heard.after) EXPECT_TRUE(std::ranges::all_of(channel, [](float sample) { return std::isfinite(sample); }));
      EXPECT_LT(heard.true_peak(), 0.0) << "a track that comes at -8 dBFS must not clip";
      const double most = says(preset, "entle") ? 3.0 : says(preset, "ix decibels of drive") ? 6.5 : 6.0;
      EXPECT_LT(std::abs(heard.loudness_change()), most);
    }
  }
}

TEST(FactoryPresets, DoWhatTheirLinesSay) {
  std::set<std::string_view> backed;
  const PresetShelf shelf({}, {});
  for (const auto& claims : {test::eq_claims(), test::dynamics_claims(), test::gate_claims(), test::saturation_claims(),
                             test::bands_claims(), test::space_claims(), test::chain_claims()}) {
    for (const test::Claim& claim : claims) {
      const Preset& preset = shelf.find(claim.preset).preset;
      SCOPED_TRACE(std::string(claim.preset) + ": " + claim.says);
      const double figure = claim.figure(preset);
      EXPECT_GE(figure, claim.low);
      EXPECT_LE(figure, claim.high);
      backed.insert(claim.preset);
    }
  }
  for (const ShelvedPreset& shelved : factory_presets())
    EXPECT_TRUE(backed.contains(shelved.preset.name)) << shelved.preset.name << " has no figures";
}

}  // namespace
}  // namespace sweetspot
