// Gestures, keys and words of a picture with handles.
#include <gtest/gtest.h>

#include <QAccessible>
#include <QPainter>
#include <QSignalSpy>

#include "tests/ui/controls/paint_watch.h"
#include "tests/ui/controls/pointer.h"
#include "ui/controls/value_bubble.h"
#include "ui/panels/handle_plot.h"

namespace sweetspot::ui {
namespace {

using namespace testing_support;

const std::vector<ParamSpec>& two_params() {
  static const std::vector<ParamSpec> table{{1, "freq", "Frequency", Unit::hertz, 20.0, 20000.0, 1000.0, Scale::logarithmic},
                                            {2, "level", "Level", Unit::decibels, -60.0, 0.0, -20.0},
                                            {3, "knee", "Knee", Unit::decibels, 0.0, 24.0, 6.0}};
  return table;
}

// A point that moves both ways and a line that moves up and down.
class TestPlot : public HandlePlot {
 public:
  explicit TestPlot(QWidget* parent) : HandlePlot(two_params(), "Lead Vox picture", parent) {}

  PlotHandles handles() const override {
    PlotHandle point, line;
    point.id = 0;
    point.at = {hertz.pixel(value(0)), level.pixel(value(1))};
    point.reach = reach_around(point.at);
    point.x = grip_on(hertz, 0);
    point.x->most = 10000.0;
    point.y = grip_on(level, 1);
    point.wheel = 2;
    line.id = 1;
    line.at = {200.0, knee.pixel(value(2))};
    line.reach = {0.0, line.at.y() - 6.0, 400.0, 12.0};
    line.y = grip_on(knee, 2);
    line.node = false;
    return {point, line};
  }

  const PlotAxis hertz{20.0, 20000.0, 0.0, 400.0, true}, level{-60.0, 0.0, 200.0, 0.0}, knee{0.0, 24.0, 200.0, 0.0};

 protected:
  void draw_ground(QPainter& painter) override { painter.fillRect(rect(), Qt::black); }
  void draw_plot(QPainter&, const QRect&) override {}
};

class HandlePlotTest : public testing::Test {
 protected:
  HandlePlotTest() : plot(&window) {
    window.resize(500, 300);
    plot.setGeometry(40, 30, 400, 200);
    QObject::connect(&plot, &HandlePlot::changed, &plot, [this](const ParamChanges& changes) { asked.push_back(changes); });
    QObject::connect(&plot, &HandlePlot::gesture_ended, &plot, [this] { ++gestures; });
    window.show();
  }

  QPointF at(int id) const { return plot.handle(id)->at; }

