#include "engine/dsp/pan_law.h"

#include <gtest/gtest.h>

#include <cmath>

namespace sweetspot::dsp {
namespace {

double db(double gain) { return 20.0 * std::log10(gain); }

TEST(PanLaw, ConstantPowerKeepsThePower) {
  for (double p = -1.0; p <= 1.0; p += 0.01) {
    const auto [left, right] = constant_power_gains(p);
    EXPECT_NEAR(left * left + right * right, 1.0, 1e-12);
  }
  EXPECT_NEAR(db(constant_power_gains(0.0).left), -3.0103, 1e-4);
  EXPECT_EQ(constant_power_gains(0.0).left, constant_power_gains(0.0).right);
}

TEST(PanLaw, LinearKeepsTheSum) {
  for (double p = -1.0; p <= 1.0; p += 0.01) {
    const auto [left, right] = linear_gains(p);
    EXPECT_NEAR(left + right, 1.0, 1e-12);
  }
  EXPECT_NEAR(db(linear_gains(0.0).left), -6.0206, 1e-4);
}

TEST(PanLaw, BalanceOnlyTurnsDown) {
  EXPECT_EQ(balance_gains(0.0).left, 1.0);
  EXPECT_EQ(balance_gains(0.0).right, 1.0);
  EXPECT_EQ(balance_gains(0.25).left, 0.75);
  EXPECT_EQ(balance_gains(0.25).right, 1.0);
  EXPECT_EQ(balance_gains(-0.25).right, 0.75);
}

TEST(PanLaw, EndsAreExact) {
  for (const PanLaw law : {PanLaw::balance, PanLaw::constant_power, PanLaw::linear}) {
    EXPECT_EQ(pan_gains(law, -1.0).left, 1.0);
    EXPECT_EQ(pan_gains(law, -1.0).right, 0.0);
    EXPECT_EQ(pan_gains(law, 1.0).left, 0.0);
    EXPECT_EQ(pan_gains(law, 1.0).right, 1.0);
    EXPECT_EQ(pan_gains(law, 2.0).left, 0.0);  // beyond the end is the end
  }
}

}  // namespace
}  // namespace sweetspot::dsp
