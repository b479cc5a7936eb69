// Gestures, keys, wheel and typing of the controls of one value.
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include <QAccessible>
#include <QLineEdit>
#include <QSignalSpy>
#include <QVBoxLayout>

#include "engine/core/units.h"
#include "tests/ui/controls/pointer.h"
#include "ui/controls/fader.h"
#include "ui/controls/knob.h"
#include "ui/controls/hint.h"
#include "ui/controls/number_entry.h"
#include "ui/controls/refusal_mark.h"
#include "ui/controls/value_box.h"
#include "ui/theme/tokens.h"

namespace sweetspot::ui {
namespace {

using namespace testing_support;

ParamSpec frequency() {
  ParamSpec spec{7, "freq", "Frequency", Unit::hertz, 20.0, 20000.0, 1000.0, Scale::logarithmic};
  return spec;
}

ParamSpec percent() {
  ParamSpec spec{8, "mix", "Mix", Unit::percent, 0.0, 100.0, 100.0, Scale::linear};
  return spec;
}

class FaderTest : public testing::Test {
 protected:
  FaderTest() : fader("Lead Vox fader", &window) {
    window.resize(300, 500);
    fader.setGeometry(100, 20, fader.sizeHint().width(), 424);
    window.show();
    fader.set_value(-6.0);
  }

  QPointF cap() const { return QRectF(fader.cap_rect()).center(); }

