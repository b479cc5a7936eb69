#include "engine/session/thin_points.h"

#include <gtest/gtest.h>

#include <cmath>

namespace sweetspot {
namespace {

std::vector<AutomationPoint> drawn(int count, double (*value)(double)) {
  std::vector<AutomationPoint> points;
  for (int i = 0; i < count; ++i) points.push_back({480 * Frames{i}, value(0.01 * i)});
  return points;
}

double farthest(const std::vector<AutomationPoint>& points, const std::vector<AutomationPoint>& left) {
  const AutomationLane lane{.target = {}, .points = left};
  double most = 0.0;
  for (const AutomationPoint& point : points) most = std::max(most, std::abs(value_at(lane, point.at) - point.value));
  return most;
}

TEST(ThinPoints, StaysWithinTheToleranceWithFewPoints) {
  const auto wave = drawn(3000, [](double t) { return 4.0 * std::sin(t) + 0.05 * std::sin(50.0 * t); });
  for (const double tolerance : {0.1, 0.2, 1.0}) {
    const auto left = thin_points(wave, tolerance);
    EXPECT_LE(farthest(wave, left), tolerance);
    EXPECT_EQ(left.front(), wave.front());
    EXPECT_EQ(left.back(), wave.back());
    EXPECT_LT(left.size(), 120u);
  }
}

TEST(ThinPoints, LinesAndStepsNeedTheirCornersAlone) {
  const auto ramp = drawn(1000, [](double t) { return t < 3.0 ? 0.0 : t < 5.0 ? t - 3.0 : 2.0; });
  EXPECT_EQ(thin_points(ramp, 0.01).size(), 4u);
  const std::vector<AutomationPoint> step{{0, -6}, {999, -6}, {1000, 0}, {2000, 0}};
  EXPECT_EQ(thin_points(step, 0.2), step);
  EXPECT_EQ(thin_points({{5, 1}}, 0.2).size(), 1u);
  EXPECT_TRUE(thin_points({}, 0.2).empty());
}

}  // namespace
}  // namespace sweetspot
