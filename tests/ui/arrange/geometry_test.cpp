// The timeline without a window: scale, ruler, snapping, rows, clips, drags.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "engine/core/error.h"
#include "engine/session/group_edits.h"
#include "engine/session/region_edits.h"
#include "engine/session/routing_edits.h"
#include "engine/session/song_edits.h"
#include "engine/session/track_edits.h"
#include "ui/arrange/clip_boxes.h"
#include "ui/arrange/clip_drag.h"
#include "ui/arrange/clip_edits.h"
#include "ui/store/time_text.h"
#include "ui/store/timeline_scale.h"

namespace sweetspot::ui {
namespace {

constexpr Frames kSecond = 48000;

// Two buses and three tracks, the last straight to the mix; a clip of ten seconds on each.
struct Song {
  SessionPtr session = make_session("Song", 48000.0);
  std::vector<StripId> tracks;
  StripId drums, vocals;
  MediaId media;

  Song() {
    const auto a = edit::add_bus(session, "Drums", RoleGroup::drums);
    const auto b = edit::add_bus(a.session, "Vocals", RoleGroup::vocals);
    drums = a.id;
    vocals = b.id;
    Media recording;
    recording.path = "audio/x.wav";
    recording.frames = 20 * kSecond;
    const auto m = edit::add_media(b.session, recording);
    media = m.id;
    session = m.session;
    for (const auto& [name, out] : {std::pair{"Kick", drums}, std::pair{"Voice", vocals}, std::pair{"Extra", kMixStrip}}) {
      const auto t = edit::add_track(session, name);
      session = edit::set_output(t.session, t.id, out);
      session = edit::add_region(session, t.id, media, 5 * kSecond, 2 * kSecond, 10 * kSecond).session;
      tracks.push_back(t.id);
    }
  }
  const Region& clip(std::size_t track, std::size_t at = 0) const { return find_track(*session, tracks[track])->regions[at]; }
};

TEST(TimelineScale, ZoomKeepsTheFrameUnderThePointer) {
  std::mt19937 random(7);
  const TimelineBounds bounds{240 * kSecond, 1100.0};
  for (int run = 0; run < 200; ++run) {
    TimelineScale scale = fitted(0, bounds.length, bounds.width);
    const double x = std::uniform_real_distribution(10.0, 1090.0)(random);
    const double frame = scale.first + x * scale.frames_per_pixel;
    for (int notch = 0; notch < 30; ++notch) {
      scale = zoomed(scale, 1.2, x, bounds);
      ASSERT_NEAR(scale.x(frame), x, 1.0) << "in, notch " << notch;
    }
    for (int notch = 0; notch < 30; ++notch) {
      scale = zoomed(scale, 1.0 / 1.2, x, bounds);
      ASSERT_NEAR(scale.x(frame), x, 1.0) << "out, notch " << notch;
    }
  }
}

TEST(TimelineScale, FittingShowsTheEndWithinEightPixelsOfTheEdge) {
  for (const Frames length : {kSecond, 60 * kSecond, 3600 * kSecond}) {
    const TimelineScale scale = fitted(0, length, 1000.0);
    EXPECT_NEAR(scale.x(static_cast<double>(length)), 992.0, 8.0);
    EXPECT_NEAR(scale.x(0), 8.0, 1e-6);
  }
}

TEST(TimelineScale, ScrollingStopsAtTheStartAndHalfAViewAfterTheEnd) {
  const TimelineBounds bounds{100 * kSecond, 1000.0};
  TimelineScale scale{0.0, 512.0};
  EXPECT_NEAR(scrolled(scale, -1e9, bounds).x(0), kTimelineMargin, 1e-6);
  EXPECT_NEAR(scrolled(scale, 1e9, bounds).x(100.0 * kSecond), 500.0, 1e-6);
}

TEST(TimelineScale, PagesTurnOnlyWhenThePlayheadLeaves) {
  const TimelineBounds bounds{1000 * kSecond, 1000.0};
  const TimelineScale scale{0.0, 480.0};  // ten seconds in view
  EXPECT_EQ(paged_to(scale, 9 * kSecond, bounds), scale);
  const TimelineScale next = paged_to(scale, 11 * kSecond, bounds);
  EXPECT_NE(next, scale);
  EXPECT_GT(next.x(11.0 * kSecond), 0.0);
  EXPECT_LT(next.x(11.0 * kSecond), 200.0);
}

TEST(Ruler, LabelsKeepTheirDistanceAtEveryZoom) {
  const TimeGrid grid{48000.0, 97.0, {}};
  for (const RulerUnit unit : {RulerUnit::bars, RulerUnit::time})
    for (double fpp = 2.0; fpp < 50000.0; fpp *= 1.7) {
      const TimelineScale scale{1e6, fpp};
      double last = -1e9;
      int labels = 0;
      for (const RulerTick& tick : ruler_ticks(scale, 1200.0, grid, unit)) {
        EXPECT_EQ(tick.major, !tick.label.isEmpty());
        if (!tick.major) continue;
        ++labels;
        EXPECT_GE(scale.x(static_cast<double>(tick.at)) - last, 51.0) << fpp;
        last = scale.x(static_cast<double>(tick.at));
      }
      EXPECT_GE(labels, 1);
      EXPECT_LE(labels, 26);
    }
}

TEST(Ruler, BarsBeginWhereTheMeterSaysAndADaysLabelsStillHaveRoom) {
  TimelineScale scale;
  scale.frames_per_pixel = 2400.0;
  const auto ticks = ruler_ticks(scale, 300.0, {48000.0, 120.0, {3, 36000}}, RulerUnit::bars);
  const auto first = std::ranges::find(ticks, true, &RulerTick::major);
  ASSERT_NE(first, ticks.end());
  EXPECT_EQ(first->label, "1");
  EXPECT_EQ(first->at, 36000);
  scale.frames_per_pixel = 24.0 * 3600.0 * 48000.0 / 800.0;
  for (const RulerUnit unit : {RulerUnit::bars, RulerUnit::time}) {
    double last = -100.0;
    for (const RulerTick& tick : ruler_ticks(scale, 800.0, {48000.0, 120.0, {}}, unit)) {
      if (!tick.major) continue;
      EXPECT_GE(scale.x(static_cast<double>(tick.at)) - last, 51.9);
      last = scale.x(static_cast<double>(tick.at));
    }
  }
}

TEST(Ruler, BarsAreNumberedFromOne) {
  const TimeGrid grid{48000.0, 120.0, {}};  // a bar is two seconds
  const auto ticks = ruler_ticks({0.0, 2 * 48000.0 / 100.0}, 500.0, grid, RulerUnit::bars);
  ASSERT_FALSE(ticks.empty());
  EXPECT_EQ(ticks.front().at, 0);
  EXPECT_EQ(ticks.front().label, "1");
  const auto second = std::find_if(ticks.begin() + 1, ticks.end(), [](const RulerTick& t) { return t.major; });
  EXPECT_EQ(second->label, "2");
  EXPECT_EQ(second->at, 96000);
}

TEST(Snap, BeatsDoNotDrift) {
  const TimeGrid grid{44100.0, 133.7, {}};
  for (int beat = 0; beat < 5000; beat += 37) {
    const Frames exact = std::llround(beat * 60.0 / 133.7 * 44100.0);
    EXPECT_EQ(snapped(exact + 900, Snap::beat, grid), exact);
    EXPECT_EQ(snapped(exact + 900, Snap::off, grid), exact + 900);
  }
  EXPECT_EQ(snapped(-500, Snap::off, grid), 0);
}

TEST(TimeText, ReadsBackWhatItWrites) {
  EXPECT_EQ(time_text(0, 48000.0), "0:00.000");
  EXPECT_EQ(time_text(26 * 48000 + 3984, 48000.0), "0:26.083");
  EXPECT_EQ(time_text(3661LL * 48000, 48000.0), "1:01:01.000");
  EXPECT_NEAR(seconds_from_text("1:01:01.5"), 3661.5, 1e-9);
  EXPECT_NEAR(seconds_from_text(" 18.25 s"), 18.25, 1e-9);
  EXPECT_THROW(seconds_from_text("soon"), Error);
  EXPECT_EQ(bar_text(0, {48000.0, 120.0, {}}), "1.1");
  EXPECT_EQ(bar_text(96000, {48000.0, 120.0, {}}), "2.1");
  EXPECT_EQ(bar_text(95999, {48000.0, 120.0, {}}), "1.4");
  // Three beats a bar, the first of which begins after one and a half seconds.
  const TimeGrid waltz{48000.0, 120.0, {3, 72000}};
  EXPECT_EQ(bar_text(72000, waltz), "1.1");
  EXPECT_EQ(bar_text(72000 + 3 * 24000, waltz), "2.1");
  EXPECT_EQ(bar_text(71999, waltz), "0.3");
  EXPECT_EQ(bar_text(0, waltz), "0.1");
  EXPECT_EQ(snapped(100, Snap::bar, waltz), 0);
  EXPECT_EQ(snapped(70000, Snap::bar, waltz), 72000);
  EXPECT_EQ(snapped(72000 + 2 * 24000, Snap::bar, waltz), 72000 + 3 * 24000);
}

TEST(Rows, TracksStandUnderTheHeadingsOfTheirBuses) {
  const Song song;
  const auto rows = lay_out_rows(*song.session, 60, {kMasterStrip});
  ASSERT_EQ(rows.size(), 7u);
  EXPECT_TRUE(rows[0].heading && rows[0].title == "DRUMS" && rows[0].strip == song.drums);
  EXPECT_EQ(rows[1].strip, song.tracks[0]);
  EXPECT_TRUE(rows[4].heading && rows[4].title == "MIX");
  EXPECT_TRUE(rows[6].heading && rows[6].folded && rows[6].strip == kMasterStrip);
  EXPECT_EQ(rows_height(rows), 3 * 60 + 4 * kHeadingHeight);
  for (std::size_t i = 1; i < rows.size(); ++i) EXPECT_EQ(rows[i].y, rows[i - 1].bottom());
  EXPECT_EQ(row_at(rows, rows[3].y + 5)->strip, rows[3].strip);
  const auto folded = lay_out_rows(*song.session, 60, {song.drums, kMasterStrip});
  EXPECT_EQ(row_of(folded, song.tracks[0]), nullptr);
  EXPECT_TRUE(folded[0].folded);
  EXPECT_EQ(rows_height(folded), 2 * 60 + 4 * kHeadingHeight);
  // What has no clips stands last, for its automation.
  const auto all = lay_out_rows(*song.session, 60, {});
  EXPECT_TRUE(all.back().desk && all.back().strip == kMasterStrip);
  EXPECT_EQ(rows_height(all) - rows_height(rows), static_cast<int>(song.session->buses.size() + 2) * kDeskHeight);
}

TEST(Rows, AGroupHasAHeadingAndPutsItsTracksAway) {
  Song song;
  const auto added = edit::add_group(song.session, "Pair", std::vector{song.tracks[0], song.tracks[1]});
  const auto plain = lay_out_rows(*song.session, 60, {});
  const auto grouped = lay_out_rows(*added.session, 60, {});
  ASSERT_EQ(grouped.size(), plain.size() + 1);
  const auto heading = std::ranges::find_if(grouped, [](const TrackRow& row) { return bool(row.group); });
  ASSERT_NE(heading, grouped.end());
  EXPECT_TRUE(heading->heading);
  EXPECT_EQ(heading->title, "Pair");
  const auto folded = lay_out_rows(*edit::set_group_folded(added.session, added.id, true), 60, {});
  EXPECT_EQ(row_of(folded, song.tracks[0]), nullptr);
  EXPECT_EQ(row_of(folded, song.tracks[1]), nullptr);
  EXPECT_NE(row_of(folded, song.tracks[2]), nullptr);
  EXPECT_TRUE(std::ranges::any_of(folded, [](const TrackRow& row) { return row.group && row.folded && row.title == "Pair (2)"; }));
  const auto hidden = lay_out_rows(*edit::set_group_hidden(added.session, added.id, true), 60, {});
  EXPECT_TRUE(std::ranges::none_of(hidden, [](const TrackRow& row) { return bool(row.group); }));
}

TEST(Clips, PartsAreFoundWhereTheyAreSeen) {
  Song song;
  song.session = edit::set_fade_in(song.session, song.clip(0).id, {2 * kSecond, FadeShape::linear});
  const auto rows = lay_out_rows(*song.session, 60, {});
  const TimelineScale scale{0.0, 480.0};  // 100 pixels a second: the clip is from 500 to 1500
  const auto boxes = clip_boxes(*song.session, rows, scale, {2000, 400}, 0);
  ASSERT_EQ(boxes.size(), 3u);
  const ClipBox& box = boxes[0];
  EXPECT_NEAR(box.rect.left(), 500.0, 1e-6);
  EXPECT_NEAR(box.rect.right(), 1500.0, 1e-6);
  const double middle = box.rect.center().y(), top = box.rect.top() + 4;
  EXPECT_EQ(part_at(box, {501, middle}), ClipPart::start);
  EXPECT_EQ(part_at(box, {1499, middle}), ClipPart::end);
  EXPECT_EQ(part_at(box, {1000, middle}), ClipPart::body);
  EXPECT_EQ(part_at(box, {700, top}), ClipPart::fade_in) << "at the end of the fade";
  EXPECT_EQ(part_at(box, {700, middle}), ClipPart::body);
  EXPECT_EQ(part_at(box, {1498, top}), ClipPart::fade_out) << "a fade of no length is in the corner";
  EXPECT_EQ(part_at(box, {480, middle}), ClipPart::none);
  EXPECT_TRUE(clip_boxes(*song.session, rows, {20.0 * kSecond, 480.0}, {2000, 400}, 0).empty()) << "clips out of view";
}

TEST(Clips, OfANarrowClipTheMiddleIsStillTheBody) {
  const Song song;
  const auto rows = lay_out_rows(*song.session, 60, {});
  const auto boxes = clip_boxes(*song.session, rows, {0.0, 48000.0}, {2000, 400}, 0);  // ten pixels wide
  EXPECT_EQ(part_at(boxes[0], boxes[0].rect.center()), ClipPart::body);
  EXPECT_EQ(part_at(boxes[0], {boxes[0].rect.left() + 1, boxes[0].rect.center().y()}), ClipPart::start);
}

TEST(Drag, ATrimGivesFadesBackWhenItGoesBack) {
  Song song;
  song.session = edit::set_fade_in(song.session, song.clip(0).id, {4 * kSecond, FadeShape::linear});
  const RegionId id = song.clip(0).id;
  const ClipDrag drag{song.session, id, {id}, ClipPart::end, 15 * kSecond};
  const TimeGrid grid{48000.0, 120.0, {}};
  const SessionPtr in = dragged(drag, 6 * kSecond, {}, Snap::off, grid);
  EXPECT_EQ(edit::find_region(*in, id)->length, kSecond);
  EXPECT_LE(edit::find_region(*in, id)->fade_in.length, kSecond);
  const SessionPtr back = dragged(drag, 14 * kSecond, {}, Snap::off, grid);
  EXPECT_EQ(edit::find_region(*back, id)->fade_in.length, 4 * kSecond);
}

TEST(Drag, AMoveSnapsTheClipsStartAndStaysAfterTheSongsStart) {
  const Song song;
  const RegionId id = song.clip(0).id;
  const ClipDrag drag{song.session, id, {id, song.clip(1).id}, ClipPart::body, 8 * kSecond};
  const TimeGrid grid{48000.0, 100.0, {}};  // a beat is 28800 frames
  const SessionPtr moved = dragged(drag, 8 * kSecond + 20000, {}, Snap::beat, grid);
  const Frames at = edit::find_region(*moved, id)->position;
  EXPECT_EQ(at % 28800, 0);
  EXPECT_EQ(edit::find_region(*moved, song.clip(1).id)->position, at) << "both move alike";
  EXPECT_EQ(edit::find_region(*dragged(drag, -100 * kSecond, {}, Snap::off, grid), id)->position, 0);
  ClipDrag single{song.session, id, {id}, ClipPart::body, 8 * kSecond};
  single.tracks = song.tracks;
  const SessionPtr over = dragged(single, 9 * kSecond, song.tracks[2], Snap::off, grid);
  EXPECT_EQ(find_track(*over, song.tracks[2])->regions.size(), 2u) << "a single clip follows the pointer to another track";
}

TEST(Drag, NumbersAndMouseGiveTheSame) {
  const Song song;
  const RegionId id = song.clip(0).id;
  const TimeGrid grid{48000.0, 120.0, {}};
  const auto mouse = [&](ClipPart part, Frames from, Frames to) {
    return dragged({song.session, id, {id}, part, from}, to, {}, Snap::off, grid);
  };
  const auto at = [&](const SessionPtr& s) { return *edit::find_region(*s, id); };
  EXPECT_EQ(at(mouse(ClipPart::end, 15 * kSecond, 13 * kSecond)).length, at(edit::trim_region_end(song.session, id, 13 * kSecond)).length);
  EXPECT_EQ(at(mouse(ClipPart::start, 5 * kSecond, 6 * kSecond)).offset, at(edit::trim_region_start(song.session, id, 6 * kSecond)).offset);
  EXPECT_EQ(at(mouse(ClipPart::fade_in, 5 * kSecond, 6 * kSecond)).fade_in,
            at(edit::set_fade_in(song.session, id, {kSecond, FadeShape::linear})).fade_in);
  EXPECT_EQ(at(mouse(ClipPart::fade_out, 15 * kSecond, 14 * kSecond)).fade_out,
            at(edit::set_fade_out(song.session, id, {kSecond, FadeShape::linear})).fade_out);
}

TEST(Edits, ClosingTheGapMovesTheLaterClipsUp) {
  Song song;
  const auto second = edit::add_region(song.session, song.tracks[0], song.media, 30 * kSecond, 0, 5 * kSecond);
  const SessionPtr closed = removed_and_closed(second.session, {song.clip(0).id});
  ASSERT_EQ(find_track(*closed, song.tracks[0])->regions.size(), 1u);
  EXPECT_EQ(edit::find_region(*closed, second.id)->position, 20 * kSecond);
}

TEST(Edits, CrossfadesCoverTheOverlap) {
  Song song;
  const auto second = edit::add_region(song.session, song.tracks[0], song.media, 14 * kSecond, 0, 5 * kSecond);
  const SessionPtr faded = crossfaded(second.session, {song.clip(0).id, second.id});
  EXPECT_EQ(edit::find_region(*faded, song.clip(0).id)->fade_out, (Fade{kSecond, FadeShape::equal_power}));
  EXPECT_EQ(edit::find_region(*faded, second.id)->fade_in, (Fade{kSecond, FadeShape::equal_power}));
}

TEST(Edits, CopiesFollowTheChosenClips) {
  const Song song;
  Regions copies;
  const SessionPtr twice = duplicated(song.session, {song.clip(0).id, song.clip(1).id}, copies);
  ASSERT_EQ(copies.size(), 2u);
  for (const RegionId id : copies) EXPECT_EQ(edit::find_region(*twice, id)->position, 15 * kSecond);
}

TEST(Edits, NothingToDoGivesTheSameSession) {
  const Song song;
  EXPECT_EQ(split_at(song.session, {}, 0), song.session);
  EXPECT_EQ(removed(song.session, {}), song.session);
  EXPECT_EQ(crossfaded(song.session, {song.clip(0).id}), song.session);
}

}  // namespace
}  // namespace sweetspot::ui
