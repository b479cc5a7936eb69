// Presets: their text, and what they do to a session.
#include "engine/session/preset.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "engine/session/device_edits.h"
#include "engine/session/format.h"
#include "engine/session/preset_edits.h"
#include "engine/session/preset_format.h"
#include "engine/session/routing_edits.h"
#include "engine/session/track_edits.h"
#include "tests/engine/session/support.h"

namespace sweetspot {
namespace {

using test::catalog;
using test::error_of;
using test::strip_named;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kVoice = R"({
  "format": 1, "name": "Voice", "role": "lead_vocal", "summary": "Clear.",
  "devices": [
    {"type": "eq", "params": {"band1.type": "high_pass", "band1.freq": 90}},
    {"type": "compressor", "mix": 0.5, "params": {"threshold": -24, "auto": true}}]})";

Preset voice() { return presets_from_text(kVoice, catalog(), "voice.json").front(); }

const Device& only_device(const Session& session, std::string_view strip) {
  return *find_strip(session, strip_named(session, strip))->devices.at(0);
}

std::string refusal(const std::string& text) {
  return error_of([&] { presets_from_text(text, catalog(), "voice.json"); });
}

TEST(PresetText, IsReadAsItIsMeant) {
  const Preset preset = voice();
  EXPECT_EQ(preset.name, "Voice");
  EXPECT_EQ(preset.role, "lead_vocal");
  ASSERT_EQ(preset.devices.size(), 2u);
  EXPECT_EQ(preset.devices[0].params.at("band1.type"), 3.0);
  EXPECT_EQ(preset.devices[0].mix, 1.0);
  EXPECT_EQ(preset.devices[1].mix, 0.5);
  EXPECT_EQ(preset.devices[1].params.at("auto"), 1.0);
  EXPECT_EQ(preset_kind(preset), "chain");
}

TEST(PresetText, GivesTheSameBytesAgain) {
  const std::string text = preset_to_text(voice(), catalog());
  EXPECT_EQ(preset_to_text(presets_from_text(text, catalog(), "").front(), catalog()), text);
  EXPECT_THAT(text, HasSubstr("\"band1.type\": \"high_pass\""));
  EXPECT_THAT(text, HasSubstr("\"auto\": true"));
  const std::vector<Preset> two{voice(), voice()};
  const std::string list = presets_to_text(two, catalog());
  EXPECT_EQ(presets_to_text(presets_from_text(list, catalog(), ""), catalog()), list);
  EXPECT_EQ(presets_from_text(list, catalog(), "").size(), 2u);
}

TEST(PresetText, KeepsWhatItDoesNotKnow) {
  const std::string text = R"({"format": 1, "name": "Odd", "stars": 5, "devices": [
      {"type": "warp", "params": {"speed": 9, "shape": "round"}, "skin": "blue"},
      {"type": "eq", "params": {"band1.freq": 90, "band99.freq": 3, "band2.type": "comb"}}]})";
  const auto again = nlohmann::json::parse(preset_to_text(presets_from_text(text, catalog(), "").front(), catalog()));
  EXPECT_EQ(again["stars"], 5);
  EXPECT_EQ(again["devices"][0]["params"]["speed"], 9);
  EXPECT_EQ(again["devices"][0]["params"]["shape"], "round");
  EXPECT_EQ(again["devices"][0]["skin"], "blue");
  EXPECT_EQ(again["devices"][1]["params"]["band99.freq"], 3);
  EXPECT_EQ(again["devices"][1]["params"]["band2.type"], "comb");
  EXPECT_EQ(again["role"], "any");
}

TEST(PresetText, WhatIsNoneIsRefusedWithItsFile) {
  EXPECT_THAT(refusal("{\n\n oops"), HasSubstr("voice.json: it is no preset: it is damaged at line 3"));
  EXPECT_THAT(refusal("[1]"), HasSubstr("it is no preset"));
  EXPECT_THAT(refusal(R"({"name": "Song"})"), HasSubstr("it is no preset"));
  EXPECT_THAT(refusal(R"({"format": 2, "name": "New", "devices": [{"type": "eq"}]})"), HasSubstr("newer version"));
  EXPECT_THAT(refusal(R"({"format": 1, "name": " ", "devices": [{"type": "eq"}]})"), HasSubstr("the name"));
  EXPECT_THAT(refusal(R"({"format": 1, "name": "Empty", "devices": []})"), HasSubstr("devices"));
  EXPECT_THAT(refusal(R"({"format": 1, "name": "Typeless", "devices": [{"params": {}}]})"), HasSubstr("type"));
  const std::string wrong = refusal(R"({"format": 1, "name": "Wrong", "devices": [{"type": "eq", "mix": "wet"}]})");
  EXPECT_THAT(wrong, HasSubstr("devices/0/mix"));
  EXPECT_THAT(wrong, Not(HasSubstr("backups")));
}

