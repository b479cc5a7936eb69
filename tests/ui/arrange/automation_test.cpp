// Lanes of automation in the Arrange place: their geometry, and what mouse and keys do to them.
#include <gtest/gtest.h>

#include <QApplication>
#include <QDir>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QTest>
#include <cmath>
#include <random>

#include "engine/session/automation_edits.h"
#include "engine/session/automation_values.h"
#include "engine/session/device_edits.h"
#include "engine/session/region_edits.h"
#include "engine/session/song_edits.h"
#include "engine/session/strip_edits.h"
#include "engine/session/strip_params.h"
#include "engine/session/track_edits.h"
#include "engine/studio/processors.h"
#include "ui/arrange/arrange_place.h"
#include "ui/arrange/automation_curve.h"
#include "ui/arrange/automation_lane_head.h"
#include "ui/arrange/automation_lane_view.h"
#include "ui/arrange/automation_lanes.h"
#include "ui/arrange/header_list.h"
#include "ui/arrange/lanes_view.h"
#include "ui/arrange/slim_fader.h"
#include "ui/arrange/timeline_model.h"
#include "ui/arrange/track_header.h"
#include "ui/store/store.h"

namespace sweetspot::ui {
namespace {

const AutomationTarget kGain{{}, {}, "gain"};
const AutomationTarget kMuteLane{{}, {}, "mute"};
constexpr Frames kSecond = 48000;

TEST(AutomationCurve, TheLineGoesThroughThePointsAndTheValues) {
  std::mt19937 random(3);
  std::uniform_real_distribution<double> share(0.0, 1.0);
  for (const char* key : {"gain", "pan", "mute"}) {
    const CurveFrame frame{{0.0, 200.0}, QSizeF(900, 68), strip_param(key)};
    for (int run = 0; run < 20; ++run) {
      AutomationPoints points;
      Frames at = 0;
      for (int i = 0; i < 12; ++i) {
        at += 1 + static_cast<Frames>(share(random) * 30000);
        points.push_back({at, value_from_travel(frame.spec, 0.05 + 0.9 * share(random)), static_cast<Curve>(i % 3)});
        points.back().value = constrain(frame.spec, points.back().value);
      }
      const QPolygonF line = curve_line(points, frame, 0.0);
      for (int i = 1; i < line.size(); ++i) ASSERT_GE(line[i].x(), line[i - 1].x() - 1e-9);
      EXPECT_NEAR(line.first().x(), 0.0, 1e-9);
      EXPECT_NEAR(line.last().x(), 900.0, 1e-6);
      for (const AutomationPoint& point : points) {
        const QPointF place(frame.scale.x(static_cast<double>(point.at)), frame.y(point.value));
        const bool drawn =
            std::ranges::any_of(line, [&](const QPointF& p) { return std::hypot(p.x() - place.x(), p.y() - place.y()) < 0.01; });
        EXPECT_TRUE(drawn || place.x() < 0 || place.x() > 900);
      }
    }
  }
}

TEST(AutomationCurve, HeightAndValueAreInverse) {
  const CurveFrame frame{{0.0, 200.0}, QSizeF(900, 68), strip_param("gain")};
  for (double value = -60.0; value <= 6.0; value += 0.7) EXPECT_NEAR(frame.value(frame.y(value)), value, 0.01);
  EXPECT_EQ(frame.value(-50.0), frame.spec.maximum);
  EXPECT_EQ(frame.value(500.0), frame.spec.minimum);
}

TEST(AutomationRows, RoomMovesWhatIsBelow) {
  std::vector<TrackRow> rows{
      {{1}, false, false, {}, {}, {}, 0, 60}, {{2}, false, false, {}, {}, {}, 60, 60}, {{3}, false, false, {}, {}, {}, 120, 60}};
  rows = with_room(rows, {{{1}, 68}, {{3}, 136}});
  EXPECT_EQ(rows[1].y, 128);
  EXPECT_EQ(rows[2].y, 188);
  EXPECT_EQ(rows_height(rows), 188 + 60 + 136);
  EXPECT_EQ(row_at(rows, 100), nullptr) << "a lane is no track";
  EXPECT_EQ(row_at(rows, 130)->strip, StripId{2});
}

TEST(AutomationRows, TakesLieBelowTheRoomOfTheirTrack) {
  std::vector<TrackRow> rows{{{1}, false, false, {}, {}, {}, 0, 60}, {{1}, false, false, {}, {}, TakeId{7}, 60, 34}};
  rows = with_room(rows, {{{1}, 68}});
  EXPECT_EQ(rows[0].room, 68);
  EXPECT_EQ(rows[1].y, 128);
  EXPECT_EQ(rows_height(rows), 128 + 34);
}

class Automation : public testing::Test {
 protected:
  void SetUp() override {
    SessionPtr s = store.studio().session();
    Media recording;
    recording.path = "audio/x.wav";
    recording.frames = 20 * kSecond;
    const auto media = edit::add_media(s, recording);
    const auto a = edit::add_track(media.session, "Kick");
    const auto b = edit::add_track(a.session, "Voice");
    kick = a.id;
    voice = b.id;
    s = edit::add_region(b.session, kick, media.id, 0, 0, 20 * kSecond).session;
    store.studio().commit(s, {"Set up", "", 0, false});
    store.refresh();
    store.studio().set_audio({"dummy", 256, 0.0});
    place.resize(1200, 700);
    place.show();
    QApplication::processEvents();
    place.model().set_snap(Snap::off);
    store.select_strip(kick);
  }

