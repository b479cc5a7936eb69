#include "engine/playback/load_meter.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

namespace sweetspot {
namespace {

TEST(LoadMeter, FindsMeanWorstAndPercentile) {
  LoadMeter meter;
  std::mt19937 random(3);
  std::vector<double> loads;
  for (int i = 0; i < 20000; ++i) {
    loads.push_back(0.1 + 0.4 * std::pow(static_cast<double>(random()) / 4294967296.0, 8.0));
    meter.add(loads.back() * 0.005, 0.005);
  }
  std::sort(loads.begin(), loads.end());
  const LoadFigures figures = meter.figures();
  double sum = 0.0;
  for (double load : loads) sum += load;
  EXPECT_EQ(figures.blocks, 20000u);
  EXPECT_NEAR(figures.mean, sum / 20000.0, 1e-9);
  EXPECT_NEAR(figures.worst, loads.back(), 1e-12);
  EXPECT_NEAR(figures.p999, loads[20000 - 20 - 1], 0.0021);
}

TEST(LoadMeter, IsEmptyAtFirstAndAfterReset) {
  LoadMeter meter;
  EXPECT_EQ(meter.figures().blocks, 0u);
  meter.add(1.0, 0.5);
  EXPECT_DOUBLE_EQ(meter.figures().worst, 2.0);
  meter.reset();
  EXPECT_EQ(meter.figures().blocks, 0u);
  EXPECT_EQ(meter.figures().p999, 0.0);
}

}  // namespace
}  // namespace sweetspot
