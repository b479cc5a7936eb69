// The gestures on clips and take lanes, with a mouse that is not there.
#include <gtest/gtest.h>

#include <QMenu>
#include <QSignalSpy>
#include <QTest>

#include "engine/session/clip_edits.h"
#include "engine/session/region_edits.h"
#include "engine/session/song_edits.h"
#include "engine/session/take_edits.h"
#include "engine/session/track_edits.h"
#include "tests/ui/controls/pointer.h"
#include "ui/arrange/arrange_place.h"
#include "ui/arrange/header_list.h"
#include "ui/arrange/lanes_view.h"
#include "ui/arrange/timeline_model.h"
#include "ui/store/store.h"

namespace sweetspot::ui {
namespace {

using namespace testing_support;

constexpr Frames kSecond = 48000;

// A track with clips at 1 and 8 s, of five seconds each.
class Lanes : public testing::Test {
 protected:
  void SetUp() override {
    store.edit("Song", [this](const SessionPtr& s) {
      Media recording;
      recording.path = "audio/x.wav";
      recording.frames = 60 * kSecond;
      const auto m = edit::add_media(s, recording);
      const auto t = edit::add_track(m.session, "Voice");
      const auto a = edit::add_region(t.session, t.id, m.id, kSecond, 20 * kSecond, 5 * kSecond);
      const auto b = edit::add_region(a.session, t.id, m.id, 8 * kSecond, 2 * kSecond, 5 * kSecond);
      track = t.id, media = m.id, first = a.id, second = b.id;
      return b.session;
    });
    place.resize(1400, 700);
    place.show();
    place.model().set_track_height(120);
    place.model().fit_song();
  }

  LanesView& lanes() { return place.lanes(); }
  const Region& clip(RegionId id) { return *edit::find_region(store.session(), id); }
  ClipBox box(RegionId id) {
    for (const ClipBox& box : lanes().boxes())
      if (box.region->id == id) return box;
    return {};
  }
  std::size_t steps() { return store.studio().history().steps().size(); }
  void click(QPointF at, Qt::KeyboardModifiers keys = {}) {
    mouse(lanes(), QEvent::MouseButtonPress, at, Qt::LeftButton, keys);
    release(lanes(), at, keys);
  }
  void double_click(QPointF at) {
    click(at);
    mouse(lanes(), QEvent::MouseButtonDblClick, at, Qt::LeftButton);
    release(lanes(), at);
  }
  void undo() {
    store.studio().undo();
    store.refresh();
  }
  // Makes three takes of the first clip's place and gives the row of the one.
  QRectF lane(std::size_t take) {
    const TakeId id = find_track(store.session(), track)->takes[take].id;
    for (const TakeBox& box :
         take_boxes(store.session(), place.model().rows(), place.model().scale(), lanes().size(), place.model().rows_scroll()))
      if (box.take->id == id) return box.rect;
    return {};
  }
  void make_takes() {
    store.edit("Takes", [this](const SessionPtr& s) {
      const auto spare = edit::add_region(s, track, media, kSecond, 40 * kSecond, 5 * kSecond);
      return edit::make_takes(spare.session, {first, spare.id}).session;
    });
  }
  double x(Frames at) { return place.model().scale().x(static_cast<double>(at)); }