TEST(PresetEdits, ADeviceTakesItsSettingsAndStaysWhatItIs) {
  const SessionPtr before = test::rich_session();
  const Device was = only_device(*before, "Drums");
  const PresetDevice settings{.type = "compressor", .mix = 0.25, .params = {{"ratio", 8.0}}};
  const SessionPtr after = edit::apply_preset(before, was.id, settings, catalog());
  const Device& is = only_device(*after, "Drums");
  EXPECT_EQ(is.id, was.id);
  EXPECT_EQ(is.sidechain, was.sidechain);
  EXPECT_TRUE(is.sidechain);
  EXPECT_EQ(is.mix, 0.25);
  EXPECT_EQ(is.params, settings.params) << "what the preset does not list has its default again";
  EXPECT_EQ(edit::apply_preset(after, was.id, settings, catalog()), after);
  EXPECT_EQ(after->tracks, before->tracks);
}

TEST(PresetEdits, BypassAndAutomationOfADeviceStay) {
  const SessionPtr before = test::rich_session();
  const Strip& strip = *find_strip(*before, strip_named(*before, "Lead Vocal"));
  const SessionPtr after = edit::apply_preset(before, strip.devices[0]->id, voice().devices[0], catalog());
  const Strip& changed = *find_strip(*after, strip.id);
  EXPECT_TRUE(changed.devices[0]->bypassed);
  EXPECT_EQ(changed.automation, strip.automation);
  EXPECT_EQ(changed.devices[0]->params.at("band1.freq"), 90.0);
}

TEST(PresetEdits, OfAnotherProcessorIsRefused) {
  const SessionPtr s = test::rich_session();
  EXPECT_THAT(error_of([&] { edit::apply_preset(s, only_device(*s, "Master").id, voice().devices[0], catalog()); }),
              HasSubstr("another processor"));
  EXPECT_THAT(error_of([&] { edit::apply_preset(s, DeviceId{9999}, voice().devices[0], catalog()); }), HasSubstr("no longer"));
}

TEST(PresetEdits, AChainReplacesOrFollows) {
  const SessionPtr before = test::rich_session();
  const StripId vocal = strip_named(*before, "Lead Vocal");
  const auto types = [&](const SessionPtr& session) {
    std::vector<std::string> all;
    for (const auto& device : find_strip(*session, vocal)->devices) all.push_back(device->type);
    return all;
  };
  const SessionPtr appended = edit::apply_chain(before, vocal, voice(), edit::ChainPlace::append, catalog());
  EXPECT_THAT(types(appended), ElementsAre("eq", "eq", "compressor"));
  const SessionPtr replaced = edit::apply_chain(before, vocal, voice(), edit::ChainPlace::replace, catalog());
  EXPECT_THAT(types(replaced), ElementsAre("eq", "compressor"));
  const Strip& strip = *find_strip(*replaced, vocal);
  EXPECT_NE(strip.devices[0]->id, strip.devices[1]->id);
  EXPECT_EQ(strip.devices[1]->mix, 0.5);
  EXPECT_EQ(strip.automation.size(), 2u) << "the lane of the device that went";
  const std::string text = session_to_text(*replaced, catalog());
  EXPECT_EQ(session_to_text(*session_from_text(text, catalog(), "").session, catalog()), text);
}

TEST(PresetEdits, AChainWithAStrangeProcessorChangesNothing) {
  const SessionPtr s = test::rich_session();
  Preset preset = voice();
  preset.devices[1].type = "warp";
  EXPECT_THAT(error_of([&] { edit::apply_chain(s, kMixStrip, preset, edit::ChainPlace::append, catalog()); }), HasSubstr("warp"));
}

TEST(PresetEdits, AStripsChainIsAPresetAndBack) {
  const SessionPtr before = test::rich_session();
  const StripId vocal = strip_named(*before, "Lead Vocal");
  const Preset preset{.name = "Mine", .devices = presets_of(*find_strip(*before, vocal), catalog())};
  const SessionPtr after = edit::apply_chain(before, kMixStrip, preset, edit::ChainPlace::replace, catalog());
  const Device& from = only_device(*before, "Lead Vocal");
  const Device& to = *after->mix->devices.at(0);
  EXPECT_NE(from.id, to.id);
  EXPECT_EQ(from.params, to.params);
  EXPECT_EQ(from.bypassed, to.bypassed);
  EXPECT_TRUE(same_settings(to, preset_of(from, catalog()), catalog()));
}

