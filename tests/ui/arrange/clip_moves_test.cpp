// Moves over several tracks, snapping fades, and the line of the gain as one piece.
#include <gtest/gtest.h>

#include "engine/session/region_batch.h"
#include "engine/session/region_edits.h"
#include "engine/session/song_edits.h"
#include "engine/session/track_edits.h"
#include "ui/arrange/clip_drag.h"
#include "ui/arrange/clip_gain.h"
#include "ui/arrange/region_wave.h"

namespace sweetspot::ui {
namespace {

constexpr Frames kSecond = 48000;
const TimeGrid kGrid{48000.0, 120.0, {}};  // a beat is 24000 frames

// Four tracks with a clip of five seconds each at 10 s.
struct Tracks {
  SessionPtr session = make_session("Song", 48000.0);
  std::vector<StripId> tracks;
  std::vector<RegionId> clips;

  Tracks() {
    Media recording;
    recording.path = "audio/x.wav";
    recording.frames = 60 * kSecond;
    const auto m = edit::add_media(session, recording);
    session = m.session;
    for (const char* name : {"A", "B", "C", "D"}) {
      const auto t = edit::add_track(session, name);
      const auto r = edit::add_region(t.session, t.id, m.id, 10 * kSecond, 5 * kSecond, 5 * kSecond);
      session = r.session;
      tracks.push_back(t.id);
      clips.push_back(r.id);
    }
  }
  ClipDrag drag(std::set<RegionId> moved, RegionId grabbed) const {
    ClipDrag drag{session, grabbed, std::move(moved), ClipPart::body, 12 * kSecond};
    drag.tracks = tracks;
    return drag;
  }
};

StripId track_of(const SessionPtr& session, RegionId id) {
  StripId track;
  edit::find_region(*session, id, &track);
  return track;
}

TEST(MovesOverTracks, SeveralKeepTheirPlacesUnderEachOther) {
  const Tracks song;
  const auto drag = song.drag({song.clips[0], song.clips[1]}, song.clips[0]);
  const SessionPtr down = dragged(drag, 13 * kSecond, song.tracks[2], Snap::off, kGrid);
  EXPECT_EQ(track_of(down, song.clips[0]), song.tracks[2]);
  EXPECT_EQ(track_of(down, song.clips[1]), song.tracks[3]);
  EXPECT_EQ(edit::find_region(*down, song.clips[1])->position, 11 * kSecond);
  // One further the second would leave the tracks: both stay where they still fit, and the drag says so.
  EXPECT_TRUE(track_shift(drag, song.tracks[3]).held);
  const SessionPtr held = dragged(drag, 13 * kSecond, song.tracks[3], Snap::off, kGrid);
  EXPECT_EQ(track_of(held, song.clips[0]), song.tracks[2]);
  EXPECT_EQ(track_of(held, song.clips[1]), song.tracks[3]);
  EXPECT_FALSE(track_shift(drag, song.tracks[1]).held);
}

TEST(MovesOverTracks, CopiesDoTheSameAndTheClipsStay) {
  const Tracks song;
  auto drag = song.drag({song.clips[1], song.clips[2]}, song.clips[1]);
  drag.copies = true;
  const SessionPtr up = dragged(drag, 12 * kSecond, song.tracks[0], Snap::off, kGrid);
  EXPECT_EQ(find_track(*up, song.tracks[0])->regions.size(), 2u);
  EXPECT_EQ(find_track(*up, song.tracks[1])->regions.size(), 2u);
  EXPECT_EQ(find_track(*up, song.tracks[2])->regions.size(), 1u);
  EXPECT_EQ(track_of(up, song.clips[1]), song.tracks[1]);
}

TEST(MovesOverTracks, AClipThatIsNotSeenHoldsTheOthers) {
  const Tracks song;
  auto drag = song.drag({song.clips[0], song.clips[3]}, song.clips[0]);
  drag.tracks.pop_back();
  EXPECT_TRUE(track_shift(drag, song.tracks[1]).held);
  const SessionPtr moved = dragged(drag, 13 * kSecond, song.tracks[1], Snap::off, kGrid);
  EXPECT_EQ(track_of(moved, song.clips[0]), song.tracks[0]);
}

TEST(FadeDrags, SnapToTheGridAndToMarkersUnlessItIsOff) {
  const Tracks song;
  ClipDrag drag{song.session, song.clips[0], {song.clips[0]}, ClipPart::fade_in, 10 * kSecond};
  const Frames pointer = 10 * kSecond + 25000;
  EXPECT_EQ(edit::find_region(*dragged(drag, pointer, {}, Snap::beat, kGrid), song.clips[0])->fade_in.length, 24000);
  EXPECT_EQ(edit::find_region(*dragged(drag, pointer, {}, Snap::off, kGrid), song.clips[0])->fade_in.length, 25000);
  drag.part = ClipPart::fade_out;
  drag.grabbed = 15 * kSecond;
  drag.targets = {14 * kSecond + 1234};
  drag.reach = 3000;
  EXPECT_EQ(edit::find_region(*dragged(drag, 14 * kSecond, {}, Snap::beat, kGrid), song.clips[0])->fade_out.length, kSecond - 1234);
}

TEST(GainLine, AStretchMovesBothItsPointsAndKeepsItsSlope) {
  Tracks song;
  const RegionId id = song.clips[0];
  song.session = edit::set_envelope(song.session, id, {{6 * kSecond, -6.0}, {8 * kSecond, 3.0}, {9 * kSecond, 0.0}});
  GainDrag drag{song.session, id, {id}, 1, true};
  const auto points = [&](double db) { return edit::find_region(*gain_dragged(drag, 5000, db), id)->envelope; };
  EXPECT_EQ(points(4.0)[0], (GainPoint{6 * kSecond, -2.0}));
  EXPECT_EQ(points(4.0)[1], (GainPoint{8 * kSecond, 7.0}));
  EXPECT_EQ(points(4.0)[2], (GainPoint{9 * kSecond, 0.0}));
  EXPECT_DOUBLE_EQ(points(40.0)[1].gain_db, 24.0);
  EXPECT_DOUBLE_EQ(points(40.0)[0].gain_db, 15.0) << "the slope stays at the end of the range";
  drag.point = 0;
  EXPECT_EQ(points(2.0)[0].gain_db, -4.0) << "before the first point there is one end only";
  EXPECT_EQ(points(2.0)[1].gain_db, 3.0);
  drag.point = 3;
  EXPECT_EQ(points(-2.0)[2].gain_db, -2.0);
}

TEST(GainLine, TheStretchUnderThePointerIsFoundBothWaysRound) {
  Tracks song;
  const RegionId id = song.clips[0];
  song.session = edit::set_envelope(song.session, id, {{6 * kSecond, -12.0}, {9 * kSecond, 12.0}});
  for (const bool reversed : {false, true}) {
    const SessionPtr s = edit::set_region_reversed(song.session, id, reversed);
    const auto rows = lay_out_rows(*s, 120, {});
    const TimelineScale scale{9.0 * kSecond, 480.0};
    const auto boxes = clip_boxes(*s, rows, scale, {900, 600}, 0, {id});
    ASSERT_FALSE(boxes.empty());
    const ClipBox& box = boxes.front();
    const QPointF middle = (box.points[0] + box.points[1]) / 2.0;
    EXPECT_EQ(segment_at(box, middle), 1);
    EXPECT_EQ(part_at(box, middle), ClipPart::segment);
    EXPECT_EQ(segment_at(box, middle + QPointF(0, 20)), -1);
    const double outer = reversed ? box.points[0].x() + 40 : box.points[0].x() - 40;
    EXPECT_EQ(segment_at(box, {outer, box.points[0].y()}), 0);
  }
}

TEST(RegionWave, ItsHeightIsThatOfWhatIsHeard) {
  Tracks song;
  const RegionId id = song.clips[0];
  song.session = edit::set_fade_in(song.session, id, {kSecond, FadeShape::linear});
  song.session = edit::set_region_gain(song.session, id, 6.0);
  song.session = edit::set_envelope(song.session, id, {{7 * kSecond, 0.0}, {9 * kSecond, -12.0}});
  const Region& clip = *edit::find_region(*song.session, id);
  EXPECT_NEAR(heard_gain(clip, 10 * kSecond + kSecond / 2), 0.5 * gain_from_db(6.0), 0.001);
  EXPECT_NEAR(heard_gain(clip, 13 * kSecond), gain_from_db(0.0), 0.001) << "half-way down the envelope";
  EXPECT_EQ(heard_gain(clip, 9 * kSecond), 0.0);
}

TEST(MovesOverTracks, TwoThousandClipsMoveInOnePass) {
  SessionPtr session = make_session("Large", 48000.0);
  Media recording;
  recording.path = "audio/x.wav";
  recording.frames = 60 * kSecond;
  const auto m = edit::add_media(session, recording);
  const auto t = edit::add_track(m.session, "A");
  auto next = std::make_shared<Session>(*t.session);
  auto track = std::make_shared<Track>(*next->tracks[0]);
  std::set<RegionId> all;
  for (int i = 0; i < 2000; ++i) {
    Region region;
    region.id = RegionId{100000u + static_cast<std::uint64_t>(i)};
    region.media = m.id;
    region.position = kSecond + i * 1000;
    region.length = 900;
    track->regions.push_back(region);
    all.insert(region.id);
  }
  next->tracks[0] = track;
  next->next_id = 200000;
  ClipDrag drag{next, *all.begin(), all, ClipPart::body, kSecond};
  drag.tracks = {t.id};
  drag.crossfades = true;
  const SessionPtr moved = dragged(drag, 2 * kSecond, {}, Snap::off, kGrid);
  for (std::size_t i = 0; i < 2000; ++i) ASSERT_EQ(moved->tracks[0]->regions[i].position, 2 * kSecond + static_cast<Frames>(i) * 1000);
}

}  // namespace
}  // namespace sweetspot::ui