  QWidget window;
  TestPlot plot;
  std::vector<ParamChanges> asked;
  int gestures = 0;
};

TEST_F(HandlePlotTest, APointFollowsThePointerAsOneGesture) {
  const QPointF to(plot.hertz.pixel(4000.0), plot.level.pixel(-40.0));
  drag(plot, at(0), to - at(0), {}, 200);
  EXPECT_NEAR(plot.value(0), 4000.0, 200.0) << "the slop of the click is not made up for";
  EXPECT_NEAR(plot.value(1), -40.0, 1.5);
  EXPECT_EQ(gestures, 0);
  release(plot, to);
  EXPECT_EQ(gestures, 1);
  for (const ParamChanges& changes : asked) {  // the same parameters at every move, so that undo has one step
    ASSERT_EQ(changes.size(), 2u);
    EXPECT_EQ(changes[0].key, "freq");
    EXPECT_EQ(changes[1].key, "level");
  }
}

TEST_F(HandlePlotTest, ShiftAndCtrlAreTenTimesFiner) {
  const auto moved = [&](Qt::KeyboardModifiers keys) {
    plot.show_values(std::vector<double>{1000.0, -20.0, 6.0});
    drag(plot, at(1), {0, -60}, keys, 60);
    release(plot, at(1), keys);
    return plot.value(2) - 6.0;
  };
  const double plain = moved({});
  EXPECT_GT(plain, 6.0);
  EXPECT_NEAR(moved(Qt::ShiftModifier), plain / 10.0, 1e-6);
  EXPECT_NEAR(moved(Qt::ControlModifier), plain / 10.0, 1e-6);
}

TEST_F(HandlePlotTest, EscapeRestoresWhereverTheFocusIs) {
  QWidget other(&window);
  other.setFocusPolicy(Qt::StrongFocus);
  other.show();
  drag(plot, at(0), {60, 40});
  EXPECT_NE(plot.value(1), -20.0);
  EXPECT_EQ(QWidget::keyboardGrabber(), &plot);
  int given_up = 0;
  QObject::connect(&plot, &HandlePlot::gesture_cancelled, &window, [&] { given_up += gestures == 0 ? 1 : 100; });
  QTest::keyClick(&plot, Qt::Key_Escape);
  EXPECT_EQ(given_up, 1) << "before it ends, so that it leaves no step";
  EXPECT_EQ(plot.value(0), 1000.0);
  EXPECT_EQ(plot.value(1), -20.0);
  EXPECT_EQ(gestures, 1);
  EXPECT_EQ(QWidget::keyboardGrabber(), nullptr);
  mouse(plot, QEvent::MouseMove, at(0) + QPointF(50, 50), Qt::LeftButton);
  EXPECT_EQ(plot.value(0), 1000.0) << "the drag is over";
}

TEST_F(HandlePlotTest, TheNumberStandsAtThePointerWhileItMoves) {
  const auto bubble = [&] { return window.findChild<QWidget*>("value-bubble"); };
  drag(plot, at(1), {0, -30});
  ASSERT_NE(bubble(), nullptr);
  EXPECT_TRUE(bubble()->isVisible());
  release(plot, at(1));
  EXPECT_FALSE(bubble()->isVisible());
}

TEST_F(HandlePlotTest, DoubleClickCtrlClickAndKeysReset) {
  const auto move_away = [&] { plot.show_values(std::vector<double>{300.0, -50.0, 12.0}); };
  move_away();
  mouse(plot, QEvent::MouseButtonDblClick, at(0), Qt::LeftButton);
  EXPECT_EQ(plot.value(0), 1000.0);
  EXPECT_EQ(plot.value(1), -20.0);
  EXPECT_EQ(plot.value(2), 12.0);
  EXPECT_EQ(gestures, 1);
  move_away();
  mouse(plot, QEvent::MouseButtonPress, at(1), Qt::LeftButton, Qt::ControlModifier);
  release(plot, at(1), Qt::ControlModifier);
  EXPECT_EQ(plot.value(2), 6.0);
  for (const Qt::Key key : {Qt::Key_0, Qt::Key_Delete, Qt::Key_Backspace}) {
    move_away();
    plot.select(1);
    QTest::keyClick(&plot, key);
    EXPECT_EQ(plot.value(2), 6.0);
  }
}

TEST_F(HandlePlotTest, AClickAloneChangesNothing) {
  mouse(plot, QEvent::MouseButtonPress, at(0) + QPointF(5, 5), Qt::LeftButton);
  release(plot, at(0));
  EXPECT_TRUE(asked.empty());
  EXPECT_EQ(gestures, 0);
  EXPECT_EQ(plot.selected(), 0);
}

TEST_F(HandlePlotTest, KeysChooseAndMove) {
  QTest::keyClick(&plot, Qt::Key_PageDown);
  EXPECT_EQ(plot.selected(), 0);
  QTest::keyClick(&plot, Qt::Key_Up);
  EXPECT_DOUBLE_EQ(plot.value(1), -19.5);
  QTest::keyClick(&plot, Qt::Key_Down, Qt::ShiftModifier);
  EXPECT_DOUBLE_EQ(plot.value(1), -19.6);
  QTest::keyClick(&plot, Qt::Key_Right);
  EXPECT_GT(plot.value(0), 1000.0);
  QTest::keyClick(&plot, Qt::Key_PageDown);
  EXPECT_EQ(plot.selected(), 1);
  QTest::keyClick(&plot, Qt::Key_Left);
  EXPECT_DOUBLE_EQ(plot.value(2), 5.5) << "a handle of one way takes all arrows";
  QTest::keyClick(&plot, Qt::Key_PageDown);
  EXPECT_EQ(plot.selected(), 1) << "there is none further";
  QTest::qWait(700);
  EXPECT_EQ(gestures, 1) << "keys soon after each other are one gesture";
}

TEST_F(HandlePlotTest, NeitherDragNorKeysLeaveTheLimits) {
  drag(plot, at(0), {500, -500});
  release(plot, at(0));
  EXPECT_EQ(plot.value(0), 10000.0);
  EXPECT_EQ(plot.value(1), 0.0);
  plot.select(0);
  for (int i = 0; i < 5; ++i) QTest::keyClick(&plot, Qt::Key_Right);
  EXPECT_EQ(plot.value(0), 10000.0);
}

TEST_F(HandlePlotTest, TheWheelTurnsWhatTheHandleSaysAfterStillness) {
  hover(plot, at(0));
  mouse(plot, QEvent::MouseMove, at(0), Qt::NoButton);
  EXPECT_FALSE(wheel(plot, at(0), 1)) << "the pointer has only just come";
  QTest::qWait(170);
  EXPECT_TRUE(wheel(plot, at(0), 1));
  EXPECT_DOUBLE_EQ(plot.value(2), 6.5);
  EXPECT_TRUE(wheel(plot, at(0), -1, Qt::ShiftModifier));
  EXPECT_DOUBLE_EQ(plot.value(2), 6.4);
  EXPECT_FALSE(wheel(plot, {5, 195}, 1)) << "beside the handles the page scrolls";
}

TEST_F(HandlePlotTest, PointsWinOverLinesAndTheSelectedOverItsLike) {
  PlotHandle point, line;
  point.id = 7;
  point.at = {100, 100};
  point.reach = reach_around(point.at);
  line.id = 8;
  line.at = {50, 104};
  line.reach = {0, 98, 300, 12};
  line.y = grip_on(plot.level, 1);
  line.node = false;
  const PlotHandles both{line, point};
  EXPECT_EQ(handle_under(both, {102, 103}, -1)->id, 7);
  EXPECT_EQ(handle_under(both, {160, 103}, -1)->id, 8);
  EXPECT_EQ(handle_under(both, {160, 150}, -1), nullptr);
  PlotHandle other = point;
  other.id = 9;
  other.at = {104, 100};
  other.reach = reach_around(other.at);
  EXPECT_EQ(handle_under({point, other}, {102.5, 100}, -1)->id, 9);
  EXPECT_EQ(handle_under({point, other}, {102.5, 100}, 7)->id, 7);
}

TEST_F(HandlePlotTest, ScreenReadersHearTheChosenHandleAndMayMoveIt) {
  plot.select(1);
  QAccessibleInterface* face = QAccessible::queryAccessibleInterface(&plot);
  ASSERT_NE(face, nullptr);
  EXPECT_EQ(face->text(QAccessible::Name), "Lead Vox picture");
  EXPECT_EQ(face->text(QAccessible::Value), "Knee 6.0 dB");
  ASSERT_NE(face->valueInterface(), nullptr);
  EXPECT_DOUBLE_EQ(face->valueInterface()->currentValue().toDouble(), 6.0);
  EXPECT_DOUBLE_EQ(face->valueInterface()->maximumValue().toDouble(), 24.0);
  face->valueInterface()->setCurrentValue(9.0);
  EXPECT_DOUBLE_EQ(plot.value(2), 9.0);
  plot.select(0);
  EXPECT_EQ(face->text(QAccessible::Value), "Frequency 1.00 kHz  Level -20.0 dB");
}

TEST_F(HandlePlotTest, ShowingWhatIsShownPaintsNothing) {
  QTest::qWait(30);
  PaintWatch watch(plot);
  plot.show_values(std::vector<double>{1000.0, -20.0, 6.0});
  QTest::qWait(30);
  EXPECT_EQ(watch.paints, 0);
}

}  // namespace
}  // namespace sweetspot::ui
