// The chosen clips in numbers, alone and together, and against the mouse.
#include <QAccessible>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>

#include "tests/ui/arrange/lanes_fixture.h"
#include "ui/arrange/arrange_inspector.h"
#include "ui/arrange/clip_section.h"
#include "ui/arrange/gain_points_section.h"
#include "ui/controls/toggle_button.h"
#include "ui/controls/value_box.h"

namespace sweetspot::ui {
namespace {

class ClipNumbers : public Lanes {
 protected:
  ClipSection& section() { return place.inspector().clip(); }
  void choose(std::set<RegionId> clips) { store.select_regions(std::move(clips)); }
  static QString exact(double value) { return QString::number(value, 'f', 9); }
};

TEST_F(ClipNumbers, TheMouseAndTheNumberFadeTrimAndGainAlike) {
  place.model().set_snap(Snap::off);
  choose({first});
  const auto compare = [&](QPointF from, QPointF by, ValueBox& box, auto value) {
    drag(lanes(), from, by, {});
    release(lanes(), from + by);
    const Region by_mouse = clip(first);
    undo();
    choose({first});
    ASSERT_TRUE(box.enter_text(exact(value(by_mouse)))) << box.accessibleName().toStdString();
    const Region typed = clip(first);
    EXPECT_EQ(typed.length, by_mouse.length);
    EXPECT_EQ(typed.position, by_mouse.position);
    EXPECT_EQ(typed.fade_in, by_mouse.fade_in);
    EXPECT_EQ(typed.fade_out, by_mouse.fade_out);
    EXPECT_DOUBLE_EQ(typed.gain_db, by_mouse.gain_db);
    EXPECT_FALSE(typed.fade_in == Fade{} && typed.fade_out == Fade{} && typed.gain_db == 0.0 && typed.length == 5 * kSecond &&
                 typed.position == kSecond)
        << "something did change";
    undo();
    choose({first});
  };
  const QRectF rect = box(first).rect;
  const double milli = 1000.0 / 48000.0;
  compare(rect.topLeft() + QPointF(4, 4), {60, 0}, section().fade_in(),
          [=](const Region& r) { return static_cast<double>(r.fade_in.length) * milli; });
  compare(rect.topRight() + QPointF(-4, 4), {-70, 0}, section().fade_out(),
          [=](const Region& r) { return static_cast<double>(r.fade_out.length) * milli; });
  compare(QPointF(rect.right() - 1, rect.center().y() + 20), {-50, 0}, section().length(),
          [](const Region& r) { return static_cast<double>(r.length) / 48000.0; });
  compare(rect.center() + QPointF(0, 25), {40, 0}, section().start(),
          [](const Region& r) { return static_cast<double>(r.position) / 48000.0; });
  compare(gain_handle(rect).center(), {0, -33}, section().gain(), [](const Region& r) { return r.gain_db; });
}

TEST_F(ClipNumbers, WhatDiffersIsMixedAndWhatIsSetGoesToAll) {
  store.edit("Gain", [this](const SessionPtr& s) { return edit::set_region_gain(s, second, -3.0); });
  choose({first, second});
  EXPECT_TRUE(section().gain().mixed());
  EXPECT_EQ(section().gain().text(), "mixed");
  EXPECT_FALSE(section().length().mixed());
  EXPECT_TRUE(section().offset().mixed());
  EXPECT_EQ(section().length().text(), "0:05.000");
  const auto before = steps();
  ASSERT_TRUE(section().gain().enter_text("0"));
  EXPECT_EQ(clip(second).gain_db, 0.0) << "even the value that one of them had before";
  EXPECT_EQ(steps(), before + 1);
  EXPECT_FALSE(section().gain().mixed());
  EXPECT_EQ(section().gain().text(), "0.0 dB");
  ASSERT_TRUE(section().fade_in().enter_text("250"));
  EXPECT_EQ(clip(first).fade_in.length, kSecond / 4);
  EXPECT_EQ(clip(second).fade_in.length, kSecond / 4);
  ASSERT_TRUE(section().start().enter_text("0:02.000"));
  EXPECT_EQ(clip(first).position, 2 * kSecond);
  EXPECT_EQ(clip(second).position, 9 * kSecond) << "they keep their distance";
  section().name().setText("Line");
  section().name().setModified(true);
  QTest::keyClick(&section().name(), Qt::Key_Return);
  EXPECT_EQ(clip(first).name, "Line");
  EXPECT_EQ(clip(second).name, "Line");
}

TEST_F(ClipNumbers, SwitchesShapesAndGroups) {
  choose({first, second});
  section().inverted().click();
  section().reversed().click();
  EXPECT_TRUE(clip(first).inverted && clip(second).inverted && clip(first).reversed && clip(second).reversed);
  section().reversed().click();
  EXPECT_FALSE(clip(first).reversed);
  section().shape_in().setCurrentIndex(2);
  emit section().shape_in().activated(2);
  EXPECT_EQ(clip(second).fade_in.shape, FadeShape::s_curve);
  place.step_fade_shape(true);
  EXPECT_EQ(clip(first).fade_in.shape, FadeShape::exponential);
  place.step_fade_shape(true);
  EXPECT_EQ(clip(first).fade_in.shape, FadeShape::linear) << "round again";
  EXPECT_EQ(clip(first).fade_out.shape, FadeShape::linear);
  section().group().click();
  EXPECT_TRUE(clip(first).group);
  EXPECT_EQ(clip(first).group, clip(second).group);
  EXPECT_EQ(section().group().text(), "Ungroup");
  section().group().click();
  EXPECT_FALSE(clip(first).group);
  section().locked().click();
  EXPECT_TRUE(clip(first).locked);
  const Frames at = clip(first).position;
  section().start().enter_text("0:20.000");
  EXPECT_EQ(clip(first).position, at) << "locked";
}

TEST_F(ClipNumbers, TheEnvelopeIsReachedByKeys) {
  choose({first});
  GainPointsSection& points = section().points();
  EXPECT_EQ(points.list().currentText(), "none");
  points.add().click();
  ASSERT_EQ(clip(first).envelope.size(), 1u);
  EXPECT_EQ(points.list().currentText(), "1 of 1");
  const auto before = steps();
  ASSERT_TRUE(points.level().enter_text("-7.5"));
  EXPECT_EQ(clip(first).envelope[0].gain_db, -7.5);
  ASSERT_TRUE(points.time().enter_text("0:03.000"));
  EXPECT_EQ(clip(first).envelope[0].at, 22 * kSecond) << "two seconds into the clip, 22 into the recording";
  EXPECT_EQ(steps(), before + 2);
  EXPECT_FALSE(points.level().enter_text("loud"));
  points.add().click();
  ASSERT_EQ(clip(first).envelope.size(), 2u);
  points.remove().click();
  EXPECT_EQ(clip(first).envelope.size(), 1u);
  points.clear().click();
  EXPECT_TRUE(clip(first).envelope.empty());
}

// Name, value and unit for who hears the screen.
TEST_F(ClipNumbers, EachFieldHasANameAndAValue) {
  choose({first, second});
  for (ValueBox* one :
       {&section().start(), &section().length(), &section().offset(), &section().gain(), &section().fade_in(), &section().fade_out()}) {
    QAccessibleInterface* heard = QAccessible::queryAccessibleInterface(one);
    ASSERT_NE(heard, nullptr);
    EXPECT_FALSE(heard->text(QAccessible::Name).isEmpty());
    EXPECT_EQ(heard->text(QAccessible::Value), one->text());
  }
}

}  // namespace
}  // namespace sweetspot::ui
