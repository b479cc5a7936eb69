// Differences in words: clips, automation, sends, markers; each thing a version may differ in has a sentence.
#include <gmock/gmock.h>

#include "engine/session/automation_edits.h"
#include "engine/session/describe.h"
#include "engine/session/device_edits.h"
#include "engine/session/group_edits.h"
#include "engine/session/region_edits.h"
#include "engine/session/routing_edits.h"
#include "engine/session/song_edits.h"
#include "engine/session/strip_edits.h"
#include "engine/session/track_edits.h"
#include "tests/engine/session/support.h"

namespace sweetspot {
namespace {

using test::catalog;
using test::strip_named;
using testing::ElementsAre;
using testing::IsEmpty;

// Three clips of one recording, a second apart, named A, B, C.
struct Clips {
  SessionPtr session = make_session("S", 48000);
  std::vector<RegionId> ids;

  Clips() {
    const auto track = edit::add_track(session, "Voice");
    Media recording;
    recording.path = "audio/a.wav";
    recording.frames = 480000;
    const auto media = edit::add_media(track.session, recording);
    session = media.session;
    for (const char* name : {"A", "B", "C"}) {
      const auto added = edit::add_region(session, track.id, media.id, 96000 * static_cast<Frames>(ids.size()), 48000, 48000);
      ids.push_back(added.id);
      session = edit::set_region_name(added.session, added.id, name);
    }
  }

