// The desk in a window without a screen: edits, undo, meters, lamps, names for screen readers, cost.
#include <gtest/gtest.h>

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QTest>

#include "tests/ui/controls/pointer.h"
#include "tests/ui/mix/fake_desk.h"
#include "ui/controls/eq_curve.h"
#include "ui/controls/fader.h"
#include "ui/controls/hint.h"
#include "ui/controls/knob.h"
#include "ui/controls/level_meter.h"
#include "ui/controls/toggle_button.h"
#include "ui/mix/insert_slot.h"
#include "ui/mix/mix_inspector.h"
#include "ui/mix/mix_place.h"
#include "ui/mix/send_bar.h"
#include "ui/mix/strip_actions.h"
#include "ui/mix/strip_view.h"
#include "ui/panels/device_panel.h"

namespace sweetspot::ui {
namespace {

using namespace testing_support;

class MixPlaceTest : public testing::Test {
 protected:
  void open(int tracks, QSize size = {1600, 886}) {
    fill_song(desk, tracks);
    place = std::make_unique<MixPlace>(desk);
    place->resize(size);
    place->show();
    QApplication::processEvents();
  }

  StripId track(std::size_t i) const { return desk.session().tracks[i]->strip.id; }
  StripView& view(std::size_t i) const { return *place->strip_view(track(i)); }
  const Strip& strip(std::size_t i) const { return desk.session().tracks[i]->strip; }

