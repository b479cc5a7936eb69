// The pieces that processors of dynamics share: levels, curves, followers.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "engine/dsp/compression_curve.h"
#include "engine/dsp/gain_follower.h"
#include "engine/dsp/held_peak.h"
#include "engine/dsp/level_blocks.h"

namespace sweetspot::dsp {
namespace {

TEST(LevelBlocks, AreLogarithmsAndPowersWhereverAValueLies) {
  std::mt19937 random(1);
  std::uniform_real_distribution<float> octaves(-29.0f, 20.0f);
  for (const int count : {1, 3, 15, 16, 17, 100}) {
    std::vector<float> x(static_cast<std::size_t>(count)), amplitudes;
    for (float& v : x) v = octaves(random);
    amplitudes = x;
    amplitudes_from_octaves(amplitudes.data(), count);
    std::vector<float> back = amplitudes;
    octaves_from_amplitudes(back.data(), count);
    for (std::size_t i = 0; i < x.size(); ++i) {
      EXPECT_NEAR(20.0 * std::log10(double{amplitudes[i]}), 20.0 * std::log10(2.0) * double{x[i]}, 1e-4);
      EXPECT_NEAR(back[i], x[i], 3e-5);
      float alone = x[i];
      amplitudes_from_octaves(&alone, 1);
      EXPECT_EQ(alone, amplitudes[i]);
      octaves_from_amplitudes(&alone, 1);
      EXPECT_EQ(alone, back[i]);
    }
  }
}

TEST(LevelBlocks, AreExactAtOneAndQuietBelowAllSound) {
  float levels[] = {1.0f, 0.0f, -1.0f, std::numeric_limits<float>::quiet_NaN()};
  octaves_from_amplitudes(levels, 4);
  EXPECT_EQ(levels[0], 0.0f);
  for (const float quiet : {levels[1], levels[2], levels[3]}) EXPECT_NEAR(quiet, std::log2(kQuietestLevel), 1e-3);
  float unity = 0.0f;
  amplitudes_from_octaves(&unity, 1);
  EXPECT_EQ(unity, 1.0f);
}

TEST(HeldPeak, IsTheGreatestOfItsTime) {
  HeldPeak peak;
  peak.prepare(48000, kBassHoldMs);
  std::mt19937 random(2);
  std::vector<float> levels;
  for (int i = 0; i < 5000; ++i) {
    levels.push_back(std::pow(static_cast<float>(random() % 1000) / 1000.0f, 8.0f));
    const float held = peak.push(levels.back());
    const auto last = [&](int frames) { return *std::max_element(levels.end() - std::min<int>(frames, i + 1), levels.end()); };
    ASSERT_GE(held, last(600));  // 12.5 ms
    ASSERT_LE(held, last(600 + 2 * kHoldStretch));
    if ((i + 1) % kHoldStretch == 0) peak.end_stretch();
  }
}

TEST(CompressionCurve, FeedbackFindsTheGainFromTheOutput) {
  for (const double ratio : {1.0, 1.5, 4.0, 50.0})
    for (const double knee : {0.0, 6.0, 24.0})
      for (const double range : {12.0, 60.0}) {
        const auto curve = CompressionCurve<double>::from(-30.0, ratio, knee, range);
        for (double level = -60.0; level <= 20.0; level += 0.5)
          EXPECT_NEAR(FeedbackCurve(curve).gain(level + curve.gain(level)), curve.gain(level), 1e-7)
              << level << " " << ratio << " " << knee;
      }
}

TEST(GainFollower, WaitsBeforeItReleasesAndStaysAtRest) {
  GainFollower follower;
  const FollowerTimes times{.attack = 0.5, .release = 0.1, .hold = 20.0};
  for (int i = 0; i < 100; ++i) EXPECT_EQ(follower.push(0.0, times), 0.0);
  for (int i = 0; i < 100; ++i) follower.push(-4.0, times);
  EXPECT_NEAR(follower.value(), -4.0, 1e-12);
  for (int i = 0; i < 19; ++i) EXPECT_NEAR(follower.push(0.0, times), -4.0, 1e-12) << i;
  EXPECT_NEAR(follower.push(0.0, times), -3.6, 1e-12);
}

}  // namespace
}  // namespace sweetspot::dsp
