// Drags that are given up, refusals, notices and selection in the whole window.
#include <gtest/gtest.h>

#include <QApplication>
#include <QComboBox>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include "engine/media/audio_writer.h"
#include "engine/session/clip_edits.h"
#include "engine/session/device_edits.h"
#include "engine/session/strip_edits.h"
#include "engine/session/track_edits.h"
#include "engine/studio/processors.h"
#include "tests/ui/controls/pointer.h"
#include "ui/arrange/arrange_inspector.h"
#include "ui/arrange/arrange_place.h"
#include "ui/arrange/header_list.h"
#include "ui/arrange/slim_fader.h"
#include "ui/arrange/track_header.h"
#include "ui/controls/fader.h"
#include "ui/controls/hint.h"
#include "ui/controls/knob.h"
#include "ui/controls/number_entry.h"
#include "ui/controls/value_box.h"
#include "ui/panels/eq_editor.h"
#include "ui/panels/handle_plot.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notice_bar.h"
#include "ui/shell/status_line.h"
#include "ui/shell/top_bar.h"
#include "ui/store/jobs.h"
#include "ui/store/store.h"

namespace sweetspot::ui {
namespace {

using namespace testing_support;

class GesturesTest : public testing::Test {
 protected:
  void SetUp() override {
    QSettings().clear();
    QSettings().setValue("audio/device", "dummy");
    window = std::make_unique<MainWindow>();
    window->resize(1600, 1000);
    window->show();
    ASSERT_TRUE(QTest::qWaitForWindowActive(window.get()));
    window->start_sound();
    store().edit("Song", [this](const SessionPtr& s) {
      const auto first = edit::add_track(s, "Kick", 2, Role::kick);
      const auto second = edit::add_track(first.session, "Pad", 2, Role::unknown);
      kick = first.id;
      pad = second.id;
      const auto eq = edit::add_device(second.session, kick, "eq", processor_catalog());
      return edit::add_device(eq.session, kick, "compressor", processor_catalog()).session;
    });
    store().select_strip(kick);
    // Something is undone and the rest is saved, so that any trace shows.
    store().edit("Later", [this](const SessionPtr& s) { return edit::set_gain(s, pad, -20.0); });
    store().studio().undo();
    store().refresh();
    store().studio().save_as(std::filesystem::path(folder.path().toStdString()) / "Song");
    store().show_opened();
    store().select_strip(kick);
    store().edit("Later", [this](const SessionPtr& s) { return edit::set_gain(s, pad, -20.0); });
    store().studio().undo();
    store().refresh();
  }

  Store& store() { return window->store(); }
  const History& history() { return store().studio().history(); }
  const Strip& strip() { return *find_strip(store().session(), kick); }
  void press(int key, Qt::KeyboardModifiers keys = {}) {
    QTest::keyClick(window.get(), static_cast<Qt::Key>(key), keys);
    QApplication::processEvents();
  }

  template <class Widget>
  Widget* visible(const QString& name = {}) {
    for (Widget* widget : window->findChildren<Widget*>())
      if (widget->isVisible() && (name.isEmpty() || widget->accessibleName() == name)) return widget;
    return nullptr;
  }

  // Sound on a track of its own, which is then the one looked at.
  void record() {
    const std::string path = folder.path().toStdString() + "/Tone.wav";
    AudioWriter writer(path, 48000.0, 1, {});
    const std::vector<float> audio(48000 * 20, 0.1f);
    const float* channel = audio.data();
    writer.write(&channel, static_cast<int>(audio.size()));
    writer.finish();
    window->open_paths({QString::fromStdString(path)});
    ASSERT_TRUE(QTest::qWaitFor([&] { return window->jobs().running().empty(); }, 20000));
    for (const auto& track : store().session().tracks)
      if (!track->regions.empty()) kick = track->strip.id;
    store().edit("Rename", [this](const SessionPtr& s) { return edit::rename_strip(s, kick, "Tone"); });
  }

  // Drags, gives up with Esc or Ctrl+Z, and looks for traces.
  void give_up(QWidget& widget, QPointF from, QPointF by) {
    for (const bool by_undo : {false, true}) {
      const SessionPtr before = store().session_ptr();
      const auto steps = history().steps().size(), position = history().position();
      drag(widget, from, by);
      ASSERT_NE(store().session_ptr(), before) << "it moves something";
      by_undo ? press(Qt::Key_Z, Qt::ControlModifier) : QTest::keyClick(QWidget::keyboardGrabber(), Qt::Key_Escape);
      EXPECT_EQ(store().session_ptr(), before) << (by_undo ? "undo" : "Esc");
      mouse(widget, QEvent::MouseMove, from + by + QPointF(7, 7), Qt::LeftButton);
      release(widget, from + by);
      QTest::qWait(1);
      EXPECT_EQ(store().session_ptr(), before);
      EXPECT_EQ(history().position(), position) << "nothing else was undone";
      EXPECT_EQ(history().steps().size(), steps);
      EXPECT_TRUE(history().can_redo());
      EXPECT_FALSE(store().studio().modified());
      EXPECT_EQ(QWidget::keyboardGrabber(), nullptr);
    }
  }

