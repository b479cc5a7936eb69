// The gestures on clips and take lanes, with a mouse that is not there.
#include <gtest/gtest.h>

#include <QMenu>
#include <QSignalSpy>
#include <QTest>

#include "tests/ui/arrange/lanes_fixture.h"

namespace sweetspot::ui {
namespace {

using namespace testing_support;

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

TEST_F(Lanes, TheLineOfTheGainMovesWithBothItsPointsInOneStep) {
  store.edit("Points", [this](const SessionPtr& s) { return edit::set_envelope(s, first, {{21 * kSecond, -6.0}, {24 * kSecond, 6.0}}); });
  store.select_regions({first});
  const ClipBox whole = box(first);
  const QPointF middle = (whole.points[0] + whole.points[1]) / 2.0;
  const auto before = steps();
  const double up = gain_y(whole.rect, 6.0) - gain_y(whole.rect, 0.0);
  drag(lanes(), middle, {0, up});
  EXPECT_NEAR(clip(first).envelope[0].gain_db, 0.0, 0.5) << "heard while it is dragged";
  QTest::keyClick(&lanes(), Qt::Key_Escape);
  release(lanes(), middle);
  EXPECT_EQ(clip(first).envelope[0].gain_db, -6.0);
  drag(lanes(), middle, {0, up});
  release(lanes(), middle + QPointF(0, up));
  EXPECT_EQ(steps(), before + 1);
  EXPECT_NEAR(clip(first).envelope[0].gain_db, 0.0, 0.5);
  EXPECT_NEAR(clip(first).envelope[1].gain_db, 12.0, 0.5);
  EXPECT_EQ(clip(first).envelope[1].at, 24 * kSecond) << "up and down only";
  double_click((box(first).points[0] + box(first).points[1]) / 2.0);
  EXPECT_EQ(clip(first).envelope.size(), 3u);
}

TEST_F(Lanes, ClipsOfTwoTracksMoveTogetherAndLockedOnesStay) {
  std::vector<StripId> tracks;
  RegionId below;
  store.edit("Tracks", [&](const SessionPtr& s) {
    const auto b = edit::add_track(s, "B");
    const auto c = edit::add_track(b.session, "C");
    const auto r = edit::add_region(c.session, b.id, media, kSecond, 0, 5 * kSecond);
    tracks = {b.id, c.id};
    below = r.id;
    return r.session;
  });
  place.model().set_snap(Snap::off);
  const auto owner = [&](RegionId id) {
    StripId found;
    edit::find_region(store.session(), id, &found);
    return found;
  };
  store.select_regions({first, below, second});
  store.edit("Lock", [this](const SessionPtr& s) { return edit::set_region_locked(s, second, true); });
  const QPointF at = box(first).rect.center() + QPointF(0, 25);
  const auto before = steps();
  QSignalSpy hints(&place, &ArrangePlace::hint_changed);
  drag(lanes(), at, {0, 120});
  EXPECT_EQ(owner(first), tracks[0]) << "seen while it is dragged";
  release(lanes(), at + QPointF(0, 120));
  EXPECT_EQ(owner(first), tracks[0]);
  EXPECT_EQ(owner(below), tracks[1]);
  EXPECT_EQ(owner(second), track) << "locked";
  EXPECT_EQ(steps(), before + 1);
  const QPointF again = box(first).rect.center() + QPointF(0, 25);
  hints.clear();
  drag(lanes(), again, {0, 120});
  release(lanes(), again + QPointF(0, 120));
  EXPECT_EQ(owner(first), tracks[0]) << "the other would leave the tracks";
  ASSERT_FALSE(hints.empty());
  EXPECT_TRUE(std::ranges::any_of(hints, [](const QList<QVariant>& hint) { return hint.front().toString().contains("no track"); }));
}

TEST_F(Lanes, AltLetsFadesGoWhereTheyLike) {
  const QPointF corner = box(first).rect.topLeft() + QPointF(4, 4);
  QSignalSpy hints(&place, &ArrangePlace::hint_changed);
  drag(lanes(), corner, {61, 0});
  release(lanes(), corner + QPointF(61, 0));
  EXPECT_EQ((clip(first).position + clip(first).fade_in.length) % 24000, 0) << "on a beat";
  undo();
  hints.clear();
  drag(lanes(), corner, {61, 0}, Qt::AltModifier);
  release(lanes(), corner + QPointF(61, 0), Qt::AltModifier);
  EXPECT_NE((clip(first).position + clip(first).fade_in.length) % 24000, 0);
  ASSERT_FALSE(hints.empty());
  EXPECT_TRUE(std::ranges::any_of(hints, [](const QList<QVariant>& hint) { return hint.front().toString().contains("Snap ignored"); }));
}

TEST_F(Lanes, KeysStepThroughTheTakesOfChosenClipsAndAtThePlayhead) {
  make_takes();
  store.select_strip(track);
  const auto heard = [&] { return heard_take(store.session(), *find_track(store.session(), track), 3 * kSecond); };
  const auto& takes = find_track(store.session(), track)->takes;
  const TakeId top = takes[0].id, low = takes[1].id;
  ASSERT_EQ(heard(), top);
  for (const Region& region : find_track(store.session(), track)->regions)
    if (region.take) store.select_regions({region.id});
  const auto before = steps();
  place.step_take(1);
  EXPECT_EQ(heard(), low);
  EXPECT_EQ(steps(), before + 1);
  EXPECT_TRUE(lanes().accessibleDescription().contains("2 of 2")) << lanes().accessibleDescription().toStdString();
  place.step_take(1);
  EXPECT_EQ(heard(), top) << "the same place, and round again";
  place.step_take(-1);
  EXPECT_EQ(heard(), low);
  undo();
  EXPECT_EQ(heard(), top);
}

TEST_F(Lanes, KeysGoFromClipToClip) {
  store.select_strip(track);
  place.choose_clip(1);
  EXPECT_EQ(store.selected_regions(), (std::set<RegionId>{first})) << "that at the playhead";
  place.choose_clip(1);
  EXPECT_EQ(store.selected_regions(), (std::set<RegionId>{second}));
  EXPECT_TRUE(lanes().accessibleDescription().contains("clip 2 of 2"));
  place.choose_clip(-1);
  EXPECT_EQ(store.selected_regions(), (std::set<RegionId>{first}));
}

}  // namespace
}  // namespace sweetspot::ui
