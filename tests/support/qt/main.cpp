// One program of Qt widgets without a screen.
#include <gtest/gtest.h>

#include <QApplication>
#include <QTemporaryDir>

#include "ui/theme/theme.h"

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  // What a user keeps is not read, and what tests keep goes with them.
  const QTemporaryDir home;
  qputenv("XDG_CONFIG_HOME", home.path().toLocal8Bit());
  sweetspot::ui::prepare_scaling();
  QApplication application(argc, argv);
  sweetspot::ui::apply_theme(application);
  return RUN_ALL_TESTS();
}
