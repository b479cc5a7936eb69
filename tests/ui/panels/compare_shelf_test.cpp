// Two sets of settings to compare, and undo.
#include <gtest/gtest.h>

#include "ui/panels/compare_shelf.h"

namespace sweetspot::ui {
namespace {

constexpr DeviceId kDevice{4};

DeviceSettings with(double gain) { return {{{"gain", gain}}, 1.0}; }

TEST(CompareShelf, ASlotThatWasNeverUsedBeginsAsACopy) {
  CompareShelf shelf;
  EXPECT_EQ(shelf.heard(kDevice, with(1)), 0);
  EXPECT_EQ(shelf.choose(kDevice, 1, with(1)), with(1));
  EXPECT_EQ(shelf.heard(kDevice, with(1)), 1);
}

TEST(CompareShelf, EachSlotBringsItsOwnBack) {
  CompareShelf shelf;
  shelf.choose(kDevice, 1, with(1));
  EXPECT_EQ(shelf.heard(kDevice, with(2)), 1) << "B was turned";
  EXPECT_EQ(shelf.choose(kDevice, 0, with(2)), with(1));
  EXPECT_EQ(shelf.heard(kDevice, with(1)), 0);
  EXPECT_EQ(shelf.choose(kDevice, 1, with(1)), with(2));
  EXPECT_EQ(shelf.heard(kDevice, with(2)), 1);
}

TEST(CompareShelf, UndoTurnsTheLetterBack) {
  CompareShelf shelf;
  shelf.choose(kDevice, 1, with(1));
  shelf.heard(kDevice, with(2));
  shelf.choose(kDevice, 0, with(2));
  ASSERT_EQ(shelf.heard(kDevice, with(1)), 0);
  EXPECT_EQ(shelf.heard(kDevice, with(2)), 1) << "the choice was undone";
}

TEST(CompareShelf, TurningPastWhatTheOtherHoldsIsNoChoice) {
  CompareShelf shelf;
  shelf.choose(kDevice, 1, with(1));
  shelf.heard(kDevice, with(2));
  shelf.set_turning(kDevice, true);
  EXPECT_EQ(shelf.heard(kDevice, with(1)), 1);
  shelf.set_turning(kDevice, false);
  EXPECT_EQ(shelf.heard(kDevice, with(3)), 1);
  EXPECT_EQ(shelf.choose(kDevice, 0, with(3)), with(1));
}

TEST(CompareShelf, ACopyGoesToTheOtherSlot) {
  CompareShelf shelf;
  shelf.choose(kDevice, 1, with(1));
  shelf.heard(kDevice, with(2));
  shelf.copy_to_other(kDevice, with(2));
  EXPECT_EQ(shelf.choose(kDevice, 0, with(2)), with(2));
}

TEST(CompareShelf, DevicesAreKeptApartAndAnotherSongForgetsThem) {
  CompareShelf shelf;
  shelf.choose(kDevice, 1, with(1));
  EXPECT_EQ(shelf.heard(DeviceId{5}, with(1)), 0);
  shelf.clear();
  EXPECT_EQ(shelf.heard(kDevice, with(1)), 0);
}

}  // namespace
}  // namespace sweetspot::ui