  FakeDesk desk;
  std::unique_ptr<MixPlace> place;
};

TEST_F(MixPlaceTest, ADragThatIsGivenUpLeavesNoStep) {
  open(10);
  Fader& fader = view(0).fader();
  drag(fader, QRectF(fader.cap_rect()).center(), {0, 80});
  EXPECT_EQ(desk.steps.size(), 1u);
  QTest::keyClick(&fader, Qt::Key_Escape);
  EXPECT_TRUE(desk.steps.empty());
  EXPECT_EQ(fader.value(), -2.0);
}

TEST_F(MixPlaceTest, TheInspectorsTitleFollowsARename) {
  open(3);
  desk.select(track(0));
  const auto titles = [&] {
    QStringList all;
    for (QLabel* label : place->findChild<MixInspector*>()->findChildren<QLabel*>()) all << label->text();
    return all;
  };
  EXPECT_TRUE(titles().contains("Kick"));
  rename(desk, track(0), "Bass drum");
  EXPECT_TRUE(titles().contains("Bass drum"));
  EXPECT_FALSE(titles().contains("Kick"));
}

TEST_F(MixPlaceTest, MetersComeBackWhereTheTimeGoneByLeavesThem) {
  open(3);
  LevelMeter* meter = view(0).findChild<LevelMeter*>();
  desk.levels[track(0)] = {{0.9f, 0.9f}, {0.4f, 0.4f}};
  emit desk.frame(0.016);
  EXPECT_GT(meter->channel(0).bar_db(), -2.0);
  place->hide();
  for (int i = 0; i < 500; ++i) emit desk.frame(0.016);
  place->show();
  EXPECT_EQ(meter->channel(0).bar_db(), kMinusInfinity) << "the level of eight seconds ago";
  EXPECT_EQ(meter->channel(0).hold_db(), kMinusInfinity);
  EXPECT_GT(meter->max_peak_db(), -2.0) << "the highest counts, seen or not";
}

TEST_F(MixPlaceTest, EverythingOnAStripHasAHint) {
  open(3);
  EXPECT_TRUE(hint_of(&view(0)).contains("double-click")) << "the name";
  EXPECT_TRUE(hint_of(view(0).findChild<EqCurve*>()).contains("click"));
}

TEST_F(MixPlaceTest, AFaderDragIsOneUndoStep) {
  open(10);
  Fader& fader = view(0).fader();
  const QPointF cap = QRectF(fader.cap_rect()).center();
  drag(fader, cap, {0, 80});
  release(fader, cap + QPointF(0, 80));
  EXPECT_LT(strip(0).fader.gain_db, -6.0);
  ASSERT_EQ(desk.steps.size(), 1u);
  EXPECT_EQ(desk.steps[0].name, "Level of Kick");
  desk.undo();
  EXPECT_EQ(strip(0).fader.gain_db, -2.0);
  EXPECT_EQ(fader.value(), -2.0) << "the fader follows";
}

TEST_F(MixPlaceTest, TwoDragsAreTwoSteps) {
  open(10);
  for (int i = 0; i < 2; ++i) {
    Fader& fader = view(0).fader();
    drag(fader, QRectF(fader.cap_rect()).center(), {0, 30});
    release(fader, {});
  }
  EXPECT_EQ(desk.steps.size(), 2u);
}

TEST_F(MixPlaceTest, TypedLevelMuteSoloAndPolarityReachTheSession) {
  open(10);
  EXPECT_TRUE(view(3).fader().enter_text(QString::fromUtf8("−9 dB")));
  EXPECT_EQ(strip(3).fader.gain_db, -9.0);
  for (ToggleButton* button : view(3).findChildren<ToggleButton*>()) button->click();
  EXPECT_TRUE(strip(3).muted);
  EXPECT_TRUE(strip(3).soloed);
  EXPECT_TRUE(strip(3).inverted);
  EXPECT_TRUE(view(3).findChild<Knob*>()->enter_text("R 40"));
  EXPECT_DOUBLE_EQ(strip(3).fader.pan, 0.4);
}

TEST_F(MixPlaceTest, InsertsAndSendsAreEdited) {
  open(10);
  auto* slot = view(0).findChild<InsertSlot*>();
  ASSERT_NE(slot, nullptr);
  const DeviceId device = slot->device();
  mouse(*slot, QEvent::MouseButtonPress, {6, 12}, Qt::LeftButton);
  release(*slot, {6, 12});
  EXPECT_TRUE(find_device(desk.session(), device)->bypassed);
  EXPECT_NE(desk.selected(), track(0)) << "the dot does not open";
  mouse(*slot, QEvent::MouseButtonPress, {40, 12}, Qt::LeftButton);
  release(*slot, {40, 12});
  EXPECT_EQ(desk.selected(), track(0));
  auto* send = view(0).findChild<SendBar*>();
  ASSERT_NE(send, nullptr);
  EXPECT_TRUE(send->enter_text("-3"));
  EXPECT_EQ(strip(0).sends[0].gain_db, -3.0);
}

TEST_F(MixPlaceTest, InspectorShowsTheSelectedStripsDevicesAndEditsThem) {
  open(10);
  desk.select(track(7));
  QApplication::processEvents();
  const auto panels = place->findChildren<DevicePanel*>();
  ASSERT_EQ(static_cast<std::size_t>(panels.size()), strip(7).devices.size());
  emit panels[0]->changed({{"band3.gain", 4.5}, {"band3.freq", 500.0}});
  EXPECT_EQ(find_device(desk.session(), strip(7).devices[0]->id)->params.at("band3.gain"), 4.5);
  EXPECT_EQ(desk.steps.size(), 1u) << "a node's move is one step";
}

TEST_F(MixPlaceTest, OutputsOfferOnlyWhatMakesNoLoop) {
  open(10);
  place->set_filter({StripFilter::Show::buses, {}});
  QApplication::processEvents();
  const StripId drums = desk.session().buses[0]->strip.id;
  desk.take(edit::set_output(desk.session_ptr(), desk.session().buses[1]->strip.id, drums));
  auto* output = place->strip_view(drums)->findChild<QComboBox*>();
  EXPECT_EQ(output->findText("Drums"), -1);
  EXPECT_EQ(output->findText("Vocals"), -1) << "it goes through Drums";
  EXPECT_NE(output->findText("Reverb"), -1);
}

TEST_F(MixPlaceTest, AltClickOnOneLampClearsAll) {
  open(10);
  for (std::size_t i = 0; i < 3; ++i) desk.levels[track(i)].clipped = true;
  emit desk.frame(0.016);
  for (std::size_t i = 0; i < 3; ++i) {
    desk.levels[track(i)].clipped = false;
    EXPECT_TRUE(view(i).meter().clipped());
  }
  mouse(view(0).meter(), QEvent::MouseButtonPress, {10, 3}, Qt::LeftButton, Qt::AltModifier);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_FALSE(view(i).meter().clipped());
}

TEST_F(MixPlaceTest, StripsOutOfSightDoNothing) {
  open(64, {1280, 722});
  desk.level_reads.clear();  // once when it was shown
  for (int i = 0; i < 5; ++i) emit desk.frame(0.016);
  int made = 0;
  for (std::size_t i = 0; i < 64; ++i) made += place->strip_view(track(i)) != nullptr;
  EXPECT_LE(made, 10);
  EXPECT_EQ(desk.level_reads[track(0)], 5);
  EXPECT_EQ(desk.level_reads[track(40)], 0);
  auto* bar = place->findChild<QScrollArea*>("strips")->horizontalScrollBar();
  bar->setValue(bar->maximum());
  emit desk.frame(0.016);
  EXPECT_EQ(desk.level_reads[track(0)], 5);
  EXPECT_EQ(desk.level_reads[kMixStrip], 1);
}

TEST_F(MixPlaceTest, AStripThatComesBackIntoSightIsUpToDate) {
  open(64, {1280, 722});
  auto* bar = place->findChild<QScrollArea*>("strips")->horizontalScrollBar();
  bar->setValue(bar->maximum());
  desk.take(edit::set_gain(desk.session_ptr(), track(0), -20.0));
  bar->setValue(0);
  EXPECT_EQ(view(0).fader().value(), -20.0);
}

TEST_F(MixPlaceTest, AFrameRepaintsLessThanAHundredthOfTheDesk) {
  open(10);
  const auto level = [&](float peak) {
    for (auto& [id, l] : desk.levels) {
      l.peak[0] = l.peak[1] = peak;
      l.mean_square[0] = l.mean_square[1] = peak * peak / 2;
    }
  };
  emit desk.frame(0.016);  // now every strip in sight has an entry
  level(0.5f);
  for (int i = 0; i < 300; ++i) emit desk.frame(0.016);
  QTest::qWait(50);
  struct Area : QObject {
    qint64 pixels = 0;
    bool eventFilter(QObject* object, QEvent* event) override {
      if (event->type() == QEvent::Paint && qobject_cast<LevelMeter*>(object)) {
        for (const QRect& r : static_cast<QPaintEvent*>(event)->region()) pixels += qint64(r.width()) * r.height();
      }
      return false;
    }
  } area;
  for (LevelMeter* meter : place->findChildren<LevelMeter*>()) meter->installEventFilter(&area);
  level(0.52f);
  emit desk.frame(0.016);
  QTest::qWait(50);
  EXPECT_GT(area.pixels, 0);
  EXPECT_LT(area.pixels, qint64(1600) * 886 / 100);
}

TEST_F(MixPlaceTest, EverythingThatTakesFocusHasAName) {
  open(10);
  for (const QWidget* widget : place->findChildren<QWidget*>()) {
    if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus)) continue;
    const auto* button = qobject_cast<const QAbstractButton*>(widget);
    EXPECT_TRUE(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty())) << widget->metaObject()->className();
  }
}

