// One program of Qt widgets without a screen.
#include <gtest/gtest.h>

#include <QApplication>

#include "ui/theme/theme.h"

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  sweetspot::ui::prepare_scaling();
  QApplication application(argc, argv);
  sweetspot::ui::apply_theme(application);
  return RUN_ALL_TESTS();
}
