// Songs that nobody plans for: names of 300 letters or from right to left, a clip of one sample, ten hours.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QAction>
#include <QApplication>
#include <QSettings>
#include <QTest>
#include <memory>

#include "engine/session/region_edits.h"
#include "engine/session/song_edits.h"
#include "engine/session/strip_edits.h"
#include "engine/session/track_edits.h"
#include "tests/support/qt/cut_off.h"
#include "ui/arrange/arrange_place.h"
#include "ui/arrange/clip_boxes.h"
#include "ui/arrange/lanes_view.h"
#include "ui/arrange/timeline_model.h"
#include "ui/shell/main_window.h"
#include "ui/store/store.h"

namespace sweetspot::ui {
namespace {

using testing::IsEmpty;
using testing_support::cut_off;

constexpr Frames kTenHours = 10LL * 3600 * 48000;

class ExtremesTest : public testing::Test {
 protected:
  void SetUp() override {
    QSettings().clear();
    QSettings().setValue("audio/device", "dummy");
    window = std::make_unique<MainWindow>();
    window->resize(1280, 720);
    window->show();
    ASSERT_TRUE(QTest::qWaitForWindowActive(window.get()));
    window->start_sound();
  }

  // A track with one clip of as many frames.
  StripId add(const std::string& name, Frames frames, Role role = Role::unknown) {
    StripId id;
    window->store().edit("Add", [&](const SessionPtr& session) {
      Media media;
      media.path = "audio/" + std::to_string(session->media.size()) + ".wav";
      media.frames = frames;
      const auto recording = edit::add_media(session, media);
      const auto track = edit::add_track(recording.session, name, 1, role);
      id = track.id;
      return edit::add_region(track.session, track.id, recording.id, 0).session;
    });
    return id;
  }

  void expect_every_place_fits(const char* what) {
    for (const Place place : {Place::arrange, Place::mix, Place::tune, Place::master, Place::deliver}) {
      window->go_to(place);
      QTest::qWait(150);
      EXPECT_THAT(cut_off(*window), IsEmpty()) << what << ", place " << static_cast<int>(place) + 1;
      EXPECT_EQ(window->size(), QSize(1280, 720)) << what;
    }
  }

  std::unique_ptr<MainWindow> window;
};

TEST_F(ExtremesTest, LongNamesAreShortenedAndToldWhole) {
  const std::string name(300, 'W');
  const StripId id = add(name, 480000, Role::lead_vocal);
  window->store().select_strip(id);
  window->store().edit("Name", [&](const SessionPtr& session) { return edit::set_session_name(session, name); });
  expect_every_place_fits("300 letters");
}

TEST_F(ExtremesTest, NamesFromRightToLeft) {
  const StripId id = add("צליל ראשון", 480000, Role::lead_vocal);
  add("صوت المغني", 480000, Role::bass);
  window->store().select_strip(id);
  expect_every_place_fits("right to left");
}

TEST_F(ExtremesTest, AClipOfOneSampleCanBeSeenAndChosen) {
  add("Long", 480000);
  const StripId id = add("Click", 1);
  const Session& session = window->store().session();
  const RegionId click = find_track(session, id)->regions.front().id;
  window->go_to(Place::arrange);
  TimelineModel& model = window->arrange().model();
  model.fit_song();
  QTest::qWait(100);
  const TrackRow* row = row_of(model.rows(), id);
  ASSERT_NE(row, nullptr);
  QTest::mouseClick(&window->arrange().lanes(), Qt::LeftButton, {},
                    QPoint(static_cast<int>(model.scale().x(0)), row->y + row->height / 2 - model.rows_scroll()));
  EXPECT_EQ(window->store().selected_regions(), std::set<RegionId>{click});
  window->arrange().zoom_to_selection();
  QTest::qWait(100);
  window->arrange().split();
  EXPECT_EQ(find_track(window->store().session(), id)->regions.size(), 1u) << "one sample cannot be cut";
}

TEST_F(ExtremesTest, TenHours) {
  add("Concert", kTenHours);
  window->go_to(Place::arrange);
  window->arrange().model().fit_song();
  QTest::qWait(200);
  const TimelineScale& scale = window->arrange().model().scale();
  EXPECT_LE(scale.x(kTenHours), window->arrange().lanes().width());
  EXPECT_GE(scale.x(kTenHours), window->arrange().lanes().width() - 8);
  window->store().studio().locate(kTenHours - 48000);
  expect_every_place_fits("ten hours");
  // From the whole to single samples and back, one step at a time.
  window->go_to(Place::arrange);
  for (int i = 0; i < 60; ++i) window->arrange().model().zoom(1.5, 300.0);
  QTest::qWait(50);
  for (int i = 0; i < 60; ++i) window->arrange().model().zoom(1.0 / 1.5, 300.0);
  QTest::qWait(50);
  EXPECT_LE(scale.x(kTenHours), window->arrange().lanes().width());
}

TEST_F(ExtremesTest, NothingAtAllWorksInEveryPlace) {
  expect_every_place_fits("no tracks");
  for (const char* action :
       {"play", "split", "duplicate", "delete", "fit_song", "zoom_selection", "loop_selection", "marker", "compare", "mute", "solo",
        "rename", "undo", "redo", "select_all", "fade_in", "crossfade", "next_problem", "play_selection"})
    if (QAction* found = window->findChild<QAction*>(action)) found->trigger();
  QTest::qWait(100);
  EXPECT_TRUE(window->store().session().tracks.empty());
}

}  // namespace
}  // namespace sweetspot::ui