TEST_F(MixPlaceTest, ClicksGiveNoButtonTheFocus) {
  open(10);
  for (const QAbstractButton* button : place->findChildren<QAbstractButton*>()) {
    EXPECT_FALSE(button->focusPolicy() & Qt::ClickFocus) << button->accessibleName().toStdString() << button->text().toStdString();
  }
}

TEST_F(MixPlaceTest, NoOpenGl) {
  open(10);
  for (const QWidget* widget : place->findChildren<QWidget*>()) EXPECT_FALSE(widget->inherits("QOpenGLWidget"));
}

TEST_F(MixPlaceTest, StripsComeAndGo) {
  open(10);
  const StripId kick = track(0);
  const SessionPtr before = desk.session_ptr();
  desk.take(edit::remove_strip(before, kick));
  QApplication::processEvents();
  EXPECT_EQ(place->strip_view(kick), nullptr);
  EXPECT_EQ(place->strips().size(), 9u + 3u + 1u);
  desk.take(before);
  EXPECT_NE(place->strip_view(kick), nullptr);
}

TEST_F(MixPlaceTest, HiddenItDoesNothingAndCatchesUp) {
  open(10);
  place->hide();
  desk.level_reads.clear();
  emit desk.frame(0.016);
  EXPECT_EQ(desk.level_reads[track(0)], 0);
  desk.take(edit::set_gain(desk.session_ptr(), track(0), -15.0));
  place->show();
  EXPECT_EQ(view(0).fader().value(), -15.0);
}

}  // namespace
}  // namespace sweetspot::ui
