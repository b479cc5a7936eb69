#include "engine/params/fader_law.h"

#include <cmath>

#include <gtest/gtest.h>

namespace sweetspot {
namespace {

TEST(FaderLaw, PutsZeroDecibelsAt87PercentOfTheTravel) { EXPECT_NEAR(fader_travel(0.0), 0.87, 0.01); }

TEST(FaderLaw, HasTheCornersOfTheScale) {
  const double corners[][2] = {{6, 115}, {0, 100}, {-10, 75}, {-20, 50}, {-30, 30}, {-40, 15}, {-50, 7.5}, {-60, 2.5}, {-70, 0}};
  for (const auto& [db, deflection] : corners) EXPECT_NEAR(fader_travel(db) * 115.0, deflection, 1e-9) << db;
}

TEST(FaderLaw, RisesEverywhereBetweenItsEnds) {
  for (double db = -69.99; db < 6.0; db += 0.01) EXPECT_GT(fader_travel(db + 0.01), fader_travel(db)) << db;
}

TEST(FaderLaw, ComesBackWithinAHundredthOfADecibel) {
  for (double db = -69.9; db <= 6.0; db += 0.037) EXPECT_NEAR(fader_db(fader_travel(db)), db, 0.01);
}

TEST(FaderLaw, IsSilentAtTheBottomAndHoldsAtTheEnds) {
  EXPECT_EQ(fader_db(0.0), -INFINITY);
  EXPECT_EQ(fader_db(-1.0), -INFINITY);
  EXPECT_EQ(fader_db(NAN), -INFINITY);
  EXPECT_EQ(fader_db(2.0), 6.0);
  EXPECT_EQ(fader_travel(-200.0), 0.0);
  EXPECT_EQ(fader_travel(-INFINITY), 0.0);
  EXPECT_EQ(fader_travel(40.0), 1.0);
}

}  // namespace
}  // namespace sweetspot