  QWidget window;
  Fader fader;
};

TEST_F(FaderTest, DoubleClickCtrlClickAndZeroReset) {
  mouse(fader, QEvent::MouseButtonDblClick, cap(), Qt::LeftButton);
  EXPECT_EQ(fader.value(), 0.0);

  fader.set_value(-12.0);
  mouse(fader, QEvent::MouseButtonPress, cap(), Qt::LeftButton, Qt::ControlModifier);
  release(fader, cap(), Qt::ControlModifier);
  EXPECT_EQ(fader.value(), 0.0);

  fader.set_value(-12.0);
  fader.setFocus();
  QTest::keyClick(&fader, Qt::Key_0);
  EXPECT_EQ(fader.value(), 0.0);
}

TEST_F(FaderTest, DoubleClickBesideTheCapChangesNothing) {
  const QRect at = fader.cap_rect();
  for (const QPointF beside : {QPointF(11, at.top() - 3), QPointF(11, at.bottom() + 3), QPointF(at.right() + 3, at.center().y())}) {
    mouse(fader, QEvent::MouseButtonDblClick, beside, Qt::LeftButton);
    release(fader, beside);
    EXPECT_EQ(fader.value(), -6.0) << beside.x() << ", " << beside.y();
  }
  mouse(fader, QEvent::MouseButtonDblClick, QPointF(at.left() + 1, at.bottom() - 1), Qt::LeftButton);
  EXPECT_EQ(fader.value(), 0.0);
}

TEST_F(FaderTest, CapFollowsThePointer) {
  const QPointF from = cap();
  drag(fader, from, {0, 60}, {}, 60);
  EXPECT_NEAR(cap().y(), from.y() + 60, 4.0);  // the slop of the click is not made up for
  release(fader, cap());
}

TEST_F(FaderTest, ShiftAndCtrlDragAreTenTimesFiner) {
  const auto travel_of_drag = [&](Qt::KeyboardModifiers keys) {
    fader.set_value(-6.0);
    const double before = travel_from_value(fader.spec(), fader.value());
    drag(fader, cap(), {0, 80}, keys, 80);
    const double after = travel_from_value(fader.spec(), fader.value());
    release(fader, cap(), keys);
    return before - after;
  };
  const double plain = travel_of_drag({});
  EXPECT_NEAR(travel_of_drag(Qt::ShiftModifier) / plain, 0.1, 1e-6);
  EXPECT_NEAR(travel_of_drag(Qt::ControlModifier) / plain, 0.1, 1e-6);
}

TEST_F(FaderTest, EscapeDuringADragRestores) {
  QSignalSpy ended(&fader, &ValueControl::gesture_ended), cancelled(&fader, &ValueControl::gesture_cancelled);
  drag(fader, cap(), {0, 100});
  EXPECT_LT(fader.value(), -7.0);
  QTest::keyClick(&fader, Qt::Key_Escape);
  EXPECT_EQ(fader.value(), -6.0);
  EXPECT_EQ(cancelled.count(), 1) << "it is to leave no step";
  EXPECT_EQ(ended.count(), 1);
  mouse(fader, QEvent::MouseMove, cap() + QPointF(0, 30), Qt::LeftButton);
  EXPECT_EQ(fader.value(), -6.0) << "the drag is over";
}

TEST_F(FaderTest, ADragIsOneGesture) {
  QSignalSpy began(&fader, &ValueControl::gesture_began), changed(&fader, &ValueControl::value_changed),
      ended(&fader, &ValueControl::gesture_ended);
  drag(fader, cap(), {0, 50});
  EXPECT_EQ(ended.count(), 0);
  release(fader, cap());
  EXPECT_EQ(began.count(), 1);
  EXPECT_GT(changed.count(), 5);
  EXPECT_EQ(ended.count(), 1);
}

TEST_F(FaderTest, AClickAloneChangesNothing) {
  QSignalSpy began(&fader, &ValueControl::gesture_began), changed(&fader, &ValueControl::value_changed);
  mouse(fader, QEvent::MouseButtonPress, {11, 30}, Qt::LeftButton);
  release(fader, {11, 30});
  EXPECT_EQ(fader.value(), -6.0);
  EXPECT_EQ(began.count() + changed.count(), 0);
}

TEST_F(FaderTest, ModelWinsExceptDuringADrag) {
  drag(fader, cap(), {0, 50});
  const double dragged = fader.value();
  fader.set_value(3.0);
  EXPECT_EQ(fader.value(), dragged);
  release(fader, cap());
  fader.set_value(3.0);
  EXPECT_EQ(fader.value(), 3.0);
}

TEST_F(FaderTest, WheelCountsOnlyAfterStillness) {
  hover(fader, {11, 100});
  EXPECT_FALSE(wheel(fader, {11, 100}, 1)) << "the pointer has only just come";
  EXPECT_EQ(fader.value(), -6.0);
  QTest::qWait(170);
  EXPECT_TRUE(wheel(fader, {11, 100}, 1));
  EXPECT_DOUBLE_EQ(fader.value(), -5.5);
  EXPECT_TRUE(wheel(fader, {11, 100}, -1, Qt::ShiftModifier));
  EXPECT_DOUBLE_EQ(fader.value(), -5.6);
}

TEST_F(FaderTest, AControlThatScrollsUnderThePointerStaysAsItIs) {
  hover(fader, {11, 100});
  QTest::qWait(170);
  fader.move(100, 40);  // the page scrolled
  EXPECT_FALSE(wheel(fader, {11, 80}, 1));
  for (int i = 0; i < 5; ++i) {  // and goes on
    QTest::qWait(60);
    fader.move(100, 60 + 10 * i);
    EXPECT_FALSE(wheel(fader, {11, 80.0 - 10 * i}, 1));
  }
  EXPECT_EQ(fader.value(), -6.0);
}

TEST_F(FaderTest, WheelStepsSoonAfterEachOtherAreOneGesture) {
  QSignalSpy began(&fader, &ValueControl::gesture_began), ended(&fader, &ValueControl::gesture_ended);
  hover(fader, {11, 100});
  QTest::qWait(170);
  for (int i = 0; i < 4; ++i) {
    wheel(fader, {11, 100}, 1);
    QTest::qWait(100);
  }
  EXPECT_EQ(began.count(), 1);
  EXPECT_EQ(ended.count(), 0);
  QTest::qWait(700);
  EXPECT_EQ(ended.count(), 1);
}

TEST_F(FaderTest, TypedNumbers) {
  EXPECT_TRUE(fader.enter_text("-6"));
  EXPECT_EQ(fader.value(), -6.0);
  EXPECT_TRUE(fader.enter_text(QString::fromUtf8("−9 dB")));
  EXPECT_EQ(fader.value(), -9.0);
  QSignalSpy refused(&fader, &ValueControl::refused);
  EXPECT_FALSE(fader.enter_text("abc"));
  EXPECT_EQ(fader.value(), -9.0);
  EXPECT_FALSE(fader.enter_text("+40"));
  EXPECT_EQ(fader.value(), -9.0);
  EXPECT_EQ(refused.count(), 2);
  EXPECT_FALSE(refused.at(0).at(0).toString().isEmpty());
  EXPECT_TRUE(fader.enter_text("-inf"));
  EXPECT_LE(fader.value(), kSilenceDb);
}

TEST_F(FaderTest, FullTravelReachesBothEnds) {
  drag(fader, cap(), {0, 600}, {}, 100);
  release(fader, cap());
  EXPECT_LE(fader.value(), kSilenceDb);
  fader.step(1, false);
  EXPECT_GT(fader.value(), -75.0) << "one step leaves silence";
  drag(fader, cap(), {0, -600}, {}, 100);
  release(fader, cap());
  EXPECT_EQ(fader.value(), 6.0);
}

TEST_F(FaderTest, ArrowKeysMoveIt) {
  fader.setFocus();
  QTest::keyClick(&fader, Qt::Key_Up);
  EXPECT_DOUBLE_EQ(fader.value(), -5.5);
  QTest::keyClick(&fader, Qt::Key_Down, Qt::ShiftModifier);
  EXPECT_DOUBLE_EQ(fader.value(), -5.6);
}

TEST_F(FaderTest, ScreenReadersHearNameValueAndUnit) {
  QAccessibleInterface* face = QAccessible::queryAccessibleInterface(&fader);
  ASSERT_NE(face, nullptr);
  EXPECT_EQ(face->text(QAccessible::Name), "Lead Vox fader");
  EXPECT_EQ(face->text(QAccessible::Value), "-6.0 dB");
  ASSERT_NE(face->valueInterface(), nullptr);
  EXPECT_DOUBLE_EQ(face->valueInterface()->currentValue().toDouble(), -6.0);
  face->valueInterface()->setCurrentValue(-3.0);
  EXPECT_DOUBLE_EQ(fader.value(), -3.0);
}

TEST_F(FaderTest, OnlyTheCapIsRepainted) {
  struct Watch : QObject {
    QRegion region;
    bool eventFilter(QObject*, QEvent* event) override {
      if (event->type() == QEvent::Paint) region += static_cast<QPaintEvent*>(event)->region();
      return false;
    }
  } watch;
  QTest::qWait(50);
  fader.installEventFilter(&watch);
  fader.set_value(-6.5);
  QTest::qWait(50);
  ASSERT_FALSE(watch.region.isEmpty());
  EXPECT_LT(watch.region.boundingRect().height(), 60);
}

TEST(ValueBoxTest, TypingOpensAndCommits) {
  QWidget window;
  window.resize(300, 100);
  ValueBox box(frequency(), "Frequency", &window);
  box.setGeometry(20, 20, 96, 24);
  window.show();
  mouse(box, QEvent::MouseButtonDblClick, {40, 12}, Qt::LeftButton);
  auto* entry = window.findChild<NumberEntry*>();
  ASSERT_NE(entry, nullptr);
  EXPECT_EQ(entry->selectedText(), "1.00 kHz");
  QTest::keyClicks(entry, "2k");
  QTest::keyClick(entry, Qt::Key_Return);
  EXPECT_EQ(box.value(), 2000.0);
  EXPECT_EQ(box.text(), "2.00 kHz");
}

TEST(ValueBoxTest, EscapeWhileTypingKeepsTheValue) {
  QWidget window;
  window.resize(300, 100);
  ValueBox box(percent(), "Mix", &window);
  window.show();
  box.open_entry();
  auto* entry = window.findChild<NumberEntry*>();
  ASSERT_NE(entry, nullptr);
  QTest::keyClicks(entry, "50%");
  QTest::keyClick(entry, Qt::Key_Escape);
  EXPECT_EQ(box.value(), 100.0);
  EXPECT_TRUE(box.enter_text("50%"));
  EXPECT_EQ(box.value(), 50.0);
}

TEST(ValueBoxTest, ARefusedTextStaysToBeMended) {
  QWidget window;
  ParamSpec spec{1, "gain", "Gain", Unit::decibels, -24.0, 24.0, 0.0};
  ValueBox box(spec, "Kick gain", &window);
  HintWatcher watcher;
  QStringList told;
  QObject::connect(&watcher, &HintWatcher::hint_changed, &watcher, [&](const QString& hint) { told << hint; });
  window.show();
  ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
  box.open_entry();
  auto* entry = window.findChild<NumberEntry*>();
  QTest::keyClicks(entry, "abc");
  QTest::keyClick(entry, Qt::Key_Return);
  EXPECT_TRUE(entry->isVisible());
  EXPECT_EQ(window.focusWidget(), entry) << "what is typed next goes to the field";
  EXPECT_EQ(entry->selectedText(), "abc");
  EXPECT_TRUE(told.last().contains("Kick gain") && told.last().contains("\"abc\"")) << told.last().toStdString();
  QTest::keyClicks(entry, "-6");
  QTest::keyClick(entry, Qt::Key_Return);
  EXPECT_EQ(box.value(), -6.0);
  EXPECT_FALSE(entry->isVisible());
  EXPECT_EQ(window.focusWidget(), &box);
}

TEST(ValueBoxTest, ARefusedTextIsFramedInRedForAMoment) {
  QWidget window;
  window.resize(300, 100);
  ValueBox box(percent(), "Mix", &window);
  box.setGeometry(20, 20, 96, 24);
  window.show();
  const auto edge = [&] { return box.grab().toImage().pixelColor(48, 0); };  // the middle of the upper edge
  const QColor before = edge();
  QSignalSpy refused(&box, &ValueControl::refused);
  box.open_entry();
  auto* entry = window.findChild<NumberEntry*>();
  QTest::keyClicks(entry, "abc");
  QTest::keyClick(entry, Qt::Key_Return);
  EXPECT_EQ(refused.count(), 1);
  EXPECT_EQ(box.value(), 100.0);
  EXPECT_EQ(edge(), token::kError);
  ASSERT_NE(box.findChild<RefusalMark*>(), nullptr);
  QTest::qWait(RefusalMark::kShownMs + 200);
  EXPECT_EQ(box.findChild<RefusalMark*>(), nullptr);

  EXPECT_FALSE(box.enter_text("abc"));
  EXPECT_TRUE(box.enter_text("50"));
  EXPECT_EQ(box.findChild<RefusalMark*>(), nullptr) << "a good value takes the frame away";
  EXPECT_NE(before, token::kError);
}

TEST(ValueBoxTest, NothingChangesWhenTheTextIsLeftAsItWas) {
  QWidget window;
  ValueBox box(frequency(), "Frequency", &window);
  box.set_value(1234.56789);
  window.show();
  QSignalSpy changed(&box, &ValueControl::value_changed);
  box.open_entry();
  QTest::keyClick(window.findChild<NumberEntry*>(), Qt::Key_Return);
  EXPECT_EQ(changed.count(), 0);
  EXPECT_EQ(box.value(), 1234.56789);
}

TEST(KnobTest, OwnTextForm) {
  ParamSpec pan;
  pan.minimum = -1;
  pan.default_value = 0;
  Knob knob(pan, "Pan");
  knob.set_text_form([](double v) { return v < 0 ? QString("L %1").arg(std::lround(-v * 100)) : QString("R"); },
                     [](const QString& text) { return text.startsWith('L') ? -text.mid(1).toDouble() / 100 : 0.0; });
  EXPECT_TRUE(knob.enter_text("L 80"));
  EXPECT_DOUBLE_EQ(knob.value(), -0.8);
  EXPECT_EQ(knob.text(), "L 80");
}

}  // namespace
}  // namespace sweetspot::ui
