// The undo history one can walk, versions, and their comparison at one loudness.
#include <gmock/gmock.h>

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>
#include <filesystem>
#include <fstream>

#include "engine/core/progress.h"
#include "engine/session/strip_edits.h"
#include "engine/session/track_edits.h"
#include "engine/session/version_edits.h"
#include "engine/studio/demo_song.h"
#include "ui/history/compare_view.h"
#include "ui/history/history_pane.h"
#include "ui/history/step_list.h"
#include "ui/history/version_compare.h"
#include "ui/history/versions_view.h"
#include "ui/store/jobs.h"
#include "ui/store/listening_level.h"
#include "ui/store/store.h"

namespace sweetspot::ui {
namespace {

using testing::Contains;
using testing::ElementsAre;

class HistoryTest : public testing::Test {
 protected:
  void SetUp() override {
    store.edit("Add Kick", [this](const SessionPtr& s) {
      const auto added = edit::add_track(s, "Kick");
      kick = added.id;
      return added.session;
    });
    pane.resize(kHistoryWidth, 800);
    pane.show();
  }
  void set_gain(double db) {
    store.edit("Level of Kick", [=, this](const SessionPtr& s) { return edit::set_gain(s, kick, db); });
  }
  double gain() { return find_strip(store.session(), kick)->fader.gain_db; }
  std::size_t count() { return store.studio().history().steps().size(); }
  QString step(int row, int role = Qt::DisplayRole) { return pane.steps().model()->index(row, 0).data(role).toString(); }
  void wait_for_loudness() {
    for (int i = 0; i < 600 && pane.compare().measuring(); ++i) QTest::qWait(20);
    ASSERT_FALSE(pane.compare().measuring());
  }

