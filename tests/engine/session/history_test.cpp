#include "engine/session/history.h"

#include <gmock/gmock.h>

#include "engine/session/device_edits.h"
#include "engine/session/format.h"
#include "engine/session/region_edits.h"
#include "engine/session/strip_edits.h"
#include "engine/session/track_edits.h"
#include "tests/engine/session/support.h"

namespace sweetspot {
namespace {

using std::chrono::milliseconds;
const History::Time kStart{};

SessionPtr gain(const History& history, double db) { return edit::set_gain(history.current(), kMixStrip, db); }

TEST(History, UndoesAndRedoes) {
  History history(make_session("S", 48000));
  history.commit(gain(history, -1), {.name = "One", .target = ""});
  history.commit(gain(history, -2), {.name = "Two", .target = ""});
  EXPECT_EQ(history.undo_name(), "Two");
  EXPECT_EQ(history.undo()->mix->fader.gain_db, -1);
  EXPECT_EQ(history.redo_name(), "Two");
  EXPECT_EQ(history.undo()->mix->fader.gain_db, 0);
  EXPECT_FALSE(history.can_undo());
  EXPECT_EQ(history.undo()->mix->fader.gain_db, 0);
  EXPECT_EQ(history.jump(2)->mix->fader.gain_db, -2);
  EXPECT_FALSE(history.can_redo());
  EXPECT_FALSE(test::error_of([&] { history.jump(3); }).empty());
  history.jump(1);
  history.commit(gain(history, -5), {.name = "Three", .target = ""});
  EXPECT_EQ(history.steps().size(), 3u);
  EXPECT_EQ(history.steps()[2].name, "Three");
}

TEST(History, JoinsOneGestureOnOneTarget) {
  History history(make_session("S", 48000));
  const EditLabel drag{.name = "Level", .target = "mix/fader/gain", .gesture = 7};
  for (int i = 1; i <= 50; ++i) history.commit(gain(history, -i), drag);
  EXPECT_EQ(history.steps().size(), 2u);
  EXPECT_EQ(history.current()->mix->fader.gain_db, -50);
  history.commit(edit::set_pan(history.current(), kMixStrip, 0.5), {.name = "Pan", .target = "mix/fader/pan", .gesture = 7});
  EXPECT_EQ(history.steps().size(), 3u);
  history.commit(gain(history, -3), {.name = "Level", .target = "mix/fader/gain", .gesture = 8});
  EXPECT_EQ(history.steps().size(), 4u);
  history.commit(gain(history, -4), {.name = "Level", .target = "mix/fader/gain", .gesture = 9});
  EXPECT_EQ(history.steps().size(), 5u);
  history.jump(0);
  EXPECT_EQ(history.current()->mix->fader.gain_db, 0);
}

TEST(History, AGestureThatGoesBackToTheValueBeforeItLeavesNoStep) {
  History history(make_session("S", 48000));
  history.commit(gain(history, -1), {.name = "Before", .target = ""});
  const SessionPtr before = history.current();
  const EditLabel drag{.name = "Level", .target = "mix/fader/gain", .gesture = 7};
  history.commit(gain(history, -5), drag);
  history.commit(gain(history, -9), drag);
  history.commit(before, drag);
  EXPECT_EQ(history.current(), before);
  EXPECT_EQ(history.undo_name(), "Before");
  EXPECT_EQ(history.steps().size(), 2u);
  EXPECT_FALSE(history.can_redo());
  history.undo();
  const SessionPtr first = history.current();
  const EditLabel again{.name = "Level", .target = "mix/fader/gain", .gesture = 4};
  history.commit(gain(history, -5), again);
  EXPECT_FALSE(history.can_redo());
  history.commit(first, again);
  EXPECT_EQ(history.redo_name(), "Before") << "what was undone can still be brought back";
  EXPECT_EQ(history.redo()->mix->fader.gain_db, -1);
  history.commit(gain(history, -7), drag);
  EXPECT_EQ(history.steps().size(), 3u) << "what goes on is a step of its own, not part of the one before";
  EXPECT_EQ(history.undo(), before);
}

TEST(History, GoingBackFromASavedStepIsAStep) {
  History history(make_session("S", 48000));
  const SessionPtr before = history.current();
  const EditLabel drag{.name = "Level", .target = "mix/fader/gain", .gesture = 7};
  history.commit(gain(history, -5), drag);
  history.mark_saved();
  history.commit(before, drag);
  EXPECT_EQ(history.steps().size(), 3u);
  EXPECT_TRUE(history.modified());
}

TEST(History, JoinsTurnsOfTheWheelWithin600Milliseconds) {
  History history(make_session("S", 48000), "Open", kStart);
  const EditLabel wheel{.name = "Level", .target = "mix/fader/gain", .wheel = true};
  history.commit(gain(history, -1), wheel, kStart);
  history.commit(gain(history, -2), wheel, kStart + milliseconds(600));
  history.commit(gain(history, -3), wheel, kStart + milliseconds(1200));
  EXPECT_EQ(history.steps().size(), 2u);
  history.commit(gain(history, -4), wheel, kStart + milliseconds(1801));
  EXPECT_EQ(history.steps().size(), 3u);
  EXPECT_EQ(history.undo()->mix->fader.gain_db, -3);
  history.commit(gain(history, -9), wheel, kStart + milliseconds(1802));
  EXPECT_EQ(history.steps().size(), 3u) << "what was reached by undo is not joined";
  EXPECT_EQ(history.undo()->mix->fader.gain_db, -3);
}

TEST(History, KnowsWhetherItIsSaved) {
  History history(make_session("S", 48000));
  const EditLabel drag{.name = "Level", .target = "g", .gesture = 1};
  EXPECT_FALSE(history.modified());
  history.commit(gain(history, -1), drag);
  EXPECT_TRUE(history.modified());
  history.mark_saved();
  EXPECT_FALSE(history.modified());
  history.commit(gain(history, -2), drag);
  EXPECT_TRUE(history.modified());
  history.undo();
  EXPECT_FALSE(history.modified()) << "the saved step must have been kept apart";
  history.commit(history.current(), drag);
  EXPECT_EQ(history.steps().size(), 3u);
}

TEST(History, NeverGivesAnIdTwice) {
  History history(make_session("S", 48000));
  const auto first = edit::add_track(history.current(), "A");
  history.commit(first.session, {.name = "Add", .target = ""});
  history.mark_saved();
  history.undo();
  const auto second = edit::add_track(history.current(), "B");
  EXPECT_NE(first.id, second.id);
  history.redo();
  EXPECT_FALSE(history.modified());
}

TEST(History, UndoOfASplitGivesTheSameFile) {
  History history(test::rich_session());
  const std::string before = session_to_text(*history.current(), test::catalog());
  const Region& region = history.current()->tracks[0]->regions[0];
  history.commit(edit::split_region(history.current(), region.id, region.position + 100).session, {.name = "Split", .target = ""});
  EXPECT_NE(session_to_text(*history.current(), test::catalog()), before);
  EXPECT_EQ(session_to_text(*history.undo(), test::catalog()), before);
}

}  // namespace
}  // namespace sweetspot
