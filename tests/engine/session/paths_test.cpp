#include "engine/session/paths.h"

#include <gmock/gmock.h>

#include "engine/session/device_edits.h"
#include "engine/session/routing_edits.h"
#include "engine/session/strip_edits.h"
#include "engine/session/track_edits.h"
#include "tests/engine/session/support.h"

namespace sweetspot {
namespace {

using test::catalog;
using testing::Contains;
using testing::HasSubstr;

SessionPtr set(const SessionPtr& session, const char* path, const char* value) { return set_path(session, path, value, catalog()); }
std::string get(const SessionPtr& session, const char* path) { return get_path(*session, path, catalog()); }
std::string refusal(const SessionPtr& session, const char* path, const char* value = "0") {
  return test::error_of([&] { set(session, path, value); });
}

TEST(Paths, SetAndGetStripsDevicesAndSends) {
  SessionPtr s = test::rich_session();
  s = set(s, "track/Lead Vocal/fader/gain", "-3.5 dB");
  s = set(s, "track/\"Lead Vocal\"/fader/pan", "0.25");
  s = set(s, "track/kick/mute", "on");
  s = set(s, "track/Kick/role", "Snare");
  s = set(s, "track/Lead Vocal/1.eq/band2.freq", "2k");
  s = set(s, "master/limiter/ceiling", "-1");
  s = set(s, "bus/Drums/1.compressor/mix", "50%");
  s = set(s, "bus/Drums/1.compressor/wet", "0.75");
  s = set(s, "bus/Drums/1/bypass", "on");
  s = set(s, "track/Lead Vocal/send/Echo/gain", "-9");
  s = set(s, "track/Lead Vocal/output", "Drums");
  s = set(s, "mix/fader/gain", "-inf");
  s = set(s, "session/tag/Artist", "Nobody");
  EXPECT_EQ(get(s, "track/Lead Vocal/fader/gain"), "-3.5");
  EXPECT_EQ(get(s, "track/Lead Vocal/fader/pan"), "0.25");
  EXPECT_EQ(get(s, "track/Kick/mute"), "on");
  EXPECT_EQ(get(s, "track/Kick/role"), "snare");
  EXPECT_EQ(get(s, "track/Lead Vocal/eq/band2.freq"), "2000");
  EXPECT_EQ(get(s, "master/1.limiter/ceiling"), "-1");
  EXPECT_EQ(s->buses[0]->strip.devices[0]->params.at("mix"), 0.5);
  EXPECT_EQ(s->buses[0]->strip.devices[0]->mix, 0.75);
  EXPECT_TRUE(s->buses[0]->strip.devices[0]->bypassed);
  EXPECT_EQ(s->tracks[1]->strip.sends[0].gain_db, -9);
  EXPECT_EQ(get(s, "track/Lead Vocal/output"), "bus/Drums");
  EXPECT_EQ(s->mix->fader.gain_db, kSilenceDb);
  EXPECT_EQ(s->metadata.at("artist"), "Nobody");
}

TEST(Paths, EveryListedPathReadsBackWhatItGives) {
  const SessionPtr s = test::rich_session();
  const auto paths = list_paths(*s, catalog());
  EXPECT_GT(paths.size(), 60u);
  for (const std::string& path : paths) {
    const std::string value = get_path(*s, path, catalog());
    const SessionPtr again = set_path(s, path, value, catalog());
    EXPECT_EQ(get_path(*again, path, catalog()), value) << path;
  }
  EXPECT_THAT(paths, Contains("track/Lead Vocal/1.eq/band1.freq"));
  EXPECT_THAT(paths, Contains("track/Lead Vocal/send/Echo/gain"));
}

TEST(Paths, AWrongPathNamesTheNearOnes) {
  const SessionPtr s = test::rich_session();
  EXPECT_THAT(refusal(s, "track/Lead Vocal/fader/gian"), HasSubstr("track/Lead Vocal/fader/gain"));
  EXPECT_THAT(refusal(s, "track/Lead Vocl/fader/gain"), HasSubstr("track/Lead Vocal/fader/gain"));
  EXPECT_THAT(refusal(s, "bus/Drums/1.compressor/treshold"), HasSubstr("bus/Drums/1.compressor/threshold"));
  EXPECT_THAT(refusal(s, "track/Lead Vocal/2.eq/band1.freq"), HasSubstr("1.eq/band1.freq"));
  EXPECT_FALSE(refusal(s, "").empty());
  EXPECT_FALSE(refusal(s, "track/").empty());
  EXPECT_FALSE(refusal(s, "mix/solo", "on").empty());
  EXPECT_FALSE(refusal(s, "track/Kick/0.eq/band1.freq").empty());
}

TEST(Paths, AWrongValueNamesTheRange) {
  const SessionPtr s = test::rich_session();
  EXPECT_THAT(refusal(s, "master/limiter/ceiling", "3"), HasSubstr("-24 to 0 dBTP"));
  EXPECT_THAT(refusal(s, "track/Kick/fader/gain", "loud"), HasSubstr("track/Kick/fader/gain"));
  EXPECT_THAT(refusal(s, "track/Kick/role", "trumpet"), HasSubstr("role"));
}

TEST(Paths, NamesWithSlashesQuotesAndEqualsSigns) {
  SessionPtr s = make_session("S", 48000);
  for (const char* name : {"A", "A/B", "a=b", "Say \"hi\""}) s = edit::add_track(s, name).session;
  s = set(s, "track/A/B/fader/gain", "-1");
  s = set(s, "track/A/fader/gain", "-2");
  s = set(s, "track/Say \"hi\"/fader/gain", "-3");
  s = set_assignment(s, "track/a=b/fader/gain=-4", catalog());
  EXPECT_EQ(s->tracks[1]->strip.fader.gain_db, -1);
  EXPECT_EQ(s->tracks[0]->strip.fader.gain_db, -2);
  EXPECT_EQ(s->tracks[3]->strip.fader.gain_db, -3);
  EXPECT_EQ(s->tracks[2]->strip.fader.gain_db, -4);
  s = set_assignment(s, "track/A/name=x=y", catalog());
  EXPECT_EQ(s->tracks[0]->strip.name, "x=y");
}

TEST(Paths, TwoDevicesOfAKindNeedTheirNumber) {
  SessionPtr s = edit::add_track(make_session("S", 48000), "A").session;
  const StripId a = s->tracks[0]->strip.id;
  s = edit::add_device(s, a, "eq", catalog()).session;
  s = edit::add_device(s, a, "eq", catalog()).session;
  EXPECT_FALSE(refusal(s, "track/A/eq/band1.gain", "3").empty());
  s = set(s, "track/A/2.eq/band1.gain", "3");
  EXPECT_TRUE(s->tracks[0]->strip.devices[0]->params.empty());
  EXPECT_EQ(s->tracks[0]->strip.devices[1]->params.at("band1.gain"), 3);
}

TEST(Paths, OwnersByBareName) {
  SessionPtr s = test::rich_session();
  EXPECT_EQ(find_owner(*s, "Drums"), test::strip_named(*s, "Drums"));
  EXPECT_EQ(find_owner(*s, "lead vocal"), test::strip_named(*s, "Lead Vocal"));
  EXPECT_EQ(find_owner(*s, "mix"), kMixStrip);
  EXPECT_EQ(find_destination(*s, "bus/Echo"), test::strip_named(*s, "Echo"));
  EXPECT_EQ(find_destination(*s, "mix"), kMixStrip);
  EXPECT_THAT(test::error_of([&] { find_owner(*s, "Drumz"); }), HasSubstr("bus/Drums"));
  EXPECT_FALSE(test::error_of([&] { find_destination(*s, "master"); }).empty());
  EXPECT_FALSE(test::error_of([&] { find_destination(*s, "track/Kick"); }).empty());
  s = edit::add_track(s, "Drums").session;
  EXPECT_THAT(test::error_of([&] { find_owner(*s, "Drums"); }), HasSubstr("track/Drums or bus/Drums"));
}

TEST(Paths, AutomationTargetsHavePathsOfTheirOwn) {
  const SessionPtr s = test::rich_session();
  for (const auto& lane : s->tracks[1]->strip.automation) {
    const auto path = target_path(*s, s->tracks[1]->strip.id, lane->target);
    EXPECT_EQ(automation_target(*s, path, catalog()).second, lane->target) << path;
  }
  EXPECT_THAT(test::error_of([&] { automation_target(*s, "track/Kick/solo", catalog()); }), HasSubstr("cannot be automated"));
}

}  // namespace
}  // namespace sweetspot