// In the catalog of these tests the compressor's "auto" stands for a switch for listening.
TEST(Presets, NeverSwitchOnWhatIsForListening) {
  class Catalog : public test::TestCatalog {
   public:
    Catalog() {
      const auto from = test::TestCatalog::table("compressor");
      table_.assign(from.begin(), from.end());
      table_.back().audition = true;
    }
    std::span<const ParamSpec> table(std::string_view type) const override {
      return type == "compressor" ? std::span<const ParamSpec>(table_) : test::TestCatalog::table(type);
    }

   private:
    std::vector<ParamSpec> table_;
  } catalog;
  Device device;
  device.type = "compressor";
  device.params = {{"ratio", 2.0}, {"auto", 1.0}};
  EXPECT_THAT(preset_of(device, catalog).params, ElementsAre(testing::Pair("ratio", 2.0)));
  EXPECT_TRUE(same_settings(device, {.type = "compressor", .params = {{"ratio", 2.0}}}, catalog));
  const SessionPtr before = test::rich_session();
  const SessionPtr after =
      edit::apply_preset(before, only_device(*before, "Drums").id, {.type = "compressor", .params = {{"auto", 1.0}}}, catalog);
  EXPECT_TRUE(only_device(*after, "Drums").params.empty());
}

// A device holds what an edit of it could have set, or later edits of it (and the other of two compared settings) are refused.
TEST(Presets, GiveADeviceNoValueOutOfItsRange) {
  const ParamSpec& ratio = *std::ranges::find(catalog().table("compressor"), "ratio", &ParamSpec::key);
  const PresetDevice wild{.type = "compressor", .mix = 7.0, .params = {{"ratio", 1e9}}};
  const SessionPtr before = test::rich_session();
  const SessionPtr after = edit::apply_preset(before, only_device(*before, "Drums").id, wild, catalog());
  EXPECT_EQ(only_device(*after, "Drums").params.at("ratio"), ratio.maximum);
  EXPECT_EQ(only_device(*after, "Drums").mix, 1.0);
  EXPECT_TRUE(same_settings(only_device(*after, "Drums"), wild, catalog()));
}

TEST(Presets, AreToldFromADevicesValuesAndNotFromWhatIsListed) {
  Device device;
  device.type = "compressor";
  device.params = {{"threshold", -18.0}, {"ratio", 2.0}};  // the first is the default
  EXPECT_TRUE(same_settings(device, {.type = "compressor", .params = {{"ratio", 2.0}}}, catalog()));
  EXPECT_FALSE(same_settings(device, {.type = "compressor", .params = {{"ratio", 2.5}}}, catalog()));
  EXPECT_FALSE(same_settings(device, {.type = "compressor", .mix = 0.5, .params = {{"ratio", 2.0}}}, catalog()));
  EXPECT_FALSE(same_settings(device, {.type = "gain"}, catalog()));
}

TEST(Presets, EveryStripHasRolesThatThereAre) {
  SessionPtr s = test::rich_session();
  for (const RoleInfo& info : all_roles()) s = edit::add_track(s, std::string(info.label), 1, info.role).session;
  for (const RoleGroup group : {RoleGroup::drums, RoleGroup::music, RoleGroup::vocals, RoleGroup::backing, RoleGroup::none})
    s = edit::add_bus(s, "B", group).session;
  std::vector<StripId> strips{kMixStrip, kMasterStrip};
  for (const auto& track : s->tracks) strips.push_back(track->strip.id);
  for (const auto& bus : s->buses) strips.push_back(bus->strip.id);
  for (const StripId strip : strips) {
    const auto roles = preset_roles_of(*s, strip);
    EXPECT_EQ(roles.back(), "any");
    for (const std::string_view role : roles) EXPECT_NE(preset_role_label(role), role) << role;
  }
  EXPECT_EQ(preset_roles_of(*s, kMasterStrip).front(), "master");
  EXPECT_EQ(preset_roles_of(*s, strip_named(*s, "Lead Vocal")).front(), "lead_vocal");
  EXPECT_EQ(preset_roles_of(*s, strip_named(*s, "Drums")).front(), "drum_bus");
}

}  // namespace
}  // namespace sweetspot
