// Clips' gain, what edges stick to, crossfades in a drag, and take lanes: without a window.
#include <gtest/gtest.h>

#include "engine/session/region_edits.h"
#include "engine/session/region_sound.h"
#include "engine/session/song_edits.h"
#include "engine/session/track_edits.h"
#include "ui/arrange/clip_boxes.h"
#include "ui/arrange/clip_drag.h"
#include "ui/arrange/clip_edits.h"
#include "ui/arrange/clip_gain.h"
#include "ui/arrange/take_lanes.h"
#include "ui/arrange/tempo_popup.h"
#include "ui/arrange/transients.h"

namespace sweetspot::ui {
namespace {

constexpr Frames kSecond = 48000;
constexpr QSizeF kView{2000, 600};
const TimelineScale kScale{0.0, 480.0};  // 100 pixels a second
const TimeGrid kGrid{48000.0, 120.0, {}};

// One track with two clips of five seconds, at 1 and 8 s, and a marker at 7 s.
struct Song {
  SessionPtr session = make_session("Song", 48000.0);
  StripId track;
  MediaId media;
  RegionId first, second;

  Song() {
    Media recording;
    recording.path = "audio/x.wav";
    recording.frames = 60 * kSecond;
    const auto m = edit::add_media(session, recording);
    media = m.id;
    const auto t = edit::add_track(m.session, "Voice");
    track = t.id;
    const auto a = edit::add_region(t.session, track, media, kSecond, 20 * kSecond, 5 * kSecond);
    const auto b = edit::add_region(a.session, track, media, 8 * kSecond, 2 * kSecond, 5 * kSecond);
    first = a.id;
    second = b.id;
    session = edit::add_marker(b.session, 7 * kSecond, "Verse").session;
  }
  const Region& clip(RegionId id) const { return *edit::find_region(*session, id); }
  ClipBox box(RegionId id, bool chosen = true) const {
    for (const ClipBox& box : clip_boxes(*session, lay_out_rows(*session, 80, {}), kScale, kView, 0, chosen ? Regions{id} : Regions{}))
      if (box.region->id == id) return box;
    return {};
  }
};

TEST(ClipGain, TheLineGoesBothWays) {
  const QRectF clip(0, 10, 300, 90);
  for (const double db : {-24.0, -7.5, 0.0, 12.0, 24.0}) EXPECT_NEAR(gain_at_y(clip, gain_y(clip, db)), db, 1e-9);
  EXPECT_LT(gain_y(clip, 6.0), gain_y(clip, -6.0));
  EXPECT_GE(gain_y(clip, 99.0), clip.top());
  EXPECT_LE(gain_y(clip, -99.0), clip.bottom());
}

TEST(ClipGain, APointIsSetOnTheLineAndFoundThere) {
  Song song;
  for (const bool reversed : {false, true}) {
    song.session = edit::set_region_reversed(edit::set_envelope(song.session, song.first, {}), song.first, reversed);
    const QPointF at(350.0, gain_y(song.box(song.first).rect, 6.0));
    song.session = edit::set_gain_point(song.session, song.first, gain_point_at(song.box(song.first), kScale, at));
    const ClipBox box = song.box(song.first);
    ASSERT_EQ(box.points.size(), 1u);
    EXPECT_NEAR(box.points[0].x(), 350.0, 0.6);
    EXPECT_NEAR(box.points[0].y(), at.y(), 0.1);
    EXPECT_EQ(part_at(box, at), ClipPart::point);
    EXPECT_TRUE(on_gain_line(box, kScale, {500.0, at.y()})) << "flat after the only point";
    EXPECT_FALSE(on_gain_line(box, kScale, {500.0, at.y() + 12.0}));
    EXPECT_EQ(part_at(song.box(song.first, false), at), ClipPart::body) << "only those of chosen clips can be taken hold of";
    EXPECT_EQ(gain_line(song.box(song.first, false), kScale, 0.0, 2000.0).size(), 3) << "but all show the line with its corners";
  }
}

TEST(ClipGain, DragsMoveThePointAndTheHandleMovesAll) {
  Song song;
  const Frames base = song.clip(song.first).offset;
  song.session = edit::set_envelope(song.session, song.first, {{base + 1000, 0}, {base + 90000, 3}});
  const GainDrag point{song.session, song.first, {song.first}, 1};
  SessionPtr s = gain_dragged(point, -4800, -5.0);
  EXPECT_EQ(edit::find_region(*s, song.first)->envelope[1], (GainPoint{base + 85200, -2}));
  EXPECT_EQ(gain_words(point, *s), QString::fromUtf8("Gain point −2.0 dB at 0:02.775"));
  s = gain_dragged({song.session, song.first, {song.first, song.second}, {}}, 0, 2.5);
  EXPECT_EQ(edit::find_region(*s, song.first)->gain_db, 2.5);
  EXPECT_EQ(edit::find_region(*s, song.second)->gain_db, 2.5);
  EXPECT_EQ(edit::find_region(*gain_dragged({song.session, song.first, {song.first}, {}}, 0, 99.0), song.first)->gain_db, 24.0);
  EXPECT_EQ(db_words(-0.04), "0.0 dB");
  // The handle is the number that the inspector shows.
  EXPECT_EQ(edit::find_region(*gain_dragged({song.session, song.first, {song.first}, {}}, 0, -3.0), song.first)->gain_db,
            edit::find_region(*edit::set_region_gain(song.session, song.first, -3.0), song.first)->gain_db);
}

TEST(ClipSnap, EdgesStickToMarkersAndOtherClips) {
  const Song song;
  const auto targets = snap_targets(*song.session, {song.first});
  EXPECT_EQ(targets, (std::vector<Frames>{0, 7 * kSecond, 8 * kSecond, 13 * kSecond}));
  EXPECT_EQ(snap_step(7 * kSecond + 900, Snap::bar, kGrid, targets, 1000).by, -900);
  EXPECT_EQ(snap_step(7 * kSecond + 900, Snap::off, kGrid, targets, 1000).by, 0);
  EXPECT_FALSE(snap_step(10 * kSecond + 900, Snap::beat, kGrid, targets, 1000).on_target);
  ClipDrag drag{song.session, song.first, {song.first}, ClipPart::body, 2 * kSecond};
  drag.targets = targets;
  drag.reach = 3000;
  // Its end comes near the other clip's start: they meet.
  const SessionPtr met = dragged(drag, 4 * kSecond + 2000, {}, Snap::bar, kGrid);
  EXPECT_EQ(edit::find_region(*met, song.first)->position, 3 * kSecond);
  drag.part = ClipPart::end;
  EXPECT_EQ(edit::find_region(*dragged(drag, 3 * kSecond + 1000, {}, Snap::bar, kGrid), song.first)->length, 6 * kSecond);
}

TEST(ClipSnap, TransientsLieWhereTheClipPlaysThem) {
  const Onsets onsets{{100, 1.0f}, {500, 1.0f}, {900, 1.0f}, {2000, 1.0f}};
  Region region;
  region.position = 10000;
  region.offset = 400;
  region.length = 1000;
  EXPECT_EQ(region_transients(region, onsets), (std::vector<Frames>{10100, 10500}));
  region.reversed = true;
  EXPECT_EQ(region_transients(region, onsets), (std::vector<Frames>{10499, 10899}));
}

TEST(ClipSnap, TransientsThatLieCloseHoldNothing) {
  EXPECT_EQ(thinned({0, 100, 110, 300}, 50), (std::vector<Frames>{0, 300}));
  EXPECT_TRUE(thinned({}, 50).empty());
}

TEST(TappedTempo, IsTheLineThroughTheLastTaps) {
  EXPECT_EQ(tapped_tempo({0.0, 0.5}), 0.0);
  EXPECT_NEAR(tapped_tempo({0.0, 0.5, 1.0, 1.5}), 120.0, 1e-9);
  EXPECT_NEAR(tapped_tempo({0.0, 0.52, 0.99, 1.51, 2.0}), 120.0, 1.5) << "uneven hands";
  EXPECT_NEAR(tapped_tempo({0.0, 0.9, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5}), 120.0, 0.5) << "the oldest no longer count";
}

TEST(ClipDrags, CopySlipAndCrossfade) {
  const Song song;
  ClipDrag drag{song.session, song.first, {song.first}, ClipPart::body, 2 * kSecond};
  drag.copies = true;
  const SessionPtr copied = dragged(drag, 30 * kSecond, {}, Snap::off, kGrid);
  ASSERT_EQ(find_track(*copied, song.track)->regions.size(), 3u);
  EXPECT_EQ(find_track(*copied, song.track)->regions[2].position, 29 * kSecond);
  EXPECT_EQ(edit::find_region(*copied, song.first)->position, kSecond);
  drag.copies = false;
  drag.slips = true;
  const Region slipped = *edit::find_region(*dragged(drag, 3 * kSecond, {}, Snap::off, kGrid), song.first);
  EXPECT_EQ(slipped.offset, 19 * kSecond) << "the sound follows the pointer";
  EXPECT_EQ(slipped.position, kSecond);
  drag.slips = false;
  drag.crossfades = true;
  const SessionPtr crossed = dragged(drag, 5 * kSecond, {}, Snap::off, kGrid);  // from 4 to 9 s
  EXPECT_EQ(edit::find_region(*crossed, song.first)->fade_out, (Fade{kSecond, FadeShape::equal_power}));
  EXPECT_EQ(edit::find_region(*crossed, song.second)->fade_in, (Fade{kSecond, FadeShape::equal_power}));
  const SessionPtr apart = dragged(drag, 3 * kSecond, {}, Snap::off, kGrid);
  EXPECT_EQ(edit::find_region(*apart, song.second)->fade_in, Fade{});
}

TEST(TakeLanes, LieBeneathTheirTrackAndSwipesChoose) {
  Song song;
  const auto spare = edit::add_region(song.session, song.track, song.media, kSecond, 40 * kSecond, 5 * kSecond);
  song.session = edit::make_takes(spare.session, {song.first, spare.id}).session;
  const Track& track = *find_track(*song.session, song.track);
  const auto rows = lay_out_rows(*song.session, 80, {kMasterStrip});
  ASSERT_EQ(rows.size(), 4u) << "the track, its lanes, and the heading of buses";
  EXPECT_EQ(rows[1].take, track.takes[0].id);
  EXPECT_EQ(rows[2].y, 80 + kTakeHeight);
  EXPECT_EQ(row_of(rows, song.track), &rows[0]);
  EXPECT_EQ(lay_out_rows(*song.session, 80, {kMasterStrip}, {song.track}).size(), 2u) << "closed";
  EXPECT_EQ(take_boxes(*song.session, rows, kScale, kView, 0).size(), 2u);
  EXPECT_EQ(clip_boxes(*song.session, rows, kScale, kView, 0).size(), 2u) << "lanes hold no clips";
  const Swipe swipe{song.session, song.track, track.takes[1].id, 4 * kSecond};
  const SessionPtr chosen = swiped(swipe, 2 * kSecond);  // backwards
  EXPECT_EQ(chosen_spans(*chosen, *find_track(*chosen, song.track), track.takes[1].id),
            (std::vector<edit::Span>{{2 * kSecond, 4 * kSecond}}));
  EXPECT_EQ(swiped(swipe, 4 * kSecond + 10), song.session) << "too short to cross";
  EXPECT_EQ(swipe_words(*chosen, swipe, 2 * kSecond), "Take 2, 0:02.000 to 0:04.000");
  EXPECT_EQ(stretch_at(*chosen, *find_track(*chosen, song.track), track.takes[0], 3 * kSecond), (edit::Span{2 * kSecond, 4 * kSecond}));
  const SessionPtr all = chosen_throughout(chosen, song.track, track.takes[1].id);
  EXPECT_EQ(find_track(*all, song.track)->regions.size(), 1u);
}

TEST(ClipEdits, LockAndReverseGoBothWays) {
  const Song song;
  SessionPtr s = lock_toggled(song.session, {song.first, song.second});
  EXPECT_TRUE(edit::find_region(*s, song.second)->locked);
  EXPECT_FALSE(edit::find_region(*lock_toggled(s, {song.first}), song.first)->locked);
  EXPECT_FALSE(edit::find_region(*reversed(reversed(s, {song.first}), {song.first}), song.first)->reversed);
  s = fades_shaped(edit::set_fade_in(song.session, song.first, {900, FadeShape::linear}), {song.first}, true, FadeShape::s_curve);
  EXPECT_EQ(edit::find_region(*s, song.first)->fade_in, (Fade{900, FadeShape::s_curve}));
}

}  // namespace
}  // namespace sweetspot::ui
