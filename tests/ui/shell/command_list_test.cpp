// The list of commands, and the walk from problem to problem.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QLineEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>
#include <memory>

#include "engine/session/region_edits.h"
#include "engine/session/song_edits.h"
#include "engine/session/strip_edits.h"
#include "engine/session/track_edits.h"
#include "ui/shell/action_table.h"
#include "ui/shell/command_list.h"
#include "ui/shell/problem_walk.h"
#include "ui/store/store.h"

namespace sweetspot::ui {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

struct Commands {
  Commands()
      : table({{"play", "Transport", "Play or stop", {QKeySequence("Space")}, [this] { ran << "play"; }},
               {"loop", "Transport", "Loop on or off", {QKeySequence("L")}, [this] { ran << "loop"; }},
               {"demo", "Song", "Open the demo song", {}, [this] { ran << "demo"; }}},
              window),
        list(table) {
    list.show();
  }
  QStringList ran;
  QWidget window;
  ActionTable table;
  CommandList list;
};

TEST(CommandList, WordsAreFoundWhereverTheyStand) {
  EXPECT_TRUE(matches("Transport Play or stop Space", "stop tran"));
  EXPECT_TRUE(matches("Transport Play or stop Space", ""));
  EXPECT_FALSE(matches("Transport Play or stop Space", "stop x"));
}

TEST(CommandList, ShowsAllAndFindsByNameSectionAndKey) {
  Commands c;
  EXPECT_THAT(c.list.shown(), ElementsAre("play", "loop", "demo"));
  EXPECT_EQ(c.list.chosen(), "") << "Enter in the full list runs nothing";
  c.list.search().setText("transport");
  EXPECT_THAT(c.list.shown(), ElementsAre("play", "loop"));
  c.list.search().setText("space");
  EXPECT_THAT(c.list.shown(), ElementsAre("play"));
  c.list.search().setText("no such thing");
  EXPECT_THAT(c.list.shown(), IsEmpty());
  QTest::keyClick(&c.list.search(), Qt::Key_Return);
  QTest::qWait(10);
  EXPECT_TRUE(c.list.isVisible());
  EXPECT_TRUE(c.ran.isEmpty());
}

TEST(CommandList, ArrowsChooseAndEnterRuns) {
  Commands c;
  QTest::keyClicks(&c.list.search(), "transport");
  EXPECT_EQ(c.list.chosen(), "play");
  QTest::keyClick(&c.list.search(), Qt::Key_Down);
  QTest::keyClick(&c.list.search(), Qt::Key_Down);
  EXPECT_EQ(c.list.chosen(), "loop");
  QTest::keyClick(&c.list.search(), Qt::Key_Return);
  QTest::qWait(10);
  EXPECT_EQ(c.ran, QStringList{"loop"});
  EXPECT_FALSE(c.list.isVisible());
}

TEST(ProblemWalk, GoesRoundTheProblemsAndSelectsWhatTheyAreAbout) {
  QSettings().clear();
  Store store;
  ProblemWalk walk(store);
  QSignalSpy told(&walk, &ProblemWalk::told);
  QSignalSpy places(&walk, &ProblemWalk::place_wanted);
  walk.next();
  ASSERT_EQ(told.count(), 1);
  EXPECT_TRUE(told.last().front().toString().contains("nothing to export"));
  EXPECT_TRUE(places.isEmpty());
  StripId bass, keys;
  store.edit("Tracks", [&](const SessionPtr& session) {
    Media media;
    media.path = "audio/tone.wav";
    media.frames = 48000;
    const auto recording = edit::add_media(session, media);
    const auto first = edit::add_track(recording.session, "Bass");
    const auto second = edit::add_track(first.session, "Keys");
    bass = first.id;
    keys = second.id;
    SessionPtr now = edit::add_region(second.session, bass, recording.id, 0).session;
    now = edit::add_region(now, keys, recording.id, 0).session;
    return edit::set_muted(edit::set_muted(now, bass, true), keys, true);
  });
  const auto next = [&] {
    walk.next();
    return told.last().front().toString().toStdString();
  };
  EXPECT_THAT(next(), StartsWith("Problem 1 of 3: tone.wav is missing, 2 clips"));
  EXPECT_EQ(store.selected_regions().size(), 2u);
  EXPECT_THAT(next(), StartsWith("Problem 2 of 3: Bass is muted"));
  EXPECT_EQ(store.selected_strip(), bass);
  EXPECT_EQ(places.count(), 2);
  EXPECT_THAT(next(), StartsWith("Problem 3 of 3: Keys is muted"));
  EXPECT_EQ(store.selected_strip(), keys);
  EXPECT_THAT(next(), StartsWith("Problem 1 of 3")) << "round again";
  store.edit("Unmute", [&](const SessionPtr& session) { return edit::set_muted(session, bass, false); });
  EXPECT_THAT(next(), StartsWith("Problem 2 of 2: Keys"));
  store.edit("All gone", [&](const SessionPtr& session) { return edit::remove_strip(edit::remove_strip(session, keys), bass); });
  EXPECT_THAT(next(), HasSubstr("nothing to export"));
}

}  // namespace
}  // namespace sweetspot::ui
