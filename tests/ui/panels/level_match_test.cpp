// Letters and bypass at one loudness: what is turned down, and what is said about it.
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QMenu>
#include <QSettings>
#include <QTest>
#include <QToolButton>

#include "engine/core/units.h"
#include "tests/ui/panels/memory_desk.h"
#include "ui/controls/toggle_button.h"
#include "ui/panels/desk_panel.h"
#include "ui/panels/device_panel.h"
#include "ui/panels/level_match.h"
#include "ui/panels/panel_header.h"
#include "ui/panels/panel_matches.h"

namespace sweetspot::ui {
namespace {

using namespace testing_support;

constexpr double kRate = 48000.0;
constexpr std::size_t kStep = 4800;

// A tone, and the same through a device that turns it by so many dB.
class Tap {
 public:
  DeviceSignal next(double change_db, double level = 0.1) {
    DeviceSignal signal;
    const auto gain = static_cast<float>(gain_from_db(change_db));
    end_ += kStep;
    for (std::size_t c = 0; c < 2; ++c) {
      for (std::uint64_t i = end_ - kStep; i < end_; ++i) {
        const auto x = static_cast<float>(level * std::sin(2.0 * std::numbers::pi * 1000.0 * static_cast<double>(i) / kRate));
        signal.sound[0][c].push_back(x);
        signal.sound[1][c].push_back(gain * x);
      }
    }
    signal.end = end_;
    return signal;
  }

 private:
  std::uint64_t end_ = 0;
};

DeviceSettings with(double gain) { return {{{"gain", gain}}, 1.0}; }

class LevelMatchTest : public testing::Test {
 protected:
  void play(double seconds, double change_db, double level = 0.1) {
    for (int i = 0; i < static_cast<int>(std::lround(seconds * 10.0)); ++i) match.take(tap.next(change_db, level));
  }
  void turn(int slot, double gain) {
    match.show(slot, false, with(gain), {});
    match.begin_letters();
  }
  void bypass(bool on) {
    match.show(0, on, with(2), {});
    match.begin_bypass();
  }
  LevelMatch match{kRate};
  Tap tap;
};

TEST_F(LevelMatchTest, TheProcessedSoundComesDownToTheBypassedOne) {
  match.show(0, false, with(2), {});
  play(5, 6.0);
  EXPECT_EQ(match.trim(), 0.0) << "nothing is compared";
  EXPECT_EQ(match.words(true), "");
  bypass(true);
  EXPECT_EQ(match.trim(), 0.0) << "the softer one stays";
  EXPECT_EQ(match.words(true), "Processed plays 6.0 dB quieter, to match");
  bypass(false);
  EXPECT_NEAR(match.trim(), -6.0, 0.05);
  EXPECT_EQ(match.words(true), "Processed plays 6.0 dB quieter, to match");
}

TEST_F(LevelMatchTest, TheBypassedSoundComesDownToASofterDevice) {
  match.show(0, false, with(2), {});
  play(5, -3.2);
  bypass(true);
  EXPECT_NEAR(match.trim(), -3.2, 0.05);
  EXPECT_EQ(match.words(true), "Bypassed plays 3.2 dB quieter, to match");
  bypass(false);
  EXPECT_EQ(match.trim(), 0.0);
}

TEST_F(LevelMatchTest, ItSaysHowMuchMoreItMustHear) {
  match.show(0, true, with(2), {});
  bypass(true);
  EXPECT_EQ(match.words(true), "Turn it on for 3 s more to match");
  bypass(false);
  EXPECT_EQ(match.words(true), "Listening: 3 s more to match");
  EXPECT_EQ(match.words(false), "Play 3 s more to match");
  play(2, 4.0);
  EXPECT_EQ(match.words(true), "Listening: 2 s more to match");
  EXPECT_EQ(match.trim(), 0.0);
  play(20, 4.0, 0.0);
  EXPECT_EQ(match.words(true), "Listening: 2 s more to match") << "silence does not count";
  play(3, 4.0);
  EXPECT_NEAR(match.trim(), -4.0, 0.1);
  EXPECT_EQ(match.words(true), "Processed plays 4.0 dB quieter, to match");
}

TEST_F(LevelMatchTest, TheLouderLetterComesDown) {
  match.show(0, false, with(1), {});
  play(5, 1.0);
  turn(1, 1);
  EXPECT_EQ(match.words(true), "Both are equally loud") << "a copy is as loud";
  match.show(1, false, with(3), {});
  EXPECT_FALSE(match.comparing()) << "a control was turned: it is to be heard";
  play(5, 2.8);
  EXPECT_EQ(match.trim(), 0.0);
  turn(0, 1);
  EXPECT_EQ(match.trim(), 0.0);
  EXPECT_EQ(match.words(true), "B plays 1.8 dB quieter, to match");
  turn(1, 3);
  EXPECT_NEAR(match.trim(), -1.8, 0.05);
  EXPECT_EQ(match.words(true), "B plays 1.8 dB quieter, to match");
}

TEST_F(LevelMatchTest, ALetterThatWasTurnedIsHeardAnew) {
  match.show(0, false, with(1), {});
  play(5, 1.0);
  turn(1, 1);
  match.show(1, false, with(3), {});
  play(2, 9.0);
  turn(0, 1);
  EXPECT_EQ(match.words(true), "Turn to B for 2 s more to match");
  EXPECT_EQ(match.trim(), 0.0);
}

TEST_F(LevelMatchTest, WithLettersAndBypassAllComeDownToTheSoftest) {
  match.show(0, false, with(1), {});
  play(5, 5.0);
  turn(1, 1);
  match.show(1, false, with(3), {});
  play(5, 2.0);
  turn(0, 1);
  match.show(0, true, with(1), {});
  match.begin_bypass();
  EXPECT_EQ(match.trim(), 0.0);
  EXPECT_EQ(match.words(true), "A plays 5.0 dB quieter, to match");
  match.show(0, false, with(1), {});
  match.begin_bypass();
  EXPECT_NEAR(match.trim(), -5.0, 0.05);
  turn(1, 3);
  EXPECT_NEAR(match.trim(), -2.0, 0.05);
}

TEST_F(LevelMatchTest, WhatNothingIsLeftOfIsNotChased) {
  match.show(0, false, with(2), {});
  play(5, -40.0);
  bypass(true);
  EXPECT_EQ(match.trim(), -LevelMatch::kMostTrim);
  EXPECT_EQ(match.words(true), "Bypassed plays 24.0 dB quieter, which is the most");
}

TEST_F(LevelMatchTest, AnotherSideChainIsAnotherSound) {
  match.show(0, false, with(2), {});
  play(5, 6.0);
  match.show(0, false, with(2), StripId{9});
  match.begin_bypass();
  EXPECT_EQ(match.words(true), "Listening: 3 s more to match");
}

// --- In a panel -------------------------------------------------------------------------------------------------------

class PanelMatchTest : public testing::Test {
 protected:
  void SetUp() override {
    desk.matched.set_on(true);
    id = desk.add("compressor");
    panel.reset(make_desk_panel(desk, id));
    panel->resize(260, 600);
    panel->show();
    QApplication::processEvents();
  }
  void TearDown() override { QSettings().remove("panels/match_loudness"); }

