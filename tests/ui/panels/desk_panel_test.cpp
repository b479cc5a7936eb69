// A panel over a song: undo steps, comparison, moving, windows of their own, watching the sound.
#include <gtest/gtest.h>

#include <memory>

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QTest>

#include "engine/session/routing_edits.h"
#include "tests/ui/panels/memory_desk.h"
#include "ui/controls/toggle_button.h"
#include "ui/controls/value_control.h"
#include "ui/panels/desk_panel.h"
#include "ui/panels/device_panel.h"
#include "ui/panels/device_window.h"
#include "ui/panels/panel_header.h"
#include "ui/panels/param_editor.h"

namespace sweetspot::ui {
namespace {

using namespace testing_support;

class DeskPanelTest : public testing::Test {
 protected:
  void open(const char* type) {
    id = desk.add(type);
    panel.reset(make_desk_panel(desk, id));
    ASSERT_TRUE(panel);
    panel->resize(260, 600);
    first = desk.history.position();
  }
  ParamEditor& row(const char* key) {
    for (ParamEditor* editor : panel->findChildren<ParamEditor*>())
      if (editor->spec().key == key) return *editor;
    throw std::runtime_error(key);
  }
  void type_in(const char* key, const char* text) { ASSERT_TRUE(row(key).findChild<ValueControl*>()->enter_text(text)); }
  std::size_t steps() const { return desk.history.position() - first; }
  QAbstractButton& button(const QString& name) {
    for (QAbstractButton* button : panel->findChildren<QAbstractButton*>())
      if (button->accessibleName().endsWith(name)) return *button;
    throw std::runtime_error(name.toStdString());
  }

