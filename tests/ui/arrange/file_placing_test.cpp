// Recordings that were dropped: on which tracks they come to lie, and when.
#include <gtest/gtest.h>

#include "engine/session/track_edits.h"
#include "engine/studio/place_recordings.h"

namespace sweetspot {
namespace {

Recordings recordings(int count) {
  Recordings all;
  for (int i = 0; i < count; ++i) {
    Recording one;
    one.name = "New " + std::to_string(i + 1);
    one.audio.path = "audio/" + one.name + ".wav";
    one.audio.frames = 48000;
    all.recordings.push_back(one);
  }
  return all;
}

TEST(PlaceRecordings, StackOnTheTracksAndThenOnNewOnes) {
  const auto a = edit::add_track(make_session("Song", 48000.0), "A");
  const auto b = edit::add_track(a.session, "B");
  const auto placed = place_recordings(b.session, {}, recordings(3), std::vector{a.id, b.id}, 96000);
  const Session& song = *placed.session;
  ASSERT_EQ(song.tracks.size(), 3u);
  EXPECT_EQ(song.tracks[0]->strip.name, "A");
  EXPECT_EQ(song.tracks[2]->strip.name, "New 3");
  for (const auto& track : song.tracks) {
    ASSERT_EQ(track->regions.size(), 1u) << track->strip.name;
    EXPECT_EQ(track->regions[0].position, 96000);
    EXPECT_EQ(track->regions[0].length, 48000);
  }
  EXPECT_EQ(placed.report.tracks, (std::vector{a.id, b.id, song.tracks[2]->strip.id}));
}

TEST(PlaceRecordings, ATrackThatIsGoneIsReplacedByANewOne) {
  const auto a = edit::add_track(make_session("Song", 48000.0), "A");
  const auto placed = place_recordings(edit::remove_strip(a.session, a.id), {}, recordings(1), std::vector{a.id}, 10);
  ASSERT_EQ(placed.session->tracks.size(), 1u);
  EXPECT_EQ(placed.session->tracks[0]->strip.name, "New 1");
  EXPECT_EQ(placed.session->tracks[0]->regions[0].position, 10);
}

}  // namespace
}  // namespace sweetspot
