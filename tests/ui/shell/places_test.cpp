// Every place with the demo song in it, playing, at the smallest window that is promised and at the usual one. Pictures of them are left
// in build/screenshots; a second run of this program at twice the scale leaves those of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QApplication>
#include <QDir>
#include <QScreen>
#include <QScrollArea>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <memory>
#include <set>

#include "engine/studio/demo_song.h"
#include "tests/support/qt/cut_off.h"
#include "ui/arrange/arrange_place.h"
#include "ui/shell/main_window.h"
#include "ui/shell/song_files.h"
#include "ui/store/jobs.h"
#include "ui/store/store.h"

namespace sweetspot::ui {
namespace {

using testing::IsEmpty;
using testing_support::cut_off;

constexpr Frames kWhereEverybodyPlays = 20 * 48000;

struct View {
  const char* name;
  Place place;
};
constexpr View kViews[] = {
    {"arrange", Place::arrange}, {"mix", Place::mix}, {"tune", Place::tune}, {"master", Place::master}, {"deliver", Place::deliver}};

int colours_of(const QImage& image) {
  std::set<QRgb> seen;
  for (int y = 0; y < image.height(); y += 2)
    for (int x = 0; x < image.width(); x += 2) seen.insert(image.pixel(x, y));
  return static_cast<int>(seen.size());
}

class PlacesTest : public testing::TestWithParam<QSize> {
 protected:
  static void SetUpTestSuite() {
    folder = std::make_unique<QTemporaryDir>();
    make_demo_song(song(), {});
  }
  static void TearDownTestSuite() { folder.reset(); }
  static std::filesystem::path song() { return std::filesystem::path(folder->path().toStdString()) / "Demo"; }

  void SetUp() override {
    QSettings().clear();
    QSettings().setValue("audio/device", "dummy");
    window = std::make_unique<MainWindow>();
    window->resize(GetParam());
    window->show();
    ASSERT_TRUE(QTest::qWaitForWindowActive(window.get()));
    window->start_sound();
  }

  void save(const QString& name) {
    const QString to = QString(SWEETSPOT_SOURCE_DIR) + "/build/screenshots";
    QDir().mkpath(to);
    const QImage image = window->grab().toImage();
    EXPECT_GT(colours_of(image), 20) << name.toStdString();
    const QString scale = window->devicePixelRatioF() > 1.0 ? QString("@%1x").arg(window->devicePixelRatioF()) : QString();
    EXPECT_TRUE(image.save(QString("%1/%2-%3x%4%5.png").arg(to, name).arg(GetParam().width()).arg(GetParam().height()).arg(scale)));
  }

  static std::unique_ptr<QTemporaryDir> folder;
  std::unique_ptr<MainWindow> window;
};

std::unique_ptr<QTemporaryDir> PlacesTest::folder;

TEST_P(PlacesTest, NothingIsCutOffInAnyPlace) {
  QTest::qWait(200);
  EXPECT_THAT(cut_off(*window), IsEmpty()) << "nothing open";
  save("empty");
  ASSERT_TRUE(window->files().open_now(QString::fromStdString(song().string())));
  Store& store = window->store();
  store.studio().locate(kWhereEverybodyPlays);
  store.studio().play();
  for (const View& view : kViews) {
    window->go_to(view.place);
    ASSERT_TRUE(QTest::qWaitFor([&] { return window->jobs().running().empty(); }, 20000)) << view.name;
    QTest::qWait(700);
    EXPECT_EQ(window->size(), GetParam()) << view.name << " needs more room than there is";
    EXPECT_THAT(cut_off(*window), IsEmpty()) << view.name;
    save(view.name);
  }
  // A clip of a voice has all that a clip can have; the inspector holds it without a scroll to the side.
  const auto voice = std::ranges::find_if(store.session().tracks, [](const auto& track) { return track->role == Role::lead_vocal; });
  ASSERT_NE(voice, store.session().tracks.end());
  window->go_to(Place::arrange);
  store.select_strip((*voice)->strip.id);
  store.select_regions({(*voice)->regions.front().id});
  QTest::qWait(700);
  EXPECT_THAT(cut_off(*window), IsEmpty()) << "a clip is chosen";
  for (const auto* area : window->arrange().findChildren<QScrollArea*>()) {
    if (area->isVisible() && area->widget()) {
      EXPECT_LE(area->widget()->width(), area->viewport()->width());
    }
  }
  save("arrange-clip");
  store.select_strip(store.session().tracks.front()->strip.id);
  window->go_to(Place::mix);
  QTest::qWait(700);
  EXPECT_THAT(cut_off(*window), IsEmpty()) << "a strip is chosen";
  save("mix-strip");
}

INSTANTIATE_TEST_SUITE_P(Sizes, PlacesTest, testing::Values(QSize(1280, 720), QSize(1600, 1000)),
                         [](const auto& each) { return std::to_string(each.param.width()) + "x" + std::to_string(each.param.height()); });

}  // namespace
}  // namespace sweetspot::ui