  Store store;
  ArrangePlace place{store};
  StripId track;
  MediaId media;
  RegionId first, second;
};

TEST_F(Lanes, TheGainHandleIsOneStepFineWithShiftAndBackWithEsc) {
  click(box(first).rect.center());
  const QPointF handle = gain_handle(box(first).rect).center();
  const auto before = steps();
  drag(lanes(), handle, {0, -30});
  release(lanes(), handle + QPointF(0, -30));
  EXPECT_NEAR(clip(first).gain_db, 3.0, 1e-6);
  EXPECT_EQ(steps(), before + 1);
  drag(lanes(), handle, {0, 40}, Qt::ShiftModifier);
  release(lanes(), handle);
  EXPECT_NEAR(clip(first).gain_db, 2.6, 1e-6);
  drag(lanes(), handle, {0, -100});
  EXPECT_GT(clip(first).gain_db, 10.0) << "heard while it is dragged";
  QTest::keyClick(&lanes(), Qt::Key_Escape);
  EXPECT_NEAR(clip(first).gain_db, 2.6, 1e-6);
  release(lanes(), handle);
  EXPECT_EQ(steps(), before + 2);
  double_click(handle);
  EXPECT_EQ(clip(first).gain_db, 0.0);
}

TEST_F(Lanes, PointsOfTheEnvelopeComeMoveAndGo) {
  click(box(first).rect.center() + QPointF(0, 20));
  const ClipBox whole = box(first);
  const QPointF on(x(3 * kSecond), gain_y(whole.rect, 0.0));
  double_click(on);
  ASSERT_EQ(clip(first).envelope.size(), 1u);
  EXPECT_NEAR(clip(first).envelope[0].gain_db, 0.0, 0.5);
  const QPointF to(on.x() + 40.0, gain_y(whole.rect, -12.0));
  const auto before = steps();
  drag(lanes(), on, to - on);
  release(lanes(), to);
  EXPECT_EQ(steps(), before + 1);
  EXPECT_NEAR(clip(first).envelope[0].gain_db, -12.0, 0.7);
  EXPECT_EQ(clip(first).position, kSecond) << "the clip stays";
  double_click(box(first).points[0]);
  EXPECT_TRUE(clip(first).envelope.empty());
}

TEST_F(Lanes, CtrlCopiesAndCtrlAltSlips) {
  const QPointF at = box(first).rect.center() + QPointF(0, 25);
  drag(lanes(), at, {60, 0}, Qt::ControlModifier);
  release(lanes(), at + QPointF(60, 0), Qt::ControlModifier);
  EXPECT_EQ(find_track(store.session(), track)->regions.size(), 3u);
  undo();
  const Frames offset = clip(first).offset;
  drag(lanes(), at, {60, 0}, Qt::ControlModifier | Qt::AltModifier);
  release(lanes(), at + QPointF(60, 0));
  EXPECT_LT(clip(first).offset, offset);
  EXPECT_EQ(clip(first).position, kSecond);
}

TEST_F(Lanes, GroupsAreChosenTogetherAndLockedClipsStay) {
  store.edit("Group", [this](const SessionPtr& s) { return edit::group_regions(s, {first, second}); });
  click(box(first).rect.center() + QPointF(0, 25));
  EXPECT_EQ(store.selected_regions(), (std::set<RegionId>{first, second}));
  place.lock();
  EXPECT_TRUE(clip(second).locked);
  QSignalSpy hints(&place, &ArrangePlace::hint_changed);
  const auto before = steps();
  drag(lanes(), box(first).rect.center() + QPointF(0, 25), {90, 0});
  release(lanes(), box(first).rect.center());
  EXPECT_EQ(clip(first).position, kSecond);
  EXPECT_EQ(steps(), before);
  ASSERT_FALSE(hints.empty());
  EXPECT_TRUE(hints.front().front().toString().contains("locked"));
  click(box(first).rect.center() + QPointF(0, 25), Qt::ControlModifier);
  EXPECT_TRUE(store.selected_regions().empty()) << "Ctrl takes the group out again";
}

TEST_F(Lanes, AnOverlapCrossfadesWhileItIsDragged) {
  place.model().set_snap(Snap::off);
  const QPointF at = box(second).rect.center() + QPointF(0, 25);
  const double step = x(5 * kSecond) - x(8 * kSecond);
  drag(lanes(), at, {step, 0});
  EXPECT_NEAR(static_cast<double>(clip(first).fade_out.length), static_cast<double>(kSecond), 600.0);
  EXPECT_EQ(clip(first).fade_out, clip(second).fade_in);
  EXPECT_EQ(clip(first).fade_out.shape, FadeShape::equal_power);
  QTest::keyClick(&lanes(), Qt::Key_Escape);
  EXPECT_EQ(clip(first).fade_out, Fade{});
  release(lanes(), at);
  place.toggle_crossfades();
  drag(lanes(), at, {step, 0});
  release(lanes(), at);
  EXPECT_EQ(clip(first).fade_out, Fade{}) << "not when it is off";
}

TEST_F(Lanes, ASwipeChoosesATakeAndAClickTheWholeStretch) {
  make_takes();
  ASSERT_FALSE(lane(1).isEmpty());
  const auto before = steps();
  const QPointF from(x(2 * kSecond), lane(1).center().y()), to(x(4 * kSecond), lane(1).center().y());
  drag(lanes(), from, to - from);
  EXPECT_EQ(find_track(store.session(), track)->regions.size(), 4u) << "seen while it is swiped";
  release(lanes(), to);
  EXPECT_EQ(steps(), before + 1);
  const Track& voice = *find_track(store.session(), track);
  const auto spans = chosen_spans(store.session(), voice, voice.takes[1].id);
  ASSERT_EQ(spans.size(), 1u);
  EXPECT_NEAR(static_cast<double>(spans[0].from), 2.0 * kSecond, place.model().scale().frames_per_pixel);
  // A click on the other lane takes that stretch back.
  click({x(3 * kSecond), lane(0).center().y()});
  EXPECT_EQ(find_track(store.session(), track)->regions.size(), 2u);
  undo();
  drag(lanes(), from, {20, 0});
  QTest::keyClick(&lanes(), Qt::Key_Escape);
  release(lanes(), from);
  EXPECT_EQ(steps(), before + 2) << "what was given up leaves no step beside the one undone";
  store.select_strip(track);
  place.toggle_takes();
  EXPECT_TRUE(lane(0).isEmpty());
  place.flatten_takes();
  EXPECT_TRUE(find_track(store.session(), track)->takes.empty());
}

TEST_F(Lanes, TheHeadOfALaneHearsAllOfTheTake) {
  make_takes();
  HeaderList& heads = place.headers();
  const TrackRow& row = place.model().rows()[2];
  ASSERT_TRUE(row.take);
  mouse(heads, QEvent::MouseButtonPress, QPointF(60, row.y + row.height / 2), Qt::LeftButton);
  const Track& voice = *find_track(store.session(), track);
  EXPECT_TRUE(std::ranges::any_of(voice.regions, [&](const Region& r) { return r.take == row.take; }));
  EXPECT_FALSE(std::ranges::any_of(voice.regions, [&](const Region& r) { return r.take == voice.takes[0].id; }));
}

TEST_F(Lanes, OddClipsAreDrawnAndFound) {
  // One frame long, in a name of 300 letters from right to left; and one of ten hours.
  store.edit("Odd", [this](const SessionPtr& s) {
    Media recording;
    recording.path = "audio/long.wav";
    recording.frames = 10 * 3600 * kSecond;
    const auto m = edit::add_media(s, recording);
    const auto t = edit::add_track(m.session, "Long");
    const auto a = edit::add_region(t.session, t.id, m.id, 0);
    const auto b = edit::add_region(a.session, track, media, 30 * kSecond, 0, 1);
    std::string name;
    for (int i = 0; i < 150; ++i) name += "ש";
    SessionPtr next = edit::set_region_name(b.session, b.id, name);
    next = edit::set_envelope(next, a.id, {{0, -6}, {3600 * kSecond, 6}});
    return edit::set_region_reversed(edit::set_fade_in(next, a.id, {3600 * kSecond, FadeShape::exponential}), a.id, true);
  });
  store.select_regions(all_regions(store.session()));
  for (const double zoom : {1.0, 50.0, 1e6}) {
    place.model().zoom(zoom, 200.0);
    EXPECT_FALSE(place.grab().isNull());
    EXPECT_FALSE(lanes().boxes().empty());
  }
}

}  // namespace
}  // namespace sweetspot::ui
