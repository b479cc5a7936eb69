// What is greyed because it has nothing to do, and which bands are in use.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

#include "engine/studio/processors.h"
#include "ui/panels/param_rules.h"

namespace sweetspot::ui {
namespace {

struct Table {
  explicit Table(const char* id) : type(*find_processor(id)), values(default_values(type)) {}

  std::size_t at(std::string_view key) const { return static_cast<std::size_t>(index_of(type.params, key)); }
  void choose(std::string_view key, std::string_view choice) {
    const auto& choices = type.params[at(key)].choices;
    values[at(key)] = static_cast<double>(std::ranges::find(choices, choice) - choices.begin());
  }
  bool has_say(std::string_view key) const { return ParamRules(type).say(values)[at(key)]; }
  std::vector<int> used() const { return bands_in_use(type, plan_panel(type.params).bands, values); }

  const ProcessorType& type;
  std::vector<double> values;
};

TEST(ParamRules, NameOnlyWhatTheProcessorsHave) { EXPECT_EQ(missing_rule_keys(), std::vector<std::string>()); }

TEST(ParamRules, ABandsTypeSaysWhatItHas) {
  Table eq("eq");
  eq.choose("band3.type", "bell");
  EXPECT_TRUE(eq.has_say("band3.gain"));
  EXPECT_FALSE(eq.has_say("band3.slope"));
  EXPECT_FALSE(eq.has_say("band3.threshold")) << "not while the band is not dynamic";
  eq.values[eq.at("band3.dynamic")] = 1.0;
  EXPECT_TRUE(eq.has_say("band3.threshold"));
  EXPECT_FALSE(eq.has_say("band2.threshold")) << "another band";
  eq.choose("band3.type", "high_pass");
  EXPECT_FALSE(eq.has_say("band3.gain"));
  EXPECT_TRUE(eq.has_say("band3.slope"));
  EXPECT_FALSE(eq.has_say("band3.threshold")) << "a pass cannot be dynamic";
}

TEST(ParamRules, ResolutionIsOfTheLinearPhaseAlone) {
  Table eq("eq");
  EXPECT_FALSE(eq.has_say("resolution"));
  eq.choose("phase", "linear");
  EXPECT_TRUE(eq.has_say("resolution"));
}

TEST(ParamRules, ASwitchGreysWhatItTakesOver) {
  Table limiter("limiter");
  limiter.values[limiter.at("auto_release")] = 0.0;
  EXPECT_TRUE(limiter.has_say("release"));
  limiter.values[limiter.at("auto_release")] = 1.0;
  EXPECT_FALSE(limiter.has_say("release"));
}

// --- Held to the sound ------------------------------------------------------------------------------------------------

constexpr int kFrames = 6144, kBlock = 64;

// A decaying noise that the dynamics have something to do with, through a processor at these values.
std::vector<float> sound_of(const ProcessorType& type, std::span<const double> values) {
  std::mt19937 random(5);
  std::uniform_real_distribution<float> white(-1.0f, 1.0f);
  std::vector<ParamRamp> ramps;
  for (const double value : values) ramps.push_back({static_cast<float>(value), static_cast<float>(value)});
  const auto processor = type.make();
  processor->prepare({48000.0, 2, kBlock}, values);
  std::vector<float> meters(type.meters.size()), out;
  struct alignas(64) Room {
    std::array<float, kBlock> left{}, right{};
  } room;
  for (int at = 0; at < kFrames; at += kBlock) {
    for (int i = 0; i < kBlock; ++i) {
      const float level = 0.9f * std::exp(-static_cast<float>((at + i) % 2048) / 700.0f);
      room.left[static_cast<std::size_t>(i)] = level * white(random);
      room.right[static_cast<std::size_t>(i)] = 0.7f * level * white(random);
    }
    float* audio[2] = {room.left.data(), room.right.data()};
    ProcessBlock block;
    block.audio = audio;
    block.channels = 2;
    block.frames = kBlock;
    block.params = ramps;
    block.revision = 1;
    block.position = at;
    block.meters = meters.empty() ? nullptr : meters.data();
    processor->process(block);
    out.insert(out.end(), room.left.begin(), room.left.end());
    out.insert(out.end(), room.right.begin(), room.right.end());
  }
  return out;
}

// Settings under which what is not greyed would be heard.
void enliven(Table& table) {
  const auto set = [&](std::string_view key, double value) {
    if (const int at = index_of(table.type.params, key); at >= 0) table.values[static_cast<std::size_t>(at)] = value;
  };
  set("band1.gain", 6.0);
  set("band1.threshold", -40.0);
  set("threshold", -30.0);
  set("drive", 9.0);
}

// Whatever a panel greys makes no difference to the sound: at every value of every switch and choice.
TEST(ParamRules, WhatIsGreyedIsNotHeard) {
  int greyed = 0;
  for (const ProcessorType* type : all_processors()) {
    const ParamRules rules(*type);
    const auto counts = [&](std::size_t param) {  // one band stands for all
      const std::string& key = type->params[param].key;
      return key.find('.') == std::string::npos || key.starts_with("band1.");
    };
    for (std::size_t judge = 0; judge < type->params.size(); ++judge) {
      const ParamSpec& spec = type->params[judge];
      const int last = spec.scale == Scale::choice ? static_cast<int>(spec.choices.size()) - 1 : spec.scale == Scale::toggle ? 1 : -1;
      for (int choice = 0; choice <= last && counts(judge); ++choice) {
        Table table(type->id.c_str());
        enliven(table);
        const auto before = rules.say(table.values);
        table.values[judge] = choice;
        const auto say = rules.say(table.values);
        std::vector<float> still;
        for (std::size_t param = 0; param < say.size(); ++param) {
          // What this judge greys, and what is greyed without any, once.
          if (say[param] || !counts(param) || (!before[param] && judge > 0 && table.values[judge] != spec.default_value)) continue;
          if (still.empty()) still = sound_of(*type, table.values);
          std::vector<double> moved = table.values;
          const ParamSpec& p = type->params[param];
          moved[param] = moved[param] == p.maximum ? p.minimum : p.maximum;
          EXPECT_TRUE(sound_of(*type, moved) == still) << type->id << " " << p.key << " while " << spec.key << " is " << choice;
          ++greyed;
        }
      }
    }
  }
  EXPECT_GT(greyed, 40);
}

TEST(BandsInUse, AreThoseThatAreOnAndTouched) {
  Table eq("eq");
  for (int band = 1; band <= kEqBands; ++band) eq.values[eq.at("band" + std::to_string(band) + ".on")] = 1.0;
  EXPECT_TRUE(eq.used().empty());
  eq.values[eq.at("band4.gain")] = 3.0;
  eq.values[eq.at("band9.route")] = 3.0;
  EXPECT_EQ(eq.used(), (std::vector<int>{3, 8}));
  eq.values[eq.at("band4.on")] = 0.0;
  EXPECT_EQ(eq.used(), (std::vector<int>{8}));
}

TEST(BandsInUse, AreAsManyAsAreSaid) {
  Table multiband("multiband");
  multiband.choose("bands", "3");
  EXPECT_EQ(multiband.used(), (std::vector<int>{0, 1, 2}));
  EXPECT_FALSE(bands_can_be_added(multiband.type, plan_panel(multiband.type.params).bands));
  const Table eq("eq");
  EXPECT_TRUE(bands_can_be_added(eq.type, plan_panel(eq.type.params).bands));
}

}  // namespace
}  // namespace sweetspot::ui