  Store store;
  Jobs jobs;
  StripId kick;
  HistoryPane pane{store, jobs};
};

TEST_F(HistoryTest, NamesEveryStepAndMarksThePresent) {
  set_gain(-3.0);
  set_gain(-6.0);
  ASSERT_EQ(pane.steps().model()->rowCount(), 4);
  EXPECT_EQ(step(1), "Add Kick");
  EXPECT_EQ(step(3), "Level of Kick");
  EXPECT_EQ(step(3, StepModel::kPresentRole), "true");
  EXPECT_EQ(step(2, StepModel::kPresentRole), "false");
  EXPECT_THAT(step(3, Qt::AccessibleTextRole).toStdString(), testing::HasSubstr("the present state"));
}

TEST_F(HistoryTest, AClickGoesAnywhereAndBack) {
  for (const double db : {-3.0, -6.0, -9.0}) set_gain(db);
  const auto click = [&](int row) {
    QListView& list = pane.steps();
    QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, list.visualRect(list.model()->index(row, 0)).center());
  };
  click(2);
  EXPECT_EQ(gain(), -3.0);
  EXPECT_EQ(step(4, StepModel::kUndoneRole), "true");
  EXPECT_EQ(count(), 5u);  // walking forgets nothing
  click(4);
  EXPECT_EQ(gain(), -9.0);
  click(0);
  EXPECT_TRUE(store.session().tracks.empty());
  click(3);
  EXPECT_EQ(gain(), -6.0);
  set_gain(-1.0);
  EXPECT_EQ(count(), 5u);  // an edit in the past forgets what was undone
}

TEST_F(HistoryTest, ArrowsAndEnterWalk) {
  set_gain(-3.0);
  set_gain(-6.0);
  QTest::keyClick(&pane.steps(), Qt::Key_Up);
  EXPECT_EQ(gain(), -6.0);
  QSignalSpy told(&pane, &HistoryPane::told);
  QTest::keyClick(&pane.steps(), Qt::Key_Return);
  EXPECT_EQ(gain(), -3.0);
  EXPECT_EQ(told.last().first().toString(), "Undone: 1 step");
}

TEST_F(HistoryTest, EnterIsItsOwnAndNotTheWindows) {
  QKeyEvent enter(QEvent::ShortcutOverride, Qt::Key_Return, Qt::NoModifier);
  enter.ignore();
  QApplication::sendEvent(&pane.steps(), &enter);
  EXPECT_TRUE(enter.isAccepted());
}

TEST_F(HistoryTest, AThousandStepsStayQuick) {
  for (int i = 0; i < 1000; ++i) set_gain(-0.01 * i);
  EXPECT_EQ(pane.steps().model()->rowCount(), static_cast<int>(count()));
  pane.steps().go_to(2);
  EXPECT_EQ(gain(), 0.0 - 0.01 * 1);
}

TEST(Age, InWords) {
  EXPECT_EQ(age_text(1), "now");
  EXPECT_EQ(age_text(38), "35 s ago");
  EXPECT_EQ(age_text(130), "2 min ago");
  EXPECT_EQ(age_text(7300), "2 h ago");
}

// --- Versions ------------------------------------------------------------------------------------------------------------

TEST_F(HistoryTest, AVersionIsSavedByNameAndNote) {
  pane.versions().start_saving();
  const auto fields = pane.versions().findChildren<QLineEdit*>();
  ASSERT_EQ(fields.size(), 2);
  EXPECT_EQ(fields[0]->text(), "Mix v1");
  fields[0]->setText("Vocal up");
  fields[1]->setText("one dB more");
  QTest::keyClick(fields[1], Qt::Key_Return);
  ASSERT_EQ(store.session().versions.size(), 1u);
  EXPECT_EQ(store.session().versions[0].name, "Vocal up");
  EXPECT_EQ(store.session().versions[0].note, "one dB more");
  EXPECT_FALSE(pane.versions().saving());
  EXPECT_EQ(pane.versions().present(), "Vocal up");
  set_gain(-2.0);
  EXPECT_EQ(pane.versions().present(), "");
}

TEST_F(HistoryTest, ANameThatIsTakenIsRefusedAndSaid) {
  pane.versions().save("One", "");
  QSignalSpy problem(&store, &Store::problem);
  set_gain(-7.0);
  pane.versions().save("One", "");
  EXPECT_EQ(problem.count(), 1);
  EXPECT_EQ(store.session().versions.size(), 1u);
  EXPECT_EQ(find_strip(*store.session().versions[0].session, kick)->fader.gain_db, 0.0);
  pane.versions().replace("One");
  EXPECT_EQ(find_strip(*store.session().versions[0].session, kick)->fader.gain_db, -7.0);
}

TEST_F(HistoryTest, SwitchingIsOneStep) {
  pane.versions().save("One", "");
  set_gain(-9.0);
  const auto before = count();
  pane.versions().switch_to("One");
  EXPECT_EQ(gain(), 0.0);
  EXPECT_EQ(count(), before + 1);
  EXPECT_EQ(store.session().versions.size(), 1u);
  pane.steps().go_to(static_cast<int>(before) - 1);
  EXPECT_EQ(gain(), -9.0);
}

TEST_F(HistoryTest, RenameNoteAndRemoveAreUndone) {
  pane.versions().save("One", "");
  pane.versions().rename("One", "First");
  pane.versions().set_note("First", "loud");
  EXPECT_EQ(store.session().versions[0].note, "loud");
  pane.versions().remove("First");
  EXPECT_TRUE(store.session().versions.empty());
  pane.steps().go_to(static_cast<int>(count()) - 2);
  EXPECT_EQ(store.session().versions[0].name, "First");
}

// --- Compare -------------------------------------------------------------------------------------------------------------

TEST(MatchingTrims, TheLouderComesDown) {
  EXPECT_THAT(matching_trims(-14.0, -16.5), ElementsAre(-2.5, 0.0));
  EXPECT_THAT(matching_trims(-20.0, -16.5), ElementsAre(0.0, -3.5));
  EXPECT_THAT(matching_trims({}, -16.5), ElementsAre(0.0, 0.0));
  EXPECT_THAT(matching_trims(kMinusInfinity, -16.5), ElementsAre(0.0, 0.0));
}

TEST_F(HistoryTest, ListeningInTurnLeavesOneStepAndGoingBackNone) {
  pane.versions().save("One", "");
  set_gain(-9.0);
  pane.compare().choose(0, "One");
  const auto before = count();
  const SessionPtr mine = store.session_ptr();
  for (int i = 0; i < 3; ++i) {
    pane.compare().listen(0);
    EXPECT_EQ(gain(), 0.0);
    EXPECT_EQ(count(), before + 1);
    pane.compare().listen(1);
    EXPECT_EQ(gain(), -9.0);
    EXPECT_EQ(count(), before);
    EXPECT_EQ(store.session_ptr(), mine);
  }
  wait_for_loudness();
}

TEST_F(HistoryTest, DifferencesAreInWords) {
  pane.versions().save("One", "");
  set_gain(-9.0);
  pane.compare().choose(0, "One");
  EXPECT_THAT(pane.compare().differences(), ElementsAre("Kick: level -9.0 dB, was 0.0 dB"));
  pane.compare().choose(0, "");
  EXPECT_TRUE(pane.compare().differences().empty());
}

TEST_F(HistoryTest, AnEditOfWhatIsHeardBelongsToTheMixAndNotToTheVersion) {
  pane.versions().save("One", "");
  set_gain(-9.0);
  pane.compare().choose(0, "One");
  pane.compare().listen(0);
  set_gain(-1.0);
  EXPECT_EQ(pane.compare().heard(), -1);
  EXPECT_EQ(find_strip(*store.session().versions[0].session, kick)->fader.gain_db, 0.0);
  EXPECT_THAT(pane.compare().differences(), ElementsAre("Kick: level -1.0 dB, was 0.0 dB"));
  wait_for_loudness();
}

// With the demo song: both are measured, the louder one comes down by the difference, and what is left is nothing.
TEST(Compare, MatchesWhatIsHeardAndIsDrawn) {
  QTemporaryDir folder;
  const std::filesystem::path song = std::filesystem::path(folder.path().toStdString()) / "Song";
  make_demo_song(song, {});
  Store store;
  Jobs jobs;
  store.attempt([&] { store.studio().open(song); });
  store.show_opened();
  HistoryPane pane(store, jobs);
  pane.resize(kHistoryWidth, 900);
  pane.show();
  pane.versions().save("Mix v1", "the first balance");
  const StripId strip = store.session().tracks.front()->strip.id;
  store.edit("Level of the mix", [](const SessionPtr& s) { return edit::set_gain(s, kMixStrip, -4.0); });
  store.edit("Mute Kick", [=](const SessionPtr& s) { return edit::set_muted(s, strip, true); });
  pane.versions().save("Quiet, no kick", "for the bridge");
  store.edit("Pan", [=](const SessionPtr& s) { return edit::set_pan(s, strip, 0.3); });
  pane.compare().choose(0, "Mix v1");
  pane.compare().listen(0);
  EXPECT_TRUE(pane.compare().level_words().startsWith("Measuring"));
  for (int i = 0; i < 3000 && pane.compare().measuring(); ++i) QTest::qWait(20);
  const auto a = pane.compare().loudness(0), b = pane.compare().loudness(1);
  ASSERT_TRUE(a && b);
  EXPECT_GT(*a, *b + 0.5);
  EXPECT_NEAR(*a + pane.compare().trim(0), *b + pane.compare().trim(1), 1e-9);
  EXPECT_EQ(pane.compare().trim(1), 0.0);
  EXPECT_TRUE(pane.compare().level_words().contains("Listening level only")) << pane.compare().level_words().toStdString();
  const QString pictures = QString(SWEETSPOT_SOURCE_DIR) + "/build/screenshots/history";
  QDir().mkpath(pictures);
  QTest::qWait(50);
  pane.grab().save(pictures + "/pane.png");
  for (const auto* label : pane.findChildren<QLabel*>()) {
    if (label->isVisible() && !label->wordWrap()) {
      EXPECT_LE(label->sizeHint().width(), label->width()) << label->text().toStdString();
    }
  }

  // In turn while it plays: the transport goes on.
  store.studio().set_audio({.device = "dummy"});
  store.studio().play();
  QTest::qWait(200);
  ASSERT_TRUE(store.studio().playing());
  for (const int side : {1, 0, 1}) {
    const Frames at = store.studio().playhead();
    pane.compare().listen(side);
    EXPECT_FALSE(pane.compare().measuring());  // known already
    QTest::qWait(150);
    EXPECT_TRUE(store.studio().playing());
    EXPECT_GT(store.studio().playhead(), at);
  }
  pane.versions().switch_to("Quiet, no kick");
  QTest::qWait(150);
  EXPECT_TRUE(store.studio().playing());
  store.studio().stop();
  EXPECT_EQ(pane.compare().heard(), 1);  // the mix as it is: it may change
  pane.compare().end();
  EXPECT_EQ(pane.compare().heard(), -1);
  EXPECT_EQ(store.listening().trim(), 0.0);

  // One comparison at a time.
  pane.compare().choose(0, "Mix v1");
  pane.compare().choose(1, "Quiet, no kick");
  pane.compare().listen(0);
  for (int i = 0; i < 3000 && pane.compare().measuring(); ++i) QTest::qWait(20);
  EXPECT_TRUE(store.listening().is_of(&pane.compare()));
  EXPECT_EQ(store.listening().trim(), pane.compare().trim(0));
  EXPECT_LT(store.listening().trim(), -0.5);
  QObject device;
  store.listening().take(&device, -3.0);
  EXPECT_EQ(pane.compare().heard(), -1) << "a device is compared: the versions no longer are";
  store.edit("Level of the mix", [](const SessionPtr& s) { return edit::set_gain(s, kMixStrip, -5.0); });
  EXPECT_EQ(store.listening().trim(), -3.0) << "and leave the level alone";
  pane.compare().listen(1);
  EXPECT_TRUE(store.listening().is_of(&pane.compare()));
  store.show_opened();
  EXPECT_EQ(store.listening().trim(), 0.0);
  EXPECT_EQ(pane.compare().heard(), -1);
}

TEST(ListeningLevel, AnOwnerThatGoesGivesItBack) {
  double heard = 1.0;
  ListeningLevel level([&](double db) { heard = db; });
  auto owner = std::make_unique<QObject>();
  level.take(owner.get(), -4.0);
  EXPECT_EQ(heard, -4.0);
  QObject other;
  level.release(&other);
  EXPECT_EQ(heard, -4.0) << "only its own";
  owner.reset();
  EXPECT_EQ(heard, 0.0);
}

}  // namespace
}  // namespace sweetspot::ui