  void play(double seconds, double change_db) {
    for (int i = 0; i < static_cast<int>(std::lround(seconds * 10.0)); ++i) {
      desk.signal = tap.next(change_db);
      emit desk.frame(0.1);
    }
    desk.signal = {};
  }
  void stand(double seconds) {
    for (double t = 0; t < seconds; t += 0.1) emit desk.frame(0.1);
  }
  QAbstractButton& button(const QString& name) {
    for (QAbstractButton* button : panel->findChildren<QAbstractButton*>())
      if (button->accessibleName().endsWith(name)) return *button;
    throw std::runtime_error(name.toStdString());
  }
  QString words() {
    const auto* label = panel->findChild<QLabel*>("match");
    return label->isVisible() ? label->text() : QString();
  }
  void press_power() { button("Compressor on").click(); }

  MemoryDesk desk;
  Tap tap;
  DeviceId id;
  std::unique_ptr<DevicePanel> panel;
};

TEST_F(PanelMatchTest, BypassIsMatchedAtOnceAndSaidAtTheLetters) {
  play(5, 6.0);
  EXPECT_EQ(words(), "");
  press_power();
  EXPECT_EQ(words(), "Processed plays 6.0 dB quieter, to match");
  EXPECT_EQ(desk.heard_trim(), 0.0);
  press_power();
  EXPECT_NEAR(desk.heard_trim(), -6.0, 0.05);
  EXPECT_EQ(desk.trimmed, desk.strip) << "of one strip among many that strip alone comes down";
  EXPECT_EQ(desk.speakers, 0.0);
  EXPECT_TRUE(desk.level.is_of(&desk.matched));
  EXPECT_EQ(desk.history.position(), 4u) << "two steps of the bypass and none of a level";
}

TEST_F(PanelMatchTest, LettersAreMatchedWhenBothWereHeard) {
  play(5, 1.0);
  button("settings B").click();
  change_params(desk, id, {{"makeup", 6.0}});
  EXPECT_EQ(words(), "");
  play(2, 7.0);
  button("settings A").click();
  EXPECT_EQ(words(), "Turn to B for 2 s more to match");
  button("settings B").click();
  stand(1);
  EXPECT_EQ(words(), "Play 2 s more to match");
  play(3, 7.0);
  EXPECT_EQ(words(), "B plays 6.0 dB quieter, to match");
  EXPECT_NEAR(desk.heard_trim(), -6.0, 0.05);
  button("settings A").click();
  EXPECT_EQ(desk.heard_trim(), 0.0);
  desk.undo();
  EXPECT_NEAR(desk.heard_trim(), -6.0, 0.05) << "undo turned the letter back";
  change_params(desk, id, {{"makeup", 9.0}});
  EXPECT_EQ(desk.heard_trim(), 0.0) << "what a control does is to be heard";
  EXPECT_EQ(words(), "");
}

TEST_F(PanelMatchTest, ItEndsWhenThePanelClosesTheDeviceGoesOrPlaybackStops) {
  const auto compare = [&] {
    play(5, 6.0);
    press_power();
    press_power();
    EXPECT_NEAR(desk.heard_trim(), -6.0, 0.05);
  };
  compare();
  panel->hide();
  EXPECT_EQ(desk.heard_trim(), 0.0);
  EXPECT_EQ(desk.watched[id], 0);
  panel->show();
  QApplication::processEvents();
  EXPECT_EQ(desk.heard_trim(), 0.0) << "until the next turn";
  compare();
  stand(9);
  EXPECT_NEAR(desk.heard_trim(), -6.0, 0.05) << "a pause";
  stand(2);
  EXPECT_EQ(desk.heard_trim(), 0.0);
  EXPECT_EQ(words(), "");
  compare();
  desk.set(edit::remove_device(desk.history.current(), id));
  EXPECT_EQ(desk.heard_trim(), 0.0);
  desk.undo();
  compare();
  panel.reset();
  EXPECT_EQ(desk.heard_trim(), 0.0);
  EXPECT_EQ(desk.watched[id], 0);
}

TEST_F(PanelMatchTest, AnotherComparisonTakesTheLevelAndKeepsIt) {
  play(5, 6.0);
  press_power();
  press_power();
  QObject versions;
  desk.level.take(&versions, -2.0);
  EXPECT_EQ(desk.heard_trim(), -2.0);
  EXPECT_EQ(words(), "");
  play(2, 6.0);
  emit desk.session_changed();
  panel->hide();
  EXPECT_EQ(desk.heard_trim(), -2.0) << "not its level any more";
  panel->show();
  QApplication::processEvents();
  const QObject* lost = nullptr;
  QObject::connect(&desk.level, &ListeningLevel::taken_from, &versions, [&](const QObject* former) { lost = former; });
  press_power();
  EXPECT_EQ(lost, &versions);
  EXPECT_EQ(desk.heard_trim(), 0.0) << "bypassed, the softer one";
}

TEST_F(PanelMatchTest, AnotherDeviceTakesOver) {
  const DeviceId other = desk.add("eq");
  std::unique_ptr<DevicePanel> second(make_desk_panel(desk, other));
  second->show();
  QApplication::processEvents();
  play(5, 6.0);
  press_power();
  press_power();
  ASSERT_EQ(desk.matched.compared(), id);
  emit second->bypass_changed(true);
  EXPECT_EQ(desk.matched.compared(), other);
  EXPECT_EQ(words(), "") << "the first comparison is over";
  EXPECT_EQ(desk.heard_trim(), 0.0);
}

TEST_F(PanelMatchTest, TheMenuTurnsItOffForGood) {
  play(5, 6.0);
  press_power();
  press_power();
  auto& more = button("Compressor menu");
  more.click();
  QAction* match = nullptr;
  for (QMenu* menu : panel->findChildren<QMenu*>())
    for (QAction* action : menu->actions())
      if (action->text() == "Match loudness") match = action;
  ASSERT_NE(match, nullptr);
  EXPECT_TRUE(match->isChecked());
  match->trigger();
  EXPECT_FALSE(desk.matched.on());
  EXPECT_EQ(desk.heard_trim(), 0.0);
  EXPECT_EQ(words(), "");
  EXPECT_EQ(QSettings().value("panels/match_loudness"), false);
  press_power();
  press_power();
  EXPECT_EQ(desk.heard_trim(), 0.0);
  EXPECT_EQ(words(), "");
  MemoryDesk next;
  EXPECT_FALSE(next.matched.on()) << "kept";
}

TEST_F(PanelMatchTest, TheWordsAreWhollyInSight) {
  play(5, 6.0);
  press_power();
  for (const int width : {260, 284, 700}) {
    panel->resize(width, 600);
    QApplication::processEvents();
    const auto* label = panel->findChild<QLabel*>("match");
    ASSERT_TRUE(label->isVisible());
    EXPECT_GE(label->height(), label->heightForWidth(label->width())) << width;
    const QString folder = QString(SWEETSPOT_SOURCE_DIR) + "/build/screenshots/panels";
    QDir().mkpath(folder);
    panel->grab().save(folder + QString("/match-%1.png").arg(width));
  }
}

}  // namespace
}  // namespace sweetspot::ui
