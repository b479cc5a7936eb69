#include <gmock/gmock.h>

#include "engine/session/automation_edits.h"
#include "engine/session/describe.h"
#include "engine/session/device_edits.h"
#include "engine/session/format.h"
#include "engine/session/region_edits.h"
#include "engine/session/routing.h"
#include "engine/session/routing_edits.h"
#include "engine/session/song_edits.h"
#include "engine/session/strip_edits.h"
#include "engine/session/track_edits.h"
#include "engine/session/version_edits.h"
#include "tests/engine/session/support.h"

namespace sweetspot {
namespace {

using test::catalog;
using test::error_of;
using test::strip_named;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(Edits, ShareAllThatIsNotTouched) {
  const SessionPtr before = test::rich_session();
  const std::string text = session_to_text(*before, catalog());
  const SessionPtr after = edit::set_gain(before, strip_named(*before, "Kick"), -20);
  EXPECT_NE(after->tracks[0], before->tracks[0]);
  EXPECT_EQ(after->tracks[1], before->tracks[1]);
  EXPECT_EQ(after->buses, before->buses);
  EXPECT_EQ(after->mix, before->mix);
  EXPECT_EQ(after->media, before->media);
  EXPECT_EQ(session_to_text(*before, catalog()), text) << "the value before must stay as it was";
  EXPECT_EQ(edit::set_gain(after, strip_named(*after, "Kick"), -20), after);
}

TEST(Edits, HoldLevelsAndRefuseWhatIsGone) {
  const SessionPtr s = test::rich_session();
  EXPECT_EQ(edit::set_gain(s, kMixStrip, 40)->mix->fader.gain_db, 6);
  EXPECT_EQ(edit::set_gain(s, kMixStrip, kMinusInfinity)->mix->fader.gain_db, kSilenceDb);
  EXPECT_EQ(edit::set_pan(s, kMixStrip, -3)->mix->fader.pan, -1);
  EXPECT_THAT(error_of([&] { edit::set_gain(s, {9999}, 0); }), HasSubstr("no longer"));
  EXPECT_FALSE(error_of([&] { edit::set_soloed(s, kMixStrip, true); }).empty());
  EXPECT_FALSE(error_of([&] { edit::set_colour(s, kMixStrip, "red"); }).empty());
}

TEST(Edits, NamesStayDifferent) {
  SessionPtr s = test::rich_session();
  s = edit::add_track(s, " Kick ").session;
  EXPECT_EQ(s->tracks[2]->strip.name, "Kick 2");
  EXPECT_FALSE(error_of([&] { edit::rename_strip(s, s->tracks[2]->strip.id, "Kick"); }).empty());
  EXPECT_FALSE(error_of([&] { edit::rename_strip(s, s->tracks[2]->strip.id, " \t"); }).empty());
  EXPECT_FALSE(error_of([&] { edit::rename_strip(s, kMixStrip, "X"); }).empty());
}

TEST(Edits, RefuseEveryKindOfLoopWithItsPath) {
  SessionPtr s = test::rich_session();
  const StripId drums = strip_named(*s, "Drums"), echo = strip_named(*s, "Echo"), kick = strip_named(*s, "Kick");
  s = edit::set_output(s, drums, echo);
  EXPECT_THAT(error_of([&] { edit::set_output(s, echo, drums); }), HasSubstr("Echo → Drums → Echo"));
  EXPECT_THAT(error_of([&] { edit::add_send(s, echo, drums); }), HasSubstr("Echo → Drums → Echo"));
  const auto comp = edit::add_device(s, kick, "compressor", catalog());
  EXPECT_THAT(error_of([&] { edit::set_sidechain(comp.session, comp.id, echo); }), HasSubstr("Echo → Kick → Drums → Echo"));
  EXPECT_THAT(error_of([&] { edit::add_send(s, drums, drums); }), HasSubstr("Drums → Drums"));
  EXPECT_TRUE(would_loop(*s, echo, drums));
  EXPECT_FALSE(would_loop(*s, drums, echo));
  EXPECT_TRUE(error_of([&] { edit::set_sidechain(comp.session, comp.id, strip_named(*s, "Lead Vocal")); }).empty());
}

TEST(Edits, RemovingABusLeavesNothingHanging) {
  SessionPtr s = test::rich_session();
  s = edit::set_output(s, strip_named(*s, "Drums"), strip_named(*s, "Echo"));
  s = edit::remove_strip(s, strip_named(*s, "Echo"));
  EXPECT_EQ(s->buses[0]->strip.output, kMixStrip);
  EXPECT_TRUE(s->tracks[1]->strip.sends.empty());
  EXPECT_EQ(s->tracks[1]->strip.automation.size(), 2u);
  s = edit::remove_strip(s, strip_named(*s, "Kick"));
  EXPECT_FALSE(s->buses[0]->strip.devices[0]->sidechain);
  EXPECT_FALSE(error_of([&] { edit::remove_strip(s, kMasterStrip); }).empty());
}

TEST(Edits, DevicesMoveWithTheirAutomation) {
  SessionPtr s = test::rich_session();
  const StripId vocal = strip_named(*s, "Lead Vocal"), kick = strip_named(*s, "Kick");
  const DeviceId eq = s->tracks[1]->strip.devices[0]->id;
  s = edit::move_device(s, eq, kick);
  EXPECT_EQ(find_strip(*s, kick)->automation.size(), 1u);
  EXPECT_EQ(find_strip(*s, vocal)->automation.size(), 2u);
  const auto second = edit::add_device(s, kick, "limiter", catalog(), 0);
  s = edit::move_device(second.session, eq, kick, 0);
  EXPECT_EQ(find_strip(*s, kick)->devices[1]->id, second.id);
  s = edit::remove_device(s, eq);
  EXPECT_TRUE(find_strip(*s, kick)->automation.empty());
}

TEST(Edits, ParametersAreCheckedAgainstTheirTable) {
  SessionPtr s = test::rich_session();
  const DeviceId eq = s->tracks[1]->strip.devices[0]->id;
  EXPECT_THAT(error_of([&] { edit::set_param(s, eq, "band1.frq", 100, catalog()); }), HasSubstr("band1.freq"));
  EXPECT_THAT(error_of([&] { edit::set_param(s, eq, "band1.gain", 30, catalog()); }), HasSubstr("-24.0 dB to 24.0 dB"));
  EXPECT_FALSE(error_of([&] { edit::set_param(s, eq, "band1.gain", NAN, catalog()); }).empty());
  EXPECT_THAT(error_of([&] { edit::add_device(s, kMixStrip, "compresor", catalog()); }), HasSubstr("compressor"));
}

TEST(Edits, DuplicatesHaveIdsOfTheirOwn) {
  const SessionPtr s = test::rich_session();
  const auto copy = edit::duplicate_track(s, strip_named(*s, "Lead Vocal"));
  const Track& track = *find_track(*copy.session, copy.id);
  EXPECT_EQ(track.strip.name, "Lead Vocal 2");
  EXPECT_EQ(track.strip.automation[1]->target.device, track.strip.devices[0]->id);
  EXPECT_EQ(track.strip.automation[2]->target.send, track.strip.sends[0].id);
  EXPECT_TRUE(error_of([&] { session_from_text(session_to_text(*copy.session, catalog()), catalog(), "x"); }).empty()) << "ids used twice are refused";
}

TEST(Edits, TrimKeepsTheSoundInItsPlaceAndInTheRecording) {
  SessionPtr s = test::rich_session();
  const RegionId id = s->tracks[0]->regions[0].id;   // at 96000, from 4800, 48000 long, of 480000
  const auto region = [&] { return *edit::find_region(*s, id); };
  s = edit::trim_region_start(s, id, 100000);
  EXPECT_EQ(region().position - region().offset, 96000 - 4800);
  EXPECT_EQ(region().position + region().length, 144000);
  s = edit::trim_region_start(s, id, 0);
  EXPECT_EQ(region().offset, 0);
  s = edit::trim_region_end(s, id, 10000000);
  EXPECT_EQ(region().length, 480000);
  s = edit::trim_region_end(s, id, 0);
  EXPECT_EQ(region().length, 1);
  EXPECT_LE(region().fade_in.length + region().fade_out.length, 1);
}

TEST(Edits, SplitPartsMeetAndKeepTheOuterFades) {
  SessionPtr s = test::rich_session();
  const Region whole = s->tracks[0]->regions[0];
  const auto split = edit::split_region(s, whole.id, 120000);
  const Region left = *edit::find_region(*split.session, whole.id), right = *edit::find_region(*split.session, split.id);
  EXPECT_EQ(left.position + left.length, right.position);
  EXPECT_EQ(right.offset, whole.offset + left.length);
  EXPECT_EQ(left.length + right.length, whole.length);
  EXPECT_EQ(left.fade_in, whole.fade_in);
  EXPECT_EQ(right.fade_in, Fade{});
  EXPECT_FALSE(error_of([&] { edit::split_region(s, whole.id, whole.position); }).empty());
}

TEST(Edits, LanesStaySortedAndSingle) {
  SessionPtr s = make_session("S", 48000);
  const AutomationTarget gain{{}, {}, "gain"};
  for (const Frames at : {300, 100, 200, 100}) s = edit::set_point(s, kMixStrip, gain, {at, -static_cast<double>(at) / 10, Curve::line}, catalog());
  s = edit::set_point(s, kMixStrip, gain, {100, -1, Curve::hold}, catalog());
  s = edit::move_point(s, kMixStrip, gain, 300, {50, -2, Curve::line}, catalog());
  EXPECT_THAT(s->mix->automation[0]->points,
              ElementsAre(AutomationPoint{50, -2, Curve::line}, AutomationPoint{100, -1, Curve::hold}, AutomationPoint{200, -20, Curve::line}));
  const AutomationLane& lane = *s->mix->automation[0];
  EXPECT_EQ(value_at(lane, 0), -2);
  EXPECT_EQ(value_at(lane, 75), -1.5);
  EXPECT_EQ(value_at(lane, 199), -1);
  EXPECT_EQ(value_at(lane, 999), -20);
  EXPECT_FALSE(error_of([&] { edit::set_point(s, kMixStrip, gain, {0, 40, Curve::line}, catalog()); }).empty());
  EXPECT_FALSE(error_of([&] { edit::set_point(s, kMixStrip, {{}, {}, "solo"}, {0, 1, Curve::line}, catalog()); }).empty());
  s = edit::remove_points(s, kMixStrip, gain, 0, 1000);
  EXPECT_TRUE(s->mix->automation.empty());
}

TEST(Edits, VersionsComeBackWithoutReusingIds) {
  SessionPtr s = test::rich_session();
  const StripId vocal = strip_named(*s, "Lead Vocal");
  s = edit::add_track(s, "Later").session;
  const SessionPtr back = edit::restore_version(s, "Loud");
  EXPECT_EQ(find_strip(*back, vocal)->fader.gain_db, 0);
  EXPECT_EQ(back->tracks.size(), 2u);
  EXPECT_EQ(back->versions.size(), 1u);
  EXPECT_EQ(back->next_id, s->next_id);
  EXPECT_THAT(error_of([&] { edit::restore_version(s, "Lowd"); }), HasSubstr("Loud"));
}

TEST(Describe, SaysWhatDiffers) {
  const SessionPtr before = test::rich_session();
  SessionPtr after = edit::set_gain(before, strip_named(*before, "Kick"), -6);
  after = edit::set_param(after, after->master->devices[0]->id, "ceiling", -1, catalog());
  after = edit::add_bus(after, "Room").session;
  const Region& region = after->tracks[0]->regions[0];
  after = edit::move_region(after, region.id, 5);
  EXPECT_THAT(describe_difference(*before, *after, catalog()),
              ElementsAre("The bus Room is new", "Kick: level -6.0 dB, was -3.5 dB", "Kick: the region Kick at 0.000 s is moved by -2.000 s", "Master, limiter: ceiling -1.0 dBTP, was -0.3 dBTP"));
  EXPECT_TRUE(describe_difference(*before, *before, catalog()).empty());
}

}  // namespace
}  // namespace sweetspot