  AutomationLaneView& open(const AutomationTarget& target = kGain) {
    place.automation().show_lane(kick, target);
    QApplication::processEvents();
    return *place.automation().view(kick, target);
  }
  const AutomationLane* lane(const AutomationTarget& target = kGain) const {
    return edit::find_lane(*find_strip(store.session(), kick), target);
  }
  void set(std::vector<AutomationPoint> points, const AutomationTarget& target = kGain) {
    store.edit("Set",
               [&](const SessionPtr& s) { return edit::set_lane(s, kick, {.target = target, .points = points}, processor_catalog()); });
  }
  static void mouse(QWidget& widget, QEvent::Type type, QPointF at, Qt::KeyboardModifiers keys = {}) {
    const Qt::MouseButton button = type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton;
    QMouseEvent event(type, at, widget.mapToGlobal(at), button, type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton, keys);
    QApplication::sendEvent(&widget, &event);
  }
  static void drag(QWidget& widget, QPointF from, QPointF to, Qt::KeyboardModifiers keys = {}, bool release = true) {
    mouse(widget, QEvent::MouseButtonPress, from, keys);
    for (int i = 1; i <= 8; ++i) mouse(widget, QEvent::MouseMove, from + (to - from) * i / 8.0, keys);
    if (release) mouse(widget, QEvent::MouseButtonRelease, to, keys);
  }
  QPointF place_of(const AutomationLaneView& view, Frames at, double value) const {
    return {place.model_scale().x(static_cast<double>(at)), view.frame().y(value)};
  }
  std::size_t steps() { return store.studio().history().steps().size(); }
  QString last_step() { return QString::fromStdString(store.studio().history().undo_name()); }