  MemoryDesk desk;
  DeviceId id;
  std::unique_ptr<DevicePanel> panel;
  std::size_t first = 0;
};

TEST_F(DeskPanelTest, ATypedValueIsOneStepAndUndoShowsTheOldOne) {
  open("limiter");
  const double before = desk.value(id, "ceiling");
  type_in("ceiling", "-3");
  EXPECT_EQ(desk.value(id, "ceiling"), -3.0);
  EXPECT_EQ(steps(), 1u);
  desk.undo();
  EXPECT_EQ(row("ceiling").value(), before);
}

TEST_F(DeskPanelTest, ChangesOfABandMergeWhileAGestureLasts) {
  open("eq");
  change_params(desk, id, {{"band3.freq", 500.0}, {"band3.gain", 1.0}});
  change_params(desk, id, {{"band3.freq", 700.0}, {"band3.gain", 2.0}});
  EXPECT_EQ(steps(), 1u);
  desk.end_gesture();
  change_params(desk, id, {{"band3.freq", 900.0}});
  EXPECT_EQ(steps(), 2u);
}

TEST_F(DeskPanelTest, ASwitchForListeningLeavesNoTrace) {
  open("limiter");
  change_params(desk, id, {{"delta", 1.0}});
  EXPECT_TRUE(desk.device(id).params.contains("delta"));
  change_params(desk, id, {{"delta", 0.0}});
  EXPECT_FALSE(desk.device(id).params.contains("delta"));
}

TEST_F(DeskPanelTest, BothSettingsAreBroughtBackByTheirLetters) {
  open("compressor");
  change_params(desk, id, {{"threshold", -30.0}});
  button("settings B").click();
  EXPECT_TRUE(static_cast<ToggleButton&>(button("settings B")).isChecked());
  change_params(desk, id, {{"threshold", -12.0}, {"ratio", 8.0}});
  button("settings A").click();
  EXPECT_EQ(desk.value(id, "threshold"), -30.0);
  EXPECT_FALSE(desk.device(id).params.contains("ratio"));
  button("settings B").click();
  EXPECT_EQ(desk.value(id, "threshold"), -12.0);
  EXPECT_EQ(desk.value(id, "ratio"), 8.0);
  desk.undo();
  EXPECT_EQ(desk.value(id, "threshold"), -30.0);
  EXPECT_TRUE(static_cast<ToggleButton&>(button("settings A")).isChecked()) << "undo turns the letter back";
}

QStringList entries(const QComboBox& list) {
  QStringList all;
  for (int i = 0; i < list.count(); ++i) all << list.itemText(i);
  return all;
}

// Vox feeds the bus; the kick is free.
class SidechainTest : public DeskPanelTest {
 protected:
  void SetUp() override {
    const auto kick = edit::add_track(desk.history.current(), "Kick", 1, Role::kick);
    const auto bus = edit::add_bus(kick.session, "Voices");
    kick_ = kick.id;
    desk.set(edit::set_output(bus.session, desk.strip, bus.id));
  }
  QComboBox& list() {
    for (QComboBox* list : panel->findChildren<QComboBox*>())
      if (list->accessibleName().endsWith(", side-chain")) return *list;
    throw std::runtime_error("no list");
  }
  StripId kick_;
};

TEST_F(SidechainTest, EveryProcessorThatTakesOneListsWhatMakesNoLoop) {
  int count = 0;
  for (const ProcessorType* type : all_processors()) {
    open(type->id.c_str());
    if (!type->has_sidechain) {
      EXPECT_THROW(list(), std::runtime_error) << type->id;
      continue;
    }
    ++count;
    EXPECT_EQ(entries(list()), QStringList({"None", "Kick"})) << type->id << ": neither itself nor the bus it feeds";
    EXPECT_EQ(list().currentIndex(), 0);
  }
  EXPECT_GE(count, 6);
}

TEST_F(SidechainTest, AChoiceIsOneStepThatUndoTakesBack) {
  open("compressor");
  list().setCurrentIndex(1);
  emit list().activated(1);
  EXPECT_EQ(desk.device(id).sidechain, kick_);
  EXPECT_EQ(steps(), 1u);
  desk.undo();
  EXPECT_FALSE(desk.device(id).sidechain);
  EXPECT_EQ(list().currentIndex(), 0);
  desk.set(edit::set_sidechain(desk.history.current(), id, kick_));
  EXPECT_EQ(list().currentText(), "Kick");
  emit list().activated(0);
  EXPECT_FALSE(desk.device(id).sidechain);
}

TEST_F(SidechainTest, ABandThatWantsWhatIsNotThereSaysSo) {
  open("eq");
  EXPECT_TRUE(list().accessibleDescription().isEmpty());
  change_params(desk, id, {{"band3.dynamic", 1.0}, {"band3.key", 1.0}});
  EXPECT_TRUE(list().accessibleDescription().contains("Band 3 wants a side-chain"));
  desk.set(edit::set_sidechain(desk.history.current(), id, kick_));
  EXPECT_TRUE(list().accessibleDescription().isEmpty());
  change_params(desk, id, {{"band3.key", 0.0}});
  EXPECT_TRUE(list().accessibleDescription().contains("No band listens"));
}

TEST_F(DeskPanelTest, TheDryWetBoxSaysWhatItIs) {
  open("compressor");
  ValueControl* box = nullptr;
  for (ValueControl* control : panel->findChildren<ValueControl*>())
    if (control->accessibleName().endsWith(", dry/wet")) box = control;
  ASSERT_NE(box, nullptr);
  for (const int width : {260, 1000}) {
    panel->resize(width, 600);
    QApplication::processEvents();
    EXPECT_TRUE(box->text().endsWith("wet")) << box->text().toStdString();
    ASSERT_TRUE(box->enter_text("100"));
    ASSERT_TRUE(box->enter_text(box->text().replace("100", "40")));
    EXPECT_NEAR(desk.device(id).mix, 0.4, 1e-9) << "what it says can be typed";
  }
}

TEST_F(DeskPanelTest, ResetKeepsTheMixAndIsOneStep) {
  open("compressor");
  change_params(desk, id, {{"threshold", -30.0}, {"ratio", 8.0}});
  desk.set(edit::set_mix(desk.history.current(), id, 0.5));
  const auto before = desk.history.position();
  emit panel->reset_requested();
  EXPECT_TRUE(desk.device(id).params.empty());
  EXPECT_EQ(desk.device(id).mix, 0.5);
  EXPECT_EQ(desk.history.position(), before + 1);
}

TEST_F(DeskPanelTest, MovesAndRemovesOnceThePanelHasReturned) {
  desk.add("gate");
  open("compressor");
  emit panel->move_requested(-1);
  QApplication::processEvents();
  EXPECT_EQ(find_strip(desk.session(), desk.strip)->devices.front()->id, id);
  emit panel->remove_requested();
  EXPECT_NE(find_device(desk.session(), id), nullptr) << "not while the panel is still at it";
  QApplication::processEvents();
  EXPECT_EQ(find_device(desk.session(), id), nullptr);
}

TEST_F(DeskPanelTest, TheSoundIsWatchedWhileThePictureIsInSight) {
  open("eq");
  emit desk.frame(0.016);
  EXPECT_EQ(desk.watched[id], 0) << "nothing is shown yet";
  panel->show();
  QApplication::processEvents();
  emit desk.frame(0.016);
  EXPECT_EQ(desk.watched[id], 2) << "for the picture, and to match the loudness";
  emit desk.frame(0.016);
  EXPECT_EQ(desk.watched[id], 2) << "once each";
  panel->hide();
  EXPECT_EQ(desk.watched[id], 0);
  panel->show();
  QApplication::processEvents();
  emit desk.frame(0.016);
  panel.reset();
  EXPECT_EQ(desk.watched[id], 0) << "a panel that goes lets go";
}

TEST_F(DeskPanelTest, WhatHasNothingToDoIsGreyed) {
  open("limiter");
  change_params(desk, id, {{"auto_release", 1.0}});
  EXPECT_FALSE(row("release").isEnabled());
  change_params(desk, id, {{"auto_release", 0.0}});
  EXPECT_TRUE(row("release").isEnabled());
}

TEST_F(DeskPanelTest, AWindowOfItsOwnShowsTheDeviceAndGoesWithIt) {
  open("eq");
  QWidget main_window;
  main_window.resize(900, 700);
  DeviceWindow* window = open_device_window(desk, id, &main_window);
  ASSERT_NE(window, nullptr);
  EXPECT_EQ(window->windowTitle(), "Lead Vox: Equalizer");
  EXPECT_EQ(open_device_window(desk, id, &main_window), window) << "there is one";
  const auto* inside = window->findChild<DevicePanel*>();
  ASSERT_NE(inside, nullptr);
  window->resize(700, 400);
  window->close();
  QApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
  DeviceWindow* again = open_device_window(desk, id, &main_window);
  EXPECT_EQ(again->size(), QSize(700, 400)) << "as it was left";
  desk.set(edit::remove_device(desk.history.current(), id));
  EXPECT_FALSE(again->isVisible());
}

TEST_F(DeskPanelTest, AWidePanelGivesThePictureMoreRoomAndNothingIsCutOff) {
  open("eq");
  for (const int width : {260, 420, 700, 1000}) {
    panel->resize(width, panel->sizeHint().height());
    panel->show();
    QApplication::processEvents();
    panel->resize(width, std::max(panel->heightForWidth(width), panel->sizeHint().height()));
    QApplication::processEvents();
    for (const ParamEditor* editor : panel->findChildren<ParamEditor*>()) {
      if (!editor->isVisible()) continue;
      const QRect place(editor->mapTo(panel.get(), QPoint()), editor->size());
      EXPECT_TRUE(panel->rect().contains(place)) << width << " " << editor->spec().key;
    }
  }
}

}  // namespace
}  // namespace sweetspot::ui
