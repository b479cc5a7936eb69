// The window without a screen, with a home of its own. `--edit-and-wait SONG`: a program that edits and is then killed.
#include <gtest/gtest.h>

#include <QApplication>
#include <QTemporaryDir>
#include <QTest>
#include <cstdio>

#include "engine/session/strip_edits.h"
#include "ui/shell/main_window.h"
#include "ui/store/store.h"
#include "ui/theme/theme.h"

namespace {

int edit_and_wait(const char* song) {
  sweetspot::ui::MainWindow window;
  window.show();
  window.open_paths({song});
  QTest::qWait(200);
  auto& store = window.store();
  const auto track = store.session().tracks.at(0)->strip.id;
  store.edit("Level", [&](const sweetspot::SessionPtr& s) { return sweetspot::edit::set_gain(s, track, -33.5); });
  QTest::qWait(2500);  // the journal is written about once a second
  std::puts("edited");
  std::fflush(stdout);
  QTest::qWait(60000);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  QTemporaryDir home;
  if (argc < 3)  // a killed program and the one after it share a home
    for (const char* name : {"HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"})
      qputenv(name, home.path().toUtf8());
  sweetspot::ui::prepare_scaling();
  QApplication application(argc, argv);
  QApplication::setOrganizationName("Sweetspot");
  QApplication::setApplicationName("SweetspotTest");
  sweetspot::ui::apply_theme(application);
  if (argc == 3) return edit_and_wait(argv[2]);
  return RUN_ALL_TESTS();
}
