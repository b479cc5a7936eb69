// The kernel against its definition: each curve averaged over the line between two samples, by adding up small pieces in double.
#include "engine/dsp/saturation_lanes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "engine/dsp/tap_sums.h"

namespace sweetspot::dsp {
namespace {

constexpr SaturationCurve kAll[] = {SaturationCurve::tape, SaturationCurve::tube, SaturationCurve::transistor, SaturationCurve::soft,
                                    SaturationCurve::hard};

// By Gauss-Legendre pairs on many pieces.
double mean_of(SaturationCurve curve, double a, double b) {
  const int pieces = 1 + static_cast<int>(std::abs(b - a) * 3000.0);
  double sum = 0.0;
  for (int k = 0; k < pieces; ++k)
    for (const double side : {-0.28867513459481287, 0.28867513459481287})
      sum += saturation_value(curve, a + (b - a) * (k + 0.5 + side) / pieces);
  return 0.5 * sum / pieces;
}

struct Streams {
  int streams, frames;
  std::vector<std::vector<float>> in, out;
  std::vector<float> bias, odd, half_odd, half_even;

  Streams(int count, int length) : streams(count), frames(length) {
    const auto room = static_cast<std::size_t>(length + 1 + kTapSumSpare);
    in.assign(static_cast<std::size_t>(count), std::vector<float>(room, 0.0f));
    out = in;
    bias.assign(room, 0.0f);
    odd.assign(room, 1.0f);
    half_odd.assign(room, 0.5f);
    half_even.assign(room, 0.5f);
  }

  // Index 0 of each row is the frame before the first.
  void run(SaturationCurve curve, bool biased) {
    std::vector<const float*> from;
    std::vector<float*> to;
    for (auto& row : in) from.push_back(row.data() + 1);
    for (auto& row : out) to.push_back(row.data() + 1);
    saturate_streams(curve, {from.data(), to.data(), streams, frames, biased, bias.data() + 1, odd.data() + 1, half_odd.data() + 1,
                             half_even.data() + 1});
  }

