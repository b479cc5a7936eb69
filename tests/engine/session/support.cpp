#include "tests/engine/session/support.h"

#include "engine/session/automation_edits.h"
#include "engine/session/device_edits.h"
#include "engine/session/region_edits.h"
#include "engine/session/routing_edits.h"
#include "engine/session/song_edits.h"
#include "engine/session/strip_edits.h"
#include "engine/session/take_edits.h"
#include "engine/session/track_edits.h"
#include "engine/session/version_edits.h"

namespace sweetspot::test {
namespace {

ParamSpec number(const char* key, Unit unit, double low, double high, double value) {
  return {.key = key, .unit = unit, .minimum = low, .maximum = high, .default_value = value};
}

std::vector<ParamSpec> eq_table() {
  std::vector<ParamSpec> table;
  for (int band = 1; band <= 8; ++band) {
    const std::string name = "band" + std::to_string(band);
    table.push_back({.key = name + ".type", .maximum = 3, .scale = Scale::choice, .choices = {"bell", "low_shelf", "high_shelf", "high_pass"}});
    table.push_back(number((name + ".freq").c_str(), Unit::hertz, 10, 40000, 1000));
    table.push_back(number((name + ".gain").c_str(), Unit::decibels, -24, 24, 0));
    table.push_back(number((name + ".q").c_str(), Unit::none, 0.05, 50, 0.7071));
    table.push_back({.key = name + ".slope", .maximum = 2, .scale = Scale::choice, .choices = {"6", "12", "24"}});
  }
  return table;
}

std::vector<ParamSpec> compressor_table() {
  return {number("threshold", Unit::decibels, -60, 0, -18), number("ratio", Unit::ratio, 1, 100, 4), number("knee", Unit::decibels, 0, 24, 6),
          number("attack", Unit::milliseconds, 0.01, 500, 10), number("release", Unit::milliseconds, 1, 5000, 100),
          number("makeup", Unit::decibels, -24, 24, 0), number("mix", Unit::none, 0, 1, 1), {.key = "auto", .scale = Scale::toggle}};
}

AutomationLane lane(AutomationTarget target, std::vector<AutomationPoint> points) {
  AutomationLane result;
  result.target = std::move(target);
  result.points = std::move(points);
  return result;
}

}  // namespace

TestCatalog::TestCatalog() {
  tables_.emplace_back("gain", std::vector<ParamSpec>{number("gain", Unit::decibels, -144, 24, 0)});
  tables_.emplace_back("eq", eq_table());
  tables_.emplace_back("compressor", compressor_table());
  tables_.emplace_back("limiter", std::vector<ParamSpec>{number("ceiling", Unit::decibels_true_peak, -24, 0, -1)});
}

std::span<const ParamSpec> TestCatalog::table(std::string_view type) const {
  for (const auto& [name, table] : tables_)
    if (name == type) return table;
  return {};
}

int TestCatalog::version(std::string_view type) const { return table(type).empty() ? 0 : 1; }

std::vector<std::string_view> TestCatalog::types() const {
  std::vector<std::string_view> names;
  for (const auto& [name, table] : tables_) names.push_back(name);
  return names;
}

const ParamCatalog& catalog() {
  static const TestCatalog instance;
  return instance;
}

SessionPtr rich_session() {
  using namespace edit;
  SessionPtr s = make_session("Rich", 48000);
  const auto media = [&](const char* path) {
    const auto added = add_media(s, Media{.id = {}, .path = path, .frames = 480000, .hash = "00ff", .original = "/in/x.wav", .unknown = {}});
    s = added.session;
    return added.id;
  };
  const MediaId kick_media = media("audio/Kick.wav"), vocal_media = media("audio/Lead \"Vox\".wav");
  const auto drums = add_bus(s, "Drums", RoleGroup::drums);
  const auto echo = add_bus(drums.session, "Echo");
  const auto kick = add_track(echo.session, "Kick", 1, Role::kick);
  const auto vocal = add_track(kick.session, "Lead Vocal", 2, Role::lead_vocal);
  s = set_output(vocal.session, kick.id, drums.id);
  s = set_gain(s, kick.id, -3.5);
  s = set_pan(s, vocal.id, -0.1);
  s = set_colour(s, vocal.id, "#123456");
  s = set_solo_safe(s, echo.id, true);
  const auto send = add_send(s, vocal.id, echo.id, -12, true);
  const auto eq = add_device(send.session, vocal.id, "eq", catalog());
  const auto comp = add_device(eq.session, drums.id, "compressor", catalog());
  const auto limiter = add_device(comp.session, kMasterStrip, "limiter", catalog());
  s = set_param(limiter.session, eq.id, "band1.type", 3, catalog());
  s = set_param(s, eq.id, "band1.freq", 80, catalog());
  s = set_param(s, comp.id, "auto", 1, catalog());
  s = set_param(s, limiter.id, "ceiling", -0.3, catalog());
  s = set_sidechain(s, comp.id, kick.id);
  s = set_mix(s, comp.id, 0.6);
  s = set_bypassed(s, eq.id, true);
  const auto one = add_region(s, kick.id, kick_media, 96000, 4800, 48000);
  const auto two = add_region(one.session, vocal.id, vocal_media, 0);
  s = set_fade_in(two.session, one.id, {480, FadeShape::equal_power});
  s = set_region_gain(s, two.id, 2.5);
  s = set_envelope(s, two.id, {{100, -6}, {20000, 4.5}});
  s = set_region_reversed(s, two.id, true);
  s = set_region_locked(s, two.id, true);
  s = group_regions(s, {one.id, two.id});
  const auto take = add_take(s, vocal.id, "Take 1");
  const auto spare = add_take_region(take.session, vocal.id, take.id, kick_media, 500, 100, 2000);
  s = spare.session;
  s = set_region_name(s, two.id, "Verse / \"one\"");
  s = set_lane(s, vocal.id, lane({{}, {}, "gain"}, {{0, -6, Curve::line}, {48000, 0, Curve::smooth}}), catalog());
  s = set_lane(s, vocal.id, lane({eq.id, {}, "band1.freq"}, {{10, 100, Curve::hold}}), catalog());
  s = set_lane(s, vocal.id, lane({{}, send.id, "gain"}, {{7, -20, Curve::line}}), catalog());
  s = set_lane_enabled(s, vocal.id, {{}, send.id, "gain"}, false);
  s = add_marker(s, 48000, "Chorus", 96000).session;
  s = set_metadata(s, "title", "Søng\t\"1\"");
  s = set_loop(s, {1000, 2000, true});
  s = set_tempo(s, 98.5);
  s = set_meter(s, {3, 12000});
  s = save_version(s, "Loud", "for the label", "2026-01-31T12:00:00Z");
  return set_gain(s, vocal.id, 1.25);
}

StripId strip_named(const Session& session, std::string_view name) {
  for (const auto& track : session.tracks)
    if (track->strip.name == name) return track->strip.id;
  for (const auto& bus : session.buses)
    if (bus->strip.name == name) return bus->strip.id;
  return name == "Mix" ? kMixStrip : name == "Master" ? kMasterStrip : StripId{};
}

}  // namespace sweetspot::test