  QTemporaryDir folder;
  std::unique_ptr<MainWindow> window;
  StripId kick, pad;
};

TEST_F(GesturesTest, AFaderInArrange) {
  auto* fader = visible<SlimFader>("Kick fader");
  ASSERT_TRUE(fader);
  give_up(*fader, QRectF(fader->rect()).center(), {-40, 0});
}

TEST_F(GesturesTest, EveryControlOfAStrip) {
  window->go_to(Place::mix);
  QApplication::processEvents();
  auto* fader = visible<Fader>("Kick fader");
  ASSERT_TRUE(fader);
  give_up(*fader, QRectF(fader->cap_rect()).center(), {0, 60});
  for (const char* name : {"Kick level", "Kick trim"}) {
    auto* box = visible<ValueBox>(name);
    ASSERT_TRUE(box) << name;
    give_up(*box, QRectF(box->rect()).center(), {0, 40});
  }
  auto* pan = visible<Knob>("Kick pan");
  ASSERT_TRUE(pan);
  give_up(*pan, QRectF(pan->rect()).center(), {0, -40});
}

TEST_F(GesturesTest, PicturesOfProcessors) {
  window->go_to(Place::mix);
  QApplication::processEvents();
  auto* eq = visible<EqEditor>();
  ASSERT_TRUE(eq);
  int node = 0;
  while (node < eq->band_count() && !eq->node_shown(node)) ++node;
  ASSERT_LT(node, eq->band_count());
  give_up(*eq, eq->node(node), {20, 15});
  auto* plot = visible<HandlePlot>();
  ASSERT_TRUE(plot);
  give_up(*plot, plot->handles().front().at, {12, 12});
}

TEST_F(GesturesTest, AGivenUpDragOfAPassWritesNothing) {
  record();
  for (const AutomationMode mode : {AutomationMode::touch, AutomationMode::latch, AutomationMode::write}) {
    store().set_automation_mode(kick, mode);
    window->go_to(Place::mix);
    QApplication::processEvents();
    const SessionPtr before = store().session_ptr();
    store().studio().locate(0);
    store().studio().play();
    QTest::qWait(150);
    ASSERT_TRUE(store().studio().playing());
    auto* fader = visible<Fader>("Tone fader");
    ASSERT_TRUE(fader);
    const QPointF cap = QRectF(fader->cap_rect()).center();
    drag(*fader, cap, {0, 30});
    QTest::qWait(120);
    for (int y = 30; y < 60; y += 3) {
      mouse(*fader, QEvent::MouseMove, cap + QPointF(0, y), Qt::LeftButton);
      QTest::qWait(12);
    }
    EXPECT_TRUE(store().studio().automated_value(kick, {{}, {}, "gain"}).has_value());
    QTest::keyClick(fader, Qt::Key_Escape);
    release(*fader, cap);
    QTest::qWait(50);
    store().studio().stop();
    QTest::qWait(150);
    EXPECT_TRUE(strip().automation.empty()) << static_cast<int>(mode);
    EXPECT_EQ(store().session_ptr(), before);
    EXPECT_EQ(fader->value(), strip().fader.gain_db);
    store().set_automation_mode(kick, AutomationMode::read);
  }
}

TEST_F(GesturesTest, StepsTellWhatAndWhichAndFromWhereToWhere) {
  window->go_to(Place::mix);
  QApplication::processEvents();
  const auto last = [&] { return history().steps()[history().position()].words(); };
  ASSERT_TRUE(visible<ValueBox>("Kick level")->enter_text("-1.5"));
  ASSERT_TRUE(visible<ValueBox>("Kick level")->enter_text("-6"));
  EXPECT_EQ(last(), "Level of Kick: -1.5 dB to -6.0 dB");
  EXPECT_EQ(hint_of(window->top_bar().button("undo")), "Undo · Level of Kick · Ctrl+Z");
  ASSERT_TRUE(visible<Knob>("Kick pan")->enter_text("L 30"));
  EXPECT_EQ(last(), "Pan of Kick: C to L 30");
  store().select_strip(kick);
  press(Qt::Key_M);
  EXPECT_EQ(last(), "Mute Kick");
  auto* threshold = visible<ValueBox>("Kick Compressor, Threshold");
  for (ValueBox* box : window->findChildren<ValueBox*>())
    if (box->isVisible() && box->accessibleName().endsWith(", Threshold")) threshold = box;
  ASSERT_TRUE(threshold);
  ASSERT_TRUE(threshold->enter_text("-31"));
  EXPECT_TRUE(QString::fromStdString(last()).startsWith("Compressor threshold of Kick: ")) << last();
  EXPECT_TRUE(QString::fromStdString(last()).endsWith(" to -31.0 dB")) << last();
}

TEST_F(GesturesTest, NoticesMoveNothingAndTakeNoFocus) {
  window->go_to(Place::mix);
  QApplication::processEvents();
  auto* fader = visible<Fader>("Kick fader");
  fader->setFocus();
  const QPoint before = fader->mapTo(window.get(), QPoint());
  for (int i = 0; i < 3; ++i) emit store().problem("the clips: they make no two takes; choose others");
  emit store().problem("Something else");
  QApplication::processEvents();
  EXPECT_EQ(fader->mapTo(window.get(), QPoint()), before);
  EXPECT_EQ(window->focusWidget(), fader);
  EXPECT_EQ(window->notices().texts().size(), 2) << "a sentence that comes again is one notice";
  EXPECT_TRUE(window->notices().texts().front().startsWith("The clips"));
  EXPECT_TRUE(window->notices().isVisible());
  EXPECT_TRUE(window->rect().contains(window->notices().geometry()));
  window->notices().dismiss_all();
  QApplication::processEvents();
  EXPECT_FALSE(window->notices().isVisible()) << "what it lay over can be clicked again";
}

TEST_F(GesturesTest, ARefusalIsTheFieldsOwnAndKeysGoOnToIt) {
  window->go_to(Place::mix);
  QApplication::processEvents();
  visible<ValueBox>("Kick trim")->open_entry();
  auto* entry = window->findChild<NumberEntry*>();
  ASSERT_TRUE(entry);
  QTest::keyClicks(entry, "abc");
  QTest::keyClick(entry, Qt::Key_Return);
  QApplication::processEvents();
  ASSERT_TRUE(QApplication::focusWidget());
  QTest::keyClick(QApplication::focusWidget(), Qt::Key_4);
  EXPECT_EQ(window->place(), Place::mix);
  EXPECT_EQ(entry->text(), "4");
  EXPECT_TRUE(window->notices().texts().isEmpty());
  EXPECT_TRUE(window->status().hint().contains("\"abc\"")) << window->status().hint().toStdString();
  QTest::keyClick(entry, Qt::Key_Return);
  EXPECT_EQ(strip().trim_db, 4.0);
}

TEST_F(GesturesTest, AnUnknownRoleHasAColourWithAName) {
  store().select_strip(pad);
  QComboBox* colour = nullptr;
  for (QComboBox* list : window->arrange().inspector().findChildren<QComboBox*>())
    if (list->accessibleName() == "Track colour") colour = list;
  ASSERT_TRUE(colour);
  EXPECT_EQ(colour->currentText(), "By role");
  for (const auto& [hex, text] : {std::pair{"#9AA3AD", "By role"}, {"#123456", "Own (#123456)"}, {"", "By role"}}) {
    store().edit("Colour", [this, hex = std::string(hex)](const SessionPtr& s) { return edit::set_colour(s, pad, hex); });
    EXPECT_EQ(colour->currentText(), text);
  }
}

TEST_F(GesturesTest, AClickOnAHeaderLeavesNoClipOfAnotherTrackChosen) {
  store().select_regions({RegionId{4711}});
  for (TrackHeader* header : window->findChildren<TrackHeader*>())
    if (header->isVisible() && header->accessibleName() == "Pad") QTest::mouseClick(header, Qt::LeftButton, {}, {20, 12});
  EXPECT_EQ(store().selected_strip(), pad);
  EXPECT_TRUE(store().selected_regions().empty());
}

TEST_F(GesturesTest, EveryPlaceSaysWhatItIsFor) {
  for (const char* name : {"Arrange", "Mix", "Tune", "Master", "Deliver"}) {
    auto* tab = visible<QAbstractButton>(name);
    ASSERT_TRUE(tab) << name;
    EXPECT_TRUE(hint_of(tab).startsWith(QString(name) + ": ")) << hint_of(tab).toStdString();
  }
}

}  // namespace
}  // namespace sweetspot::ui
