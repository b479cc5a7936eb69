// Panes whose sizes are set with the mouse or the keyboard and found again.
#include <gtest/gtest.h>

#include <QSettings>
#include <QTest>

#include "ui/controls/kept_splitter.h"

namespace sweetspot::ui {
namespace {

struct Panes {
  Panes() : splitter(Qt::Horizontal, "test") {
    splitter.add_pane(new QWidget, 100, 200, 400);
    splitter.add_pane(new QWidget, 100, 0, QWIDGETSIZE_MAX);
    splitter.add_pane(new QWidget, 100, 150, 300);
    splitter.restore();
    splitter.resize(1000, 300);
    splitter.show();
    QTest::qWait(20);
  }
  QList<int> sizes() const { return splitter.sizes(); }
  KeptSplitter splitter;
};

class KeptSplitterTest : public testing::Test {
 protected:
  void SetUp() override { QSettings().clear(); }
};

TEST_F(KeptSplitterTest, StartsAsItWasMade) {
  const Panes panes;
  EXPECT_EQ(panes.sizes(), (QList<int>{200, 640, 150}));
}

TEST_F(KeptSplitterTest, SizesAreFoundAgain) {
  {
    Panes panes;
    QSplitterHandle* const handle = panes.splitter.handle(1);
    QTest::mousePress(handle, Qt::LeftButton, {}, QPoint(2, 100));
    QTest::mouseMove(handle, QPoint(62, 100));
    QTest::mouseRelease(handle, Qt::LeftButton, {}, QPoint(2, 100));
    EXPECT_NEAR(panes.sizes()[0], 260, 2);
  }
  Panes again;
  EXPECT_NEAR(again.sizes()[0], 260, 2);
  EXPECT_EQ(again.sizes()[2], 150);
  again.splitter.resize(800, 300);
  EXPECT_NEAR(again.sizes()[0], 260, 2) << "the middle gives way";
}

TEST_F(KeptSplitterTest, ADoubleClickBringsTheFirstSizesBack) {
  Panes panes;
  panes.splitter.move_handle(1, 100);
  EXPECT_EQ(panes.sizes()[0], 300);
  QTest::mouseDClick(panes.splitter.handle(1), Qt::LeftButton, {}, QPoint(2, 100));
  EXPECT_EQ(panes.sizes(), (QList<int>{200, 640, 150}));
}

TEST_F(KeptSplitterTest, ArrowsMoveABorderWithinWhatPanesMayBe) {
  Panes panes;
  QSplitterHandle* const handle = panes.splitter.handle(2);
  EXPECT_FALSE(handle->accessibleName().isEmpty());
  QTest::keyClick(handle, Qt::Key_Left);
  EXPECT_EQ(panes.sizes()[2], 158);
  for (int i = 0; i < 20; ++i) QTest::keyClick(handle, Qt::Key_Left, Qt::ShiftModifier);
  EXPECT_EQ(panes.sizes()[2], 300);
  for (int i = 0; i < 20; ++i) QTest::keyClick(handle, Qt::Key_Right, Qt::ShiftModifier);
  EXPECT_EQ(panes.sizes()[2], 100);
}

TEST_F(KeptSplitterTest, SizesOfOtherPanesAreNotTaken) {
  QSettings().setValue("panes/test", QVariantList{10, 20});
  EXPECT_EQ(Panes().sizes(), (QList<int>{200, 640, 150}));
  QSettings().setValue("panes/test", QVariantList{-5, 20, 7});
  EXPECT_EQ(Panes().sizes(), (QList<int>{200, 640, 150}));
}

}  // namespace
}  // namespace sweetspot::ui
