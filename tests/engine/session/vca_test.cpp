// VCAs and groups as values: edits, file, journal, script, words.
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "engine/session/automation_edits.h"
#include "engine/session/describe.h"
#include "engine/session/device_edits.h"
#include "engine/session/format.h"
#include "engine/session/group_edits.h"
#include "engine/session/journal_record.h"
#include "engine/session/paths.h"
#include "engine/session/routing_edits.h"
#include "engine/session/script.h"
#include "engine/session/strip_edits.h"
#include "engine/session/track_edits.h"
#include "engine/session/vca.h"
#include "engine/session/vca_edits.h"
#include "engine/session/version_edits.h"
#include "tests/engine/session/support.h"

namespace sweetspot {
namespace {

using test::catalog;
using test::error_of;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// Four tracks and a bus; a VCA "Band" over two tracks, and "All" over it and the bus.
struct Song {
  SessionPtr s = make_session("Song", 48000);
  StripId a, b, c, d, bus, band, all;

  Song() {
    for (auto [id, name] : {std::pair{&a, "A"}, {&b, "B"}, {&c, "C"}, {&d, "D"}}) {
      const auto added = edit::add_track(s, name);
      s = added.session, *id = added.id;
    }
    take(bus, edit::add_bus(s, "Bus"));
    take(band, edit::add_vca(s, "Band", std::vector{a, b}));
    take(all, edit::add_vca(s, "All", std::vector{band, bus}));
  }
  void take(StripId& id, const edit::Added<StripId>& added) { s = added.session, id = added.id; }
  double value(StripId strip, const char* key) const { return edit::strip_value(*find_strip(*s, strip), key); }
};

std::string text(const Session& session) { return session_to_text(session, catalog()); }

TEST(Vca, EachActsOnceOnWhatIsUnderIt) {
  Song song;
  song.s = edit::set_gain(song.s, song.band, -3.0);
  song.s = edit::set_gain(song.s, song.all, -2.0);
  song.s = edit::join_vca(song.s, song.all, song.a);  // by two ways
  EXPECT_EQ(vca_effect(*song.s, song.a).gain_db, -5.0);
  EXPECT_EQ(vca_effect(*song.s, song.b).gain_db, -5.0);
  EXPECT_EQ(vca_effect(*song.s, song.bus).gain_db, -2.0);
  EXPECT_EQ(vca_effect(*song.s, song.c).gain_db, 0.0);
  song.s = edit::set_gain(song.s, song.all, kSilenceDb);
  EXPECT_EQ(vca_effect(*song.s, song.b).gain_db, kSilenceDb);
  song.s = edit::set_muted(song.s, song.band, true);
  song.s = edit::set_soloed(song.s, song.all, true);
  EXPECT_TRUE(is_muted(*song.s, *find_strip(*song.s, song.b)));
  EXPECT_FALSE(is_muted(*song.s, *find_strip(*song.s, song.bus)));
  EXPECT_TRUE(is_soloed(*song.s, *find_strip(*song.s, song.b)));
  EXPECT_FALSE(is_soloed(*song.s, *find_strip(*song.s, song.d)));
  EXPECT_FALSE(is_soloed(*edit::clear_solos(song.s), *find_strip(*song.s, song.b)));
}

TEST(Vca, RefusesWhatItCannotBeOrHave) {
  const Song song;
  EXPECT_THAT(error_of([&] { edit::join_vca(song.s, song.band, song.all); }), HasSubstr("under itself"));
  EXPECT_THAT(error_of([&] { edit::join_vca(song.s, song.band, song.band); }), HasSubstr("under itself"));
  EXPECT_THAT(error_of([&] { edit::join_vca(song.s, song.band, kMixStrip); }), HasSubstr("everything passes through it"));
  EXPECT_THAT(error_of([&] { edit::add_device(song.s, song.band, "eq", catalog()); }), HasSubstr("no devices"));
  EXPECT_THAT(error_of([&] { edit::set_output(song.s, song.band, song.bus); }), HasSubstr("no output"));
  EXPECT_THAT(error_of([&] { edit::set_output(song.s, song.a, song.band); }), HasSubstr("no longer"));
  EXPECT_THAT(error_of([&] { edit::add_send(song.s, song.band, song.bus); }), HasSubstr("no sends"));
  for (const char* key : {"pan", "width", "trim", "invert", "law", "solo_safe"})
    EXPECT_THAT(error_of([&] { edit::set_strip_value(song.s, song.band, key, 1.0); }), HasSubstr("a VCA has no")) << key;
  EXPECT_THAT(error_of([&] { edit::rename_strip(song.s, song.band, "All"); }), HasSubstr("another VCA"));
  const AutomationTarget mute{{}, {}, "mute"};
  EXPECT_THAT(error_of([&] {
                edit::set_lane(song.s, song.band, {.target = mute, .points = {{0, 1.0}}}, catalog());
              }),
              HasSubstr("only the level"));
  EXPECT_THAT(error_of([&] { set_path(song.s, "vca/Band/pan", "0.5", catalog()); }), HasSubstr("no such path"));
}

TEST(Vca, IsEditedAsAnyStrip) {
  Song song;
  song.s = set_path(song.s, "vca/Band/fader/gain", "-4 dB", catalog());
  song.s = set_path(song.s, "vca/Band/mute", "on", catalog());
  song.s = set_path(song.s, "vca/Band/name", "The band", catalog());
  EXPECT_EQ(get_path(*song.s, "vca/The band/gain", catalog()), "-4");
  EXPECT_EQ(find_owner(*song.s, "The band"), song.band);
  song.s = edit::move_strip(song.s, song.all, 0);
  EXPECT_EQ(song.s->vcas[0]->strip.id, song.all);
  song.s = edit::remove_strip(song.s, song.band);
  EXPECT_THAT(find_vca(*song.s, song.all)->members, ElementsAre(song.bus));
  EXPECT_EQ(vca_effect(*song.s, song.a).muted, false);
  song.s = edit::remove_strip(song.s, song.bus);
  EXPECT_THAT(find_vca(*song.s, song.all)->members, IsEmpty());
}

SessionPtr with_everything() {
  Song song;
  auto s = edit::set_gain(song.s, song.band, -6.5);
  s = edit::set_lane(s, song.all, {.target = {{}, {}, "gain"}, .points = {{0, 0.0}, {48000, -12.0}}}, catalog());
  s = edit::set_colour(s, song.all, "#102030");
  const auto added = edit::add_group(s, "Guitars and \"more\"", std::vector{song.b, song.c, song.bus});
  s = edit::set_group_link(added.session, added.id, edit::Link::gain, true);
  s = edit::set_group_link(s, added.id, edit::Link::solo, true);
  s = edit::set_group_linked(s, added.id, false);
  s = edit::set_group_folded(s, added.id, true);
  return edit::set_group_colour(s, added.id, "#445566");
}

TEST(Vca, FileJournalAndScriptKeepIt) {
  const auto s = with_everything();
  const auto again = session_from_text(text(*s), catalog(), "Song").session;
  EXPECT_EQ(text(*again), text(*s));
  EXPECT_TRUE(describe_difference(*s, *again, catalog()).empty());

  const auto bare = make_session("Song", 48000);
  const auto replayed = apply_change(bare, record_change(*bare, *s, catalog()), catalog());
  EXPECT_EQ(text(*replayed), text(*s));

  const std::string script = print_script(*s, catalog());
  const auto made = run_script(make_session("", 48000), script, catalog(), {});
  EXPECT_EQ(print_script(*made, catalog()), script);
  EXPECT_THAT(script, HasSubstr("vca All vca/Band bus/Bus"));
  EXPECT_THAT(script, HasSubstr("link=gain,solo linked=off"));
  EXPECT_EQ(vca_effect(*made, made->tracks[0]->strip.id).gain_db, -6.5);
  EXPECT_EQ(vca_effect(*made, made->tracks[0]->strip.id).lanes.size(), 1u);
}

TEST(Vca, OlderFilesAreAsTheyWere) {
  EXPECT_THAT(text(*test::rich_session()), testing::Not(testing::AnyOf(HasSubstr("\"vcas\""), HasSubstr("\"groups\""))));
}

TEST(Vca, RepairTakesOutWhatLeadsNowhere) {
  auto document = nlohmann::json::parse(text(*with_everything()));
  const auto all = document["vcas"][1]["id"];
  document["vcas"][0]["members"].push_back(9999);
  document["vcas"][0]["members"].push_back(all);  // "Band" over "All", which is over "Band"
  document["groups"][0]["members"] = {9999};
  document["vcas"][1]["later"] = 5;
  const auto s = session_from_text(document.dump(), catalog(), "Song").session;
  EXPECT_TRUE(s->groups.empty());
  const bool under_band = is_under(*s, s->vcas[1]->strip.id, s->vcas[0]->strip.id);
  const bool under_all = is_under(*s, s->vcas[0]->strip.id, s->vcas[1]->strip.id);
  EXPECT_NE(under_band, under_all);
  for (const auto& vca : s->vcas)
    for (const StripId member : vca->members) EXPECT_TRUE(find_strip(*s, member));
  EXPECT_EQ(nlohmann::json::parse(text(*s))["vcas"][1]["later"], 5);
}

TEST(Vca, ScriptWords) {
  Song song;
  const auto run = [&](const char* script) { song.s = run_script(song.s, script, catalog(), {}); };
  run("vca \"Strings\" C track/D gain=-2.5\nset vca/Strings/mute=on\nautomate vca/Band/gain 0=0 1=-6");
  EXPECT_TRUE(vca_effect(*song.s, song.d).muted);
  EXPECT_EQ(vca_effect(*song.s, song.c).gain_db, -2.5);
  EXPECT_EQ(vca_effect(*song.s, song.a).lanes.size(), 1u);
  run("group Pair A B link=gain,mute folded\nremove vca/Strings\nungroup Pair");
  EXPECT_TRUE(song.s->groups.empty());
  EXPECT_FALSE(vca_effect(*song.s, song.d).muted);
  EXPECT_THAT(error_of([&] { run("group Nobody link=gain"); }), HasSubstr("line 1"));
  EXPECT_THAT(error_of([&] { run("group Pair A link=colour"); }), HasSubstr("link=colour"));
  EXPECT_THAT(error_of([&] { run("vca Band"); }), HasSubstr("already"));
}

TEST(Vca, DifferencesInWords) {
  Song song;
  const auto before = song.s;
  song.s = edit::set_gain(song.s, song.band, -6.0);
  song.s = edit::leave_vca(song.s, song.band, song.b);
  song.s = edit::add_group(song.s, "Pair", std::vector{song.a, song.b}).session;
  EXPECT_THAT(describe_difference(*before, *song.s, catalog()),
              ElementsAre("Band: level -6.0 dB, was 0.0 dB", "Band: B is no longer in it", "The group Pair is new"));
}

TEST(Vca, VersionsKeepIt) {
  Song song;
  song.s = edit::save_version(song.s, "One", "", "2026-01-01T00:00:00Z");
  song.s = edit::remove_strip(song.s, song.band);
  song.s = edit::restore_version(song.s, "One");
  EXPECT_TRUE(find_vca(*song.s, song.band));
}

// --- Links -------------------------------------------------------------------------------------------------------------

struct Linked : Song {
  GroupId group;
  Linked() {
    const auto added = edit::add_group(s, "Linked", std::vector{a, b, c});
    s = added.session, group = added.id;
    for (const auto link : {edit::Link::gain, edit::Link::pan, edit::Link::mute, edit::Link::solo})
      s = edit::set_group_link(s, group, link, true);
    s = edit::set_gain(s, b, -10.0);
    s = edit::set_gain(s, c, kSilenceDb);
    s = edit::set_pan(s, b, 0.5);
  }
  void set(StripId strip, const char* key, double to) { s = edit::set_linked_value(s, strip, key, to); }
};

TEST(Links, LevelsMoveByTheSameDecibels) {
  Linked song;
  song.set(song.a, "gain", -4.0);
  EXPECT_DOUBLE_EQ(song.value(song.a, "gain"), -4.0);
  EXPECT_DOUBLE_EQ(song.value(song.b, "gain"), -14.0);
  EXPECT_EQ(song.value(song.c, "gain"), kSilenceDb);
  EXPECT_EQ(song.value(song.d, "gain"), 0.0);
  song.set(song.b, "gain", 6.0);  // 20 dB up, but A has only 10 left
  EXPECT_DOUBLE_EQ(song.value(song.a, "gain"), 6.0);
  EXPECT_DOUBLE_EQ(song.value(song.b, "gain"), -4.0);
}

// Down to the end and up again, in the small steps of a drag: the distances are what they were.
TEST(Links, KeepTheirDistancesThroughTheEnds) {
  Linked song;
  for (double db = 0.0; db >= -160.0; db -= 1.5) song.set(song.a, "gain", db);
  EXPECT_LT(song.value(song.b, "gain"), -130.0);
  song.set(song.a, "gain", 0.0);
  EXPECT_NEAR(song.value(song.a, "gain") - song.value(song.b, "gain"), 10.0, 1e-9);
  for (double pan = 0.0; pan <= 1.0; pan += 0.1) song.set(song.a, "pan", pan);
  EXPECT_NEAR(song.value(song.b, "pan") - song.value(song.a, "pan"), 0.5, 1e-9);
  EXPECT_NEAR(song.value(song.b, "pan"), 1.0, 1e-9);
}

TEST(Links, MuteAndSoloTakeOneState) {
  Linked song;
  song.s = edit::set_muted(song.s, song.b, true);
  song.set(song.a, "mute", 1.0);
  for (const StripId strip : {song.a, song.b, song.c}) EXPECT_EQ(song.value(strip, "mute"), 1.0);
  song.set(song.c, "mute", 0.0);
  for (const StripId strip : {song.a, song.b, song.c}) EXPECT_EQ(song.value(strip, "mute"), 0.0);
  song.set(song.b, "solo", 1.0);
  EXPECT_EQ(song.value(song.a, "solo"), 1.0);
  EXPECT_EQ(song.value(song.d, "solo"), 0.0);
}

TEST(Links, OnlyWhatIsLinkedAndOnly) {
  Linked song;
  song.s = edit::set_group_link(song.s, song.group, edit::Link::pan, false);
  song.set(song.a, "pan", -1.0);
  EXPECT_EQ(song.value(song.b, "pan"), 0.5);
  song.set(song.a, "trim", 3.0);  // never linked
  EXPECT_EQ(song.value(song.b, "trim"), 0.0);
  song.s = edit::set_group_linked(song.s, song.group, false);
  song.set(song.a, "gain", -3.0);
  EXPECT_EQ(song.value(song.b, "gain"), -10.0);
  EXPECT_THAT(edit::linked_strips(*song.s, song.a, "gain"), IsEmpty());
}

// --- Groups ------------------------------------------------------------------------------------------------------------

TEST(Groups, FoldHideGatherAndEmpty) {
  Song song;
  const auto added = edit::add_group(song.s, "Outer", std::vector{song.a, song.d});
  auto s = edit::gather_group(added.session, added.id);
  std::vector<std::string> names;
  for (const auto& track : s->tracks) names.push_back(track->strip.name);
  EXPECT_THAT(names, ElementsAre("A", "D", "B", "C"));
  EXPECT_EQ(edit::gather_group(s, added.id), s);
  EXPECT_FALSE(is_put_away(*s, song.d));
  EXPECT_TRUE(is_put_away(*edit::set_group_folded(s, added.id, true), song.d));
  s = edit::set_group_hidden(s, added.id, true);
  EXPECT_TRUE(is_put_away(*s, song.a));
  EXPECT_FALSE(is_put_away(*s, song.b));
  EXPECT_FALSE(is_put_away(*edit::show_all_groups(s), song.a));
  s = edit::remove_strip(s, song.a);
  EXPECT_EQ(s->groups.size(), 1u);
  EXPECT_TRUE(edit::leave_group(s, added.id, song.d)->groups.empty());
  EXPECT_TRUE(edit::remove_strip(s, song.d)->groups.empty());
  EXPECT_THAT(error_of([&] { edit::join_group(song.s, added.id, song.a); }), HasSubstr("group"));
  EXPECT_THAT(error_of([&] { edit::join_group(s, added.id, kMixStrip); }), HasSubstr("only tracks and buses"));
  EXPECT_THAT(error_of([&] { edit::join_group(s, added.id, song.band); }), HasSubstr("only tracks and buses"));
  EXPECT_EQ(edit::add_group(s, "Outer").session->groups.back()->name, "Outer 2");
}

}  // namespace
}  // namespace sweetspot