  float before(int stream, int frame) const {
    return stream > 0 ? in[static_cast<std::size_t>(stream - 1)][static_cast<std::size_t>(frame)]
                      : in.back()[static_cast<std::size_t>(frame - 1)];
  }
};

// Steps of every size, down to none, at every height: the differences must not drown in rounding.
void fill(Streams& s, std::mt19937& random) {
  std::uniform_real_distribution<float> unit(-1.0f, 1.0f);
  float x = 0.0f;
  for (int frame = 0; frame <= s.frames; ++frame)
    for (auto& row : s.in) {
      if (random() % 5 == 0) x = 3.0f * unit(random);
      x += unit(random) * std::pow(10.0f, 3.5f * unit(random) - 3.5f);
      row[static_cast<std::size_t>(frame)] = x;
    }
}

TEST(SaturationLanes, AverageTheCurveBetweenSamples) {
  std::mt19937 random(1);
  for (const SaturationCurve curve : kAll)
    for (const int count : {1, 2, 8}) {
      Streams s(count, 300);
      fill(s, random);
      s.run(curve, true);
      double worst = 0.0;
      for (int frame = 1; frame <= s.frames; ++frame)
        for (int k = 0; k < count; ++k) {
          const double a = s.before(k, frame), b = s.in[static_cast<std::size_t>(k)][static_cast<std::size_t>(frame)];
          const double wanted = mean_of(curve, a, b) - 0.5 * (a + b);
          worst = std::max(worst, std::abs(s.out[static_cast<std::size_t>(k)][static_cast<std::size_t>(frame)] - wanted));
        }
      EXPECT_LT(worst, 4e-6) << static_cast<int>(curve) << ", " << count << " streams";
    }
}

TEST(SaturationLanes, SeeTheCurveFromBothSidesOfABias) {
  std::mt19937 random(2);
  std::uniform_real_distribution<float> weight(0.1f, 1.0f);
  for (const SaturationCurve curve : kAll) {
    Streams s(4, 200);
    fill(s, random);
    for (std::size_t i = 0; i < s.bias.size(); ++i) {
      s.bias[i] = -0.5f + 0.004f * static_cast<float>(i);
      s.odd[i] = weight(random);
      s.half_odd[i] = weight(random);
      s.half_even[i] = weight(random);
    }
    s.run(curve, true);
    for (int frame = 1; frame <= s.frames; ++frame)
      for (int k = 0; k < s.streams; ++k) {
        const auto at = static_cast<std::size_t>(frame);
        const double u0 = s.before(k, frame), u1 = s.in[static_cast<std::size_t>(k)][at];
        const double b0 = k == 0 ? s.bias[at - 1] : s.bias[at], b1 = s.bias[at];
        const double p = mean_of(curve, b0 + u0, b1 + u1), q = mean_of(curve, b0 - u0, b1 - u1), rest = mean_of(curve, b0, b1);
        const double wanted = s.half_odd[at] * (p - q) - s.odd[at] * 0.5 * (u0 + u1) + s.half_even[at] * (p + q - 2.0 * rest);
        ASSERT_NEAR(s.out[static_cast<std::size_t>(k)][at], wanted, 4e-6) << static_cast<int>(curve) << ", frame " << frame;
      }
  }
}

TEST(SaturationLanes, WithoutABiasIsTheSameToTheBit) {
  std::mt19937 random(3);
  for (const SaturationCurve curve : kAll) {
    Streams biased(8, 100);
    fill(biased, random);
    Streams plain = biased;
    biased.run(curve, true);
    plain.run(curve, false);
    for (std::size_t k = 0; k < 8; ++k)
      for (std::size_t i = 1; i <= 100; ++i) ASSERT_EQ(biased.out[k][i], plain.out[k][i]) << static_cast<int>(curve);
  }
}

TEST(SaturationLanes, SilenceGivesExactlyNothing) {
  for (const SaturationCurve curve : kAll) {
    Streams s(8, 64);
    for (std::size_t i = 0; i < s.bias.size(); ++i) s.bias[i] = -0.3f - 0.001f * static_cast<float>(i);
    s.run(curve, true);
    for (const auto& row : s.out)
      for (std::size_t i = 1; i <= 64; ++i) ASSERT_EQ(row[i], 0.0f) << static_cast<int>(curve);
  }
}

TEST(SaturationLanes, StayWithinTheCeilingWhateverTheDrive) {
  for (const SaturationCurve curve : kAll) {
    Streams s(2, 64);
    for (std::size_t i = 0; i < s.in[0].size(); ++i) {
      s.in[0][i] = i % 3 == 0 ? 1e5f : -1e5f;
      s.in[1][i] = i % 5 == 0 ? -3e4f : 1.0f;
    }
    s.run(curve, false);
    for (int frame = 1; frame <= 64; ++frame)
      for (int k = 0; k < 2; ++k) {
        const double straight = 0.5 * (double{s.before(k, frame)} + s.in[static_cast<std::size_t>(k)][static_cast<std::size_t>(frame)]);
        EXPECT_LT(std::abs(s.out[static_cast<std::size_t>(k)][static_cast<std::size_t>(frame)] + straight), 1.25 + 0.02)
            << static_cast<int>(curve);
      }
  }
}

TEST(SaturationCurves, PassSmallSoundsAndKeepTheirCeiling) {
  for (const SaturationCurve curve : kAll) {
    EXPECT_EQ(saturation_value(curve, 0.0), 0.0);
    EXPECT_NEAR(saturation_slope(curve, 0.0), 1.0, 1e-12);
    EXPECT_NEAR(saturation_value(curve, 1e-3), 1e-3, 1e-8);
    EXPECT_LE(saturation_value(curve, 50.0), 1.0);
    EXPECT_GE(saturation_value(curve, 50.0), 0.99);
    for (double x = -4.0; x < 4.0; x += 0.0137) {
      const double slope = (saturation_value(curve, x + 1e-5) - saturation_value(curve, x - 1e-5)) / 2e-5;
      EXPECT_NEAR(saturation_slope(curve, x), slope, 1e-4) << static_cast<int>(curve) << " at " << x;
      EXPECT_GE(slope, -1e-9);
    }
  }
  EXPECT_NEAR(saturation_value(SaturationCurve::tube, -1e9), -std::sqrt(1.5), 1e-6);
}

}  // namespace
}  // namespace sweetspot::dsp