  template <class Change>
  std::vector<std::string> said(Change change) const {
    return describe_difference(*session, *change(session), catalog());
  }
};

TEST(DescribeClips, WhatWasDoneToOneIsToldWithItsName) {
  const Clips clips;
  const RegionId b = clips.ids[1];
  EXPECT_THAT(clips.said([&](auto s) { return edit::move_region(s, b, 96000 + 12000); }),
              ElementsAre("Voice: the region B at 2.250 s is moved by +0.250 s"));
  EXPECT_THAT(clips.said([&](auto s) { return edit::move_region(s, b, 96001); }),
              ElementsAre("Voice: the region B at 2.000 s is moved by +1 sample"));
  EXPECT_THAT(clips.said([&](auto s) { return edit::set_region_gain(s, b, -3); }),
              ElementsAre("Voice: the region B at 2.000 s has another level, -3.0 dB, was 0.0 dB"));
  EXPECT_THAT(clips.said([&](auto s) {
    return edit::set_fade_in(s, b, {4800, FadeShape::s_curve});
  }),
              ElementsAre("Voice: the region B at 2.000 s has another fade in, 0.100 s S-curve, was none"));
  EXPECT_THAT(clips.said([&](auto s) { return edit::set_region_name(s, b, "Verse"); }),
              ElementsAre("Voice: the region Verse at 2.000 s has another name, was B"));
  EXPECT_THAT(clips.said([&](auto s) { return edit::set_region_muted(s, b, true); }),
              ElementsAre("Voice: the region B at 2.000 s is muted"));
  EXPECT_THAT(clips.said([&](auto s) { return edit::set_region_inverted(s, b, true); }),
              ElementsAre("Voice: the region B at 2.000 s has its polarity turned over"));
  EXPECT_THAT(clips.said([&](auto s) { return edit::remove_region(s, b); }), ElementsAre("Voice: the region B at 2.000 s is gone"));
}

TEST(DescribeClips, TrimsAndSlipsAreToldApart) {
  const Clips clips;
  const RegionId b = clips.ids[1];
  EXPECT_THAT(clips.said([&](auto s) { return edit::trim_region_start(s, b, 96000 + 24000); }),
              ElementsAre("Voice: the region B at 2.500 s starts 0.500 s later"));
  EXPECT_THAT(clips.said([&](auto s) { return edit::trim_region_end(s, b, 96000 + 24000); }),
              ElementsAre("Voice: the region B at 2.000 s ends 0.500 s earlier"));
  EXPECT_THAT(clips.said([&](auto s) { return edit::slip_region(s, b, 4800); }),
              testing::Contains(testing::StartsWith("Voice: the region B at 2.000 s plays another part of its recording, by ")));
  EXPECT_THAT(clips.said([&](auto s) { return edit::move_region(edit::trim_region_start(s, b, 96000 + 24000), b, 96000); }),
              ElementsAre("Voice: the region B at 2.000 s plays another part of its recording, by -0.500 s",
                          "Voice: the region B at 2.000 s ends 0.500 s earlier"));
}

TEST(DescribeClips, WhatSeveralHaveInCommonIsOneSentence) {
  const Clips clips;
  const auto moved = [&](Frames first, Frames others) {
    return clips.said([&](SessionPtr s) {
      for (std::size_t i = 0; i < 3; ++i)
        s = edit::move_region(s, clips.ids[i], 96000 * static_cast<Frames>(i) + (i == 0 ? first : others));
      return s;
    });
  };
  EXPECT_THAT(moved(48000, 48000), ElementsAre("Voice: 3 regions are moved by +1.000 s"));
  EXPECT_THAT(moved(24000, 48000), ElementsAre("Voice: 3 regions are moved"));
}

TEST(DescribeLanes, WhatMovesAndWhereItDiffers) {
  const SessionPtr before = test::rich_session();
  const StripId vocal = strip_named(*before, "Lead Vocal");
  const AutomationTarget gain{{}, {}, "gain"};
  const auto said = [&](const SessionPtr& after) { return describe_difference(*before, *after, catalog()); };
  SessionPtr after = edit::set_point(before, vocal, gain, {24000, -3, Curve::line}, catalog());
  EXPECT_THAT(said(after), ElementsAre("Lead Vocal: the automation of level differs at 0.500 s: 3 points, were 2"));
  after = edit::move_point(before, vocal, gain, 0, {0, -12, Curve::line}, catalog());
  after = edit::set_point(after, vocal, gain, {96000, -1, Curve::line}, catalog());
  EXPECT_THAT(said(after), ElementsAre("Lead Vocal: the automation of level differs from 0.000 s to 2.000 s: 3 points, were 2"));
  EXPECT_THAT(said(edit::set_lane_enabled(before, vocal, gain, false)), ElementsAre("Lead Vocal: the automation of level is turned off"));
  const DeviceId eq = find_track(*before, vocal)->strip.devices[0]->id;
  EXPECT_THAT(said(edit::remove_lane(before, vocal, {eq, {}, "band1.freq"})),
              ElementsAre("Lead Vocal: the automation of eq, band1.freq is gone"));
  const SendId send = find_track(*before, vocal)->strip.sends[0].id;
  EXPECT_THAT(said(edit::set_lane_enabled(before, vocal, {{}, send, "gain"}, true)),
              ElementsAre("Lead Vocal: the automation of send to Echo, level is on again"));
  EXPECT_THAT(said(edit::set_point(before, vocal, {{}, {}, "pan"}, {0, 0.5, Curve::line}, catalog())),
              ElementsAre("Lead Vocal: the automation of pan is new, with 1 point"));
}

TEST(DescribeDesk, SendsDevicesOfOneTypeAndLinks) {
  const SessionPtr before = test::rich_session();
  const StripId vocal = strip_named(*before, "Lead Vocal"), kick = strip_named(*before, "Kick"), drums = strip_named(*before, "Drums");
  const auto said = [&](const SessionPtr& a, const SessionPtr& b) { return describe_difference(*a, *b, catalog()); };
  const SendId send = find_track(*before, vocal)->strip.sends[0].id;
  EXPECT_THAT(said(before, edit::set_send_value(before, send, "pre", 0)),
              ElementsAre("Lead Vocal, send to Echo: before the fader off, was on"));
  EXPECT_THAT(said(before, edit::add_send(before, kick, strip_named(*before, "Echo"), -9, true).session),
              ElementsAre("Kick: the send to Echo is new, at -9.0 dB, before the fader"));
  const auto second = edit::add_device(before, vocal, "eq", catalog());
  EXPECT_THAT(said(before, second.session), ElementsAre("Lead Vocal: the eq 2 is new"));
  EXPECT_THAT(said(second.session, edit::set_param(second.session, second.id, "band1.gain", 3, catalog())),
              ElementsAre("Lead Vocal, eq 2: band1.gain 3.0 dB, was 0.0 dB"));
  const auto group = edit::add_group(before, "Pair", std::vector{kick, drums});
  const auto linked = edit::set_group_link(group.session, group.id, edit::Link::gain, true);
  EXPECT_THAT(said(group.session, linked), ElementsAre("The group Pair: links level, linked nothing"));
  EXPECT_THAT(said(linked, edit::set_group_linked(linked, group.id, false)),
              ElementsAre("The group Pair: links level (suspended), linked level"));
}

TEST(DescribeSong, MarkersAreToldOneByOneAndTheLoopIsNot) {
  const SessionPtr before = test::rich_session();
  const auto said = [&](const SessionPtr& after) { return describe_difference(*before, *after, catalog()); };
  EXPECT_THAT(said(edit::add_marker(before, 24000, "Verse").session), ElementsAre("The marker Verse is new, at 0.500 s"));
  EXPECT_THAT(said(edit::remove_marker(before, before->markers[0].id)), ElementsAre("The section Chorus is gone"));
  EXPECT_THAT(said(edit::set_loop(before, {5, 6, false})), IsEmpty());
}

}  // namespace
}  // namespace sweetspot
