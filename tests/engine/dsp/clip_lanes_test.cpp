#include "engine/dsp/clip_lanes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "engine/dsp/saturation_curves.h"
#include "engine/dsp/tap_sums.h"

namespace sweetspot::dsp {
namespace {

double excess(double x, double start, double end) { return std::copysign(clip_excess(std::abs(x), start, end - start), x); }

double mean_excess(double a, double b, double start, double end) {
  const int pieces = 1 + static_cast<int>(std::abs(b - a) * 3000.0);
  double sum = 0.0;
  for (int k = 0; k < pieces; ++k)
    for (const double side : {-0.28867513459481287, 0.28867513459481287})
      sum += excess(a + (b - a) * (k + 0.5 + side) / pieces, start, end);
  return 0.5 * sum / pieces;
}

// One row of samples, each a stream's frame, with steps of every size at every height; knees of every width.
TEST(ClipLanes, TakeAwayWhatTheDefinitionSays) {
  constexpr std::size_t kFrames = 400;
  std::mt19937 random(1);
  std::uniform_real_distribution<float> unit(-1.0f, 1.0f);
  for (const bool averaged : {true, false})
    for (const float width : {0.0f, 1e-3f, 0.1f, 0.7f}) {
      std::vector<float> in(1 + kFrames + kTapSumSpare, 0.0f), out = in, start(kFrames + kTapSumSpare, 1.0f), end = start;
      float x = 0.0f;
      for (std::size_t i = 0; i <= kFrames; ++i) {
        if (random() % 5 == 0) x = 2.5f * unit(random);
        in[i] = x += unit(random) * std::pow(10.0f, 3.5f * unit(random) - 3.5f);
      }
      for (std::size_t i = 0; i < start.size(); ++i) {
        start[i] = 0.4f + 0.0013f * static_cast<float>(i);
        end[i] = start[i] + width;
      }
      const float* const from[] = {in.data() + 1};
      float* const to[] = {out.data()};
      clip_streams({from, to, 1, kFrames, averaged, start.data(), end.data()});
      for (std::size_t i = 0; i < kFrames; ++i) {
        const double wanted = averaged ? mean_excess(in[i], in[i + 1], start[i], end[i]) : excess(in[i + 1], start[i], end[i]);
        ASSERT_NEAR(out[i], wanted, 1e-6) << averaged << " " << width << " " << i;
        const bool below = std::max(std::abs(in[i]), std::abs(in[i + 1])) <= start[i];
        ASSERT_TRUE(!below || out[i] == 0.0f);
      }
    }
}

}  // namespace
}  // namespace sweetspot::dsp