  Store store;
  struct Place : ArrangePlace {
    using ArrangePlace::ArrangePlace;
    TimelineScale model_scale() const { return const_cast<Place*>(this)->model().scale(); }
  };
  Place place{store};
  StripId kick, voice;
};

TEST_F(Automation, LanesOpenBeneathTheirTrackAndFold) {
  const int before = rows_height(place.model().rows());
  place.toggle_automation();
  QApplication::processEvents();
  AutomationLaneView* const view = place.automation().view(kick, kGain);
  ASSERT_NE(view, nullptr);
  EXPECT_TRUE(view->isVisible());
  EXPECT_GE(view->height(), kLeastAutomationHeight);
  const TrackRow& row = *row_of(place.model().rows(), kick);
  EXPECT_EQ(view->y(), row.bottom());
  EXPECT_EQ(row_of(place.model().rows(), voice)->y, row.bottom() + view->height());
  EXPECT_EQ(place.automation().head(kick, kGain)->y(), row.bottom());
  place.toggle_automation();
  QApplication::processEvents();
  EXPECT_EQ(rows_height(place.model().rows()), before);
  EXPECT_EQ(place.automation().view(kick, kGain), nullptr);
}

TEST_F(Automation, BusesTheMixAndTheMasterHaveLanesToo) {
  EXPECT_EQ(row_of(place.model().rows(), kMixStrip), nullptr) << "put away at first";
  store.select_strip(kMixStrip);
  place.toggle_automation();
  const TrackRow* row = row_of(place.model().rows(), kMixStrip);
  ASSERT_NE(row, nullptr) << "opened with the lane that was asked for";
  EXPECT_TRUE(row->desk);
  EXPECT_EQ(row->room, kAutomationHeight);
  place.toggle_automation();
  EXPECT_EQ(row_of(place.model().rows(), kMixStrip)->room, 0);
}

TEST_F(Automation, AClickOnTheLineAddsAPointAndADragMovesItInOneStep) {
  AutomationLaneView& view = open();
  const QPointF on_line = place_of(view, 5 * kSecond, 0.0);
  const std::size_t before = steps();
  drag(view, on_line, on_line + QPointF(40, 20));
  ASSERT_NE(lane(), nullptr);
  ASSERT_EQ(lane()->points.size(), 1u);
  EXPECT_LT(lane()->points[0].value, -3.0);
  EXPECT_NEAR(static_cast<double>(lane()->points[0].at), 5.0 * kSecond + 40 * place.model().scale().frames_per_pixel, kSecond * 0.1);
  EXPECT_EQ(steps(), before + 1);
  store.studio().undo();
  store.refresh();
  EXPECT_EQ(lane(), nullptr);
}

TEST_F(Automation, ShiftIsFineAndEscRestores) {
  AutomationLaneView& view = open();
  set({{5 * kSecond, -10.0}, {10 * kSecond, -10.0}});
  const SessionPtr before = store.session_ptr();
  const QPointF at = place_of(view, 5 * kSecond, -10.0);
  mouse(view, QEvent::MouseButtonPress, at);
  mouse(view, QEvent::MouseButtonRelease, at);
  drag(view, at, at + QPointF(0, -12));
  const double plain = lane()->points[0].value + 10.0;
  store.studio().undo();
  store.refresh();
  mouse(view, QEvent::MouseButtonPress, at);
  mouse(view, QEvent::MouseMove, at + QPointF(0, -6), Qt::ShiftModifier);
  mouse(view, QEvent::MouseMove, at + QPointF(0, -12), Qt::ShiftModifier);
  const double fine = lane()->points[0].value + 10.0;
  EXPECT_NEAR(fine / plain, 0.1, 0.05);
  const std::size_t during = steps();
  QKeyEvent esc(QEvent::KeyPress, Qt::Key_Escape, Qt::NoModifier);
  QApplication::sendEvent(&view, &esc);
  EXPECT_EQ(store.session_ptr(), before);
  EXPECT_LE(steps(), during);
  EXPECT_FALSE(view.dragging());
}

TEST_F(Automation, PointsSnapToTheGridUnlessAltIsHeld) {
  AutomationLaneView& view = open();
  set({{5 * kSecond, -10.0}});
  place.model().set_snap(Snap::beat);
  const QPointF at = place_of(view, 5 * kSecond, -10.0);
  drag(view, at, at + QPointF(100, 0));
  EXPECT_EQ(lane()->points[0].at % (kSecond / 2), 0) << "120 a minute";
  EXPECT_EQ(lane()->points[0].value, -10.0) << "sideways alone";
  const QPointF now = place_of(view, lane()->points[0].at, -10.0);
  drag(view, now, now + QPointF(31, 0), Qt::AltModifier);
  EXPECT_NE(lane()->points[0].at % (kSecond / 2), 0);
}

TEST_F(Automation, ADragOverEmptyGroundChoosesAndTheGripScales) {
  AutomationLaneView& view = open();
  set({{2 * kSecond, -20.0}, {4 * kSecond, -12.0}, {15 * kSecond, -3.0}});
  drag(view, {place_of(view, kSecond, 0).x(), 1}, {place_of(view, 6 * kSecond, 0).x(), view.height() - 2.0});
  EXPECT_EQ(view.chosen(), (std::set<Frames>{2 * kSecond, 4 * kSecond}));
  const auto box = chosen_box(lane()->points, view.frame(), view.chosen());
  ASSERT_TRUE(box);
  const QPointF grip = scale_grip(*box, view.frame()).center();
  const std::size_t before = steps();
  drag(view, grip, grip - QPointF(0, 18));
  EXPECT_EQ(steps(), before + 1);
  EXPECT_NEAR(lane()->points[0].value, -20.0, 1e-6);
  EXPECT_GT(lane()->points[1].value, -10.0);
  EXPECT_EQ(lane()->points[2].value, -3.0);
  EXPECT_TRUE(last_step().startsWith("Scale points of Level"));
  view.scale_chosen(0.0, 0.0);
  EXPECT_NEAR(lane()->points[0].value, lane()->points[1].value, 1e-9);
}

TEST_F(Automation, ThePencilDrawsWhatTheHandDoes) {
  AutomationLaneView& view = open();
  set({{0, -6.0}, {19 * kSecond, -6.0}});
  const std::size_t before = steps();
  const double from = place_of(view, 5 * kSecond, 0).x(), to = place_of(view, 10 * kSecond, 0).x();
  mouse(view, QEvent::MouseButtonPress, {from, 20}, Qt::ControlModifier);
  for (int i = 0; i <= 50; ++i) mouse(view, QEvent::MouseMove, {from + (to - from) * i / 50.0, 20.0 + 0.5 * i}, Qt::ControlModifier);
  mouse(view, QEvent::MouseButtonRelease, {to, 45}, Qt::ControlModifier);
  EXPECT_EQ(steps(), before + 1);
  for (const double y : {25.0, 32.5, 40.0}) {
    const auto at = static_cast<Frames>(place.model().scale().first +
                                        (from + (to - from) * (y - 20.0) / 25.0) * place.model().scale().frames_per_pixel);
    EXPECT_NEAR(view.frame().y(value_at(*lane(), at)), y, 1.5);
  }
  EXPECT_EQ(value_at(*lane(), 4 * kSecond), -6.0);
  EXPECT_NEAR(value_at(*lane(), 11 * kSecond), -6.0, 1e-6);
  EXPECT_LT(lane()->points.size(), 60u);
}

TEST_F(Automation, KeysChooseStepCopyPasteAndDelete) {
  AutomationLaneView& view = open();
  set({{2 * kSecond, -20.0}, {4 * kSecond, -12.0}});
  view.setFocus();
  QTest::keyClick(&view, Qt::Key_Right);
  EXPECT_EQ(view.chosen(), (std::set<Frames>{2 * kSecond}));
  EXPECT_TRUE(view.accessibleDescription().contains("-20.0 dB") || view.accessibleDescription().contains("20.0 dB"))
      << view.accessibleDescription().toStdString();
  QTest::keyClick(&view, Qt::Key_Up);
  EXPECT_NEAR(lane()->points[0].value, -19.5, 1e-9);
  QTest::keyClick(&view, Qt::Key_Up, Qt::ShiftModifier);
  EXPECT_NEAR(lane()->points[0].value, -19.4, 1e-9);
  QTest::keyClick(&view, Qt::Key_Right, Qt::AltModifier);
  EXPECT_EQ(lane()->points[0].at, 2 * kSecond + kSecond / 8);
  QTest::keyClick(&view, Qt::Key_A, Qt::ControlModifier);
  EXPECT_EQ(view.chosen().size(), 2u);
  QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
  store.studio().locate(10 * kSecond);
  for (int i = 0; i < 200 && store.studio().playhead() != 10 * kSecond; ++i) QTest::qWait(5);
  ASSERT_EQ(store.studio().playhead(), 10 * kSecond);
  QTest::keyClick(&view, Qt::Key_V, Qt::ControlModifier);
  EXPECT_NEAR(value_at(*lane(), 10 * kSecond), -19.4, 1e-9);
  EXPECT_EQ(*view.chosen().begin(), 10 * kSecond);
  QTest::keyClick(&view, Qt::Key_A, Qt::ControlModifier);
  QTest::keyClick(&view, Qt::Key_Delete);
  EXPECT_EQ(lane(), nullptr);
  EXPECT_TRUE(last_step().startsWith("Delete points"));
}

TEST_F(Automation, SwitchesAreDrawnAsSteps) {
  AutomationLaneView& view = open(kMuteLane);
  drag(view, {place_of(view, 5 * kSecond, 0).x(), view.height() - 8.0}, {place_of(view, 8 * kSecond, 0).x(), 8}, Qt::ControlModifier);
  ASSERT_NE(lane(kMuteLane), nullptr);
  for (const AutomationPoint& point : lane(kMuteLane)->points) EXPECT_TRUE(point.value == 0.0 || point.value == 1.0);
}

TEST_F(Automation, EveryParameterOfADeviceCanHaveALane) {
  DeviceId device;
  store.edit("Add", [&](const SessionPtr& s) {
    const auto added = edit::add_device(s, kick, "compressor", processor_catalog());
    device = added.id;
    return added.session;
  });
  const AutomationTarget threshold{device, {}, "threshold"};
  AutomationLaneView& view = open(threshold);
  EXPECT_TRUE(view.accessibleName().contains("Compressor: Threshold"));
  mouse(view, QEvent::MouseButtonDblClick, {200, 20});
  ASSERT_NE(lane(threshold), nullptr);
  store.edit("Remove", [&](const SessionPtr& s) { return edit::remove_device(s, device); });
  QApplication::processEvents();
  EXPECT_EQ(place.automation().view(kick, threshold), nullptr);
}

TEST_F(Automation, TheFaderOfTheHeadFollowsItsLane) {
  set({{0, -20.0}, {10 * kSecond, -4.0}});
  store.studio().locate(10 * kSecond);
  TrackHeader* const head = place.headers().header(kick);
  ASSERT_NE(head, nullptr);
  for (int i = 0; i < 200 && std::abs(head->fader().value() + 4.0) > 0.01; ++i) QTest::qWait(10);
  EXPECT_NEAR(head->fader().value(), -4.0, 0.01);
  EXPECT_EQ(find_strip(store.session(), kick)->fader.gain_db, 0.0);
}

TEST_F(Automation, LeavesAPicture) {
  open();
  set({{0, -20.0, Curve::smooth},
       {5 * kSecond, -2.0},
       {8 * kSecond, -9.0, Curve::hold},
       {12 * kSecond, -30.0, Curve::line},
       {18 * kSecond, 2.0}});
  open({{}, {}, "pan"});
  set({{0, -1.0}, {10 * kSecond, 1.0}, {15 * kSecond, 0.0}}, {{}, {}, "pan"});
  open(kMuteLane);
  place.automation().view(kick, kGain)->choose({5 * kSecond, 8 * kSecond, 12 * kSecond});
  QApplication::processEvents();
  QDir().mkpath("build/screenshots/automation");
  EXPECT_TRUE(place.grab().save("build/screenshots/automation/lanes.png"));
}

}  // namespace
}  // namespace sweetspot::ui
