// Edits, gestures and selection through the store; long work beside it.
#include <gtest/gtest.h>

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <cmath>
#include <thread>

#include "engine/core/progress.h"
#include "engine/session/strip_edits.h"
#include "engine/session/track_edits.h"
#include "ui/store/jobs.h"
#include "ui/store/silent_loudness.h"
#include "ui/store/step_words.h"
#include "ui/store/store.h"

namespace sweetspot::ui {
namespace {

class StoreTest : public testing::Test {
 protected:
  StripId add_track(const char* name) {
    StripId id;
    store.edit("Add track", [&](const SessionPtr& s) {
      const auto added = edit::add_track(s, name);
      id = added.id;
      return added.session;
    });
    return id;
  }
  void set_gain(StripId strip, double db) {
    store.edit(
        "Level", [=](const SessionPtr& s) { return edit::set_gain(s, strip, db); }, "gain");
  }
  std::size_t steps() { return store.studio().history().steps().size(); }
  Store store;
};

TEST_F(StoreTest, ADragIsOneStepAndTheNextAnother) {
  const StripId kick = add_track("Kick");
  const auto before = steps();
  for (double db = -1.0; db > -9.0; db -= 1.0) set_gain(kick, db);
  store.end_gesture();
  EXPECT_EQ(steps(), before + 1);
  set_gain(kick, -20.0);
  EXPECT_EQ(steps(), before + 2);
}

TEST_F(StoreTest, AGestureThatIsCancelledLeavesNoTrace) {
  const StripId kick = add_track("Kick");
  set_gain(kick, -3.0);
  store.end_gesture();
  store.studio().undo();
  store.refresh();
  const SessionPtr before = store.session_ptr();
  const auto then = steps();
  for (double db = -1.0; db > -9.0; db -= 1.0) set_gain(kick, db);
  store.cancel_gesture();
  EXPECT_EQ(store.session_ptr(), before) << "the very value, so that a saved song is not changed";
  EXPECT_EQ(steps(), then);
  EXPECT_TRUE(store.studio().history().can_redo());
}

TEST_F(StoreTest, AStepTellsFromWhereToWhere) {
  const StripId kick = add_track("Kick");
  const auto move = [&](double db) {
    const StepWords step = strip_step(store.session(), kick, "gain", db);
    store.edit(step.name, [=](const SessionPtr& s) { return edit::set_gain(s, kick, db); }, "gain", step.value);
  };
  move(-1.5);
  store.end_gesture();
  for (double db = -2.0; db >= -6.0; db -= 0.5) move(db);
  EXPECT_EQ(store.studio().history().steps().back().words(), "Level of Kick: -1.5 dB to -6.0 dB");
  EXPECT_EQ(store.studio().history().undo_name(), "Level of Kick") << "short, for the button";
  EXPECT_EQ(strip_step(store.session(), kick, "mute", 1.0).name, "Mute Kick");
}

TEST(LoudnessAfterAStop, RunsEmptyAndTellsNoNumberOfNoSound) {
  LoudnessReadout heard{-14.0, -15.0, -16.0, 5.0, -1.0, 0.7};
  const LoudnessReadout now = after_stop(heard, 0.0), soon = after_stop(heard, 0.2), later = after_stop(heard, 5.0);
  EXPECT_EQ(now.momentary, -14.0);
  EXPECT_EQ(now.correlation, 0.7);
  EXPECT_NEAR(soon.momentary, -17.0, 0.05);
  EXPECT_LT(soon.short_term, -15.0);
  EXPECT_EQ(later.momentary, kMinusInfinity);
  EXPECT_EQ(later.short_term, kMinusInfinity);
  EXPECT_TRUE(std::isnan(later.correlation));
  EXPECT_EQ(later.integrated, -16.0) << "of the whole, it stays";
  EXPECT_EQ(later.range, 5.0);
  EXPECT_TRUE(std::isnan(after_stop({}, 5.0).range));
}

TEST_F(StoreTest, WhatCannotBeDoneIsSaidAndChangesNothing) {
  const StripId kick = add_track("Kick");
  add_track("Snare");
  QSignalSpy problem(&store, &Store::problem);
  const SessionPtr before = store.session_ptr();
  store.edit("Rename", [=](const SessionPtr& s) { return edit::rename_strip(s, kick, "Snare"); });
  EXPECT_EQ(problem.count(), 1);
  EXPECT_EQ(store.session_ptr(), before);
}

TEST_F(StoreTest, OnlyWhatCameOrWentIsAStructure) {
  QSignalSpy structure(&store, &Store::structure_changed), value(&store, &Store::session_changed);
  const StripId kick = add_track("Kick");
  EXPECT_EQ(structure.count(), 1);
  set_gain(kick, -3.0);
  EXPECT_EQ(structure.count(), 1);
  EXPECT_EQ(value.count(), 2);
}

TEST_F(StoreTest, WhatIsGoneIsNoLongerSelected) {
  const StripId kick = add_track("Kick");
  store.select_strip(kick);
  store.edit("Remove", [=](const SessionPtr& s) { return edit::remove_strip(s, kick); });
  EXPECT_FALSE(store.selected_strip());
}

// --- Jobs -------------------------------------------------------------------------------------------------------------

bool ended(const Jobs& jobs) {
  return QTest::qWaitFor([&] { return jobs.running().empty(); }, 5000);
}

TEST(Jobs, EndOnTheMainThreadWithWhatTheyMade) {
  Jobs jobs;
  const auto main = std::this_thread::get_id();
  std::thread::id worker, finisher;
  Job* job = jobs.start("Work", [&](const Progress& progress) -> JobEnd {
    worker = std::this_thread::get_id();
    progress.at(0.5);
    return [&] { finisher = std::this_thread::get_id(); };
  });
  QSignalSpy over(job, &Job::ended);
  ASSERT_TRUE(ended(jobs));
  EXPECT_NE(worker, main);
  EXPECT_EQ(finisher, main);
  ASSERT_EQ(over.count(), 1);
  EXPECT_EQ(over[0][0].value<Job::Outcome>(), Job::Outcome::done);
}

TEST(Jobs, StopWithin200MillisecondsAndThenDoNothing) {
  Jobs jobs;
  bool finished = false;
  Job* job = jobs.start("Work", [&](const Progress& progress) -> JobEnd {
    for (int i = 0; i < 10000; ++i) {
      progress.at(i / 10000.0);
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return [&] { finished = true; };
  });
  QTest::qWait(50);
  QElapsedTimer clock;
  clock.start();
  job->cancel();
  ASSERT_TRUE(ended(jobs));
  EXPECT_LT(clock.elapsed(), 200);
  EXPECT_FALSE(finished);
}

TEST(Jobs, SayWhyTheyFailed) {
  Jobs jobs;
  QSignalSpy failed(&jobs, &Jobs::failed);
  jobs.start("In the thread", [](const Progress&) -> JobEnd { throw Error("a.wav", "is no sound", "choose another file"); });
  ASSERT_TRUE(ended(jobs));
  jobs.start("At the end", [](const Progress&) -> JobEnd { return [] { throw Error("the disk", "is full", "free some space"); }; });
  ASSERT_TRUE(ended(jobs));
  ASSERT_EQ(failed.count(), 2);
  EXPECT_EQ(failed[0][0].toString(), "a.wav: is no sound; choose another file");
  EXPECT_EQ(failed[1][0].toString(), "the disk: is full; free some space");
}

TEST(Jobs, EndWithTheirOwner) {
  std::atomic<bool> stopped{false};
  {
    Jobs jobs;
    jobs.start("Work", [&](const Progress& progress) -> JobEnd {
      try {
        for (;;) {
          progress.at(0.1);
          std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
      } catch (const Cancelled&) {
        stopped = true;
        throw;
      }
    });
  }
  EXPECT_TRUE(stopped);
}

}  // namespace
}  // namespace sweetspot::ui
