#include "engine/dsp/peak_rounder.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <vector>

namespace sweetspot::dsp {
namespace {

constexpr double kTau = 2.0 * std::numbers::pi;

std::vector<float> sine(double cycles_a_frame, float level, int frames) {
  std::vector<float> wave;
  for (int i = 0; i < frames; ++i) wave.push_back(level * static_cast<float>(std::sin(kTau * cycles_a_frame * i)));
  return wave;
}

std::vector<float> rounded(std::vector<float> wave, float limit, int block) {
  PeakRounder rounder;
  rounder.prepare();
  const std::vector<float> limits(wave.size(), limit);
  for (std::size_t at = 0; at < wave.size(); at += static_cast<std::size_t>(block)) {
    const auto frames = std::min(static_cast<std::size_t>(block), wave.size() - at);
    rounder.process(wave.data() + at, limits.data() + at, static_cast<int>(frames));
  }
  return wave;
}

TEST(PeakRounder, CurveIsStraightThenHolds) {
  for (const float x : {0.0f, 0.3f, -0.69f}) EXPECT_EQ(PeakRounder::rounded(x, 1.0f), x);
  float before = 0.7f;
  for (float x = 0.71f; x < 5.0f; x += 0.01f) {
    const float y = PeakRounder::rounded(x, 1.0f);
    EXPECT_GE(y, before);
    EXPECT_LE(y, 1.0f);
    EXPECT_EQ(PeakRounder::rounded(-x, 1.0f), -y);
    before = y;
  }
}

TEST(PeakRounder, WhatStaysBelowPassesUntouchedButLate) {
  const auto in = sine(0.0123, 0.6f, 4000);
  const auto out = rounded(in, 1.0f, 100);
  const auto late = static_cast<std::size_t>(PeakRounder::latency());
  for (std::size_t i = late; i < in.size(); ++i) ASSERT_EQ(out[i], in[i - late]);
}

// The outcome for a slow sine is the curve; for a high one, whose harmonics lie beyond the band, nothing folds back.
TEST(PeakRounder, FollowsItsCurveAndDoesNotFold) {
  const auto in = sine(0.001, 2.0f, 8000);
  const auto out = rounded(in, 1.0f, 64);
  const auto late = static_cast<std::size_t>(PeakRounder::latency());
  for (std::size_t i = 500; i + late < in.size(); ++i) ASSERT_NEAR(out[i + late], PeakRounder::rounded(in[i], 1.0f), 1e-3);

  constexpr int kFrames = 1 << 14;
  const double tone = 3001.0 / kFrames;  // its third harmonic folds to 0.45, its fifth to 0.084 of the rate
  const auto high = rounded(sine(tone, 1.4f, 2 * kFrames), 1.0f, 64);
  const auto level = [&](double cycles) {
    double re = 0, im = 0;
    for (int i = 0; i < kFrames; ++i) {
      const double window = 0.5 - 0.5 * std::cos(kTau * i / kFrames);
      re += window * high[static_cast<std::size_t>(kFrames + i)] * std::cos(kTau * cycles * i);
      im += window * high[static_cast<std::size_t>(kFrames + i)] * std::sin(kTau * cycles * i);
    }
    return std::hypot(re, im);
  };
  const double fifth = std::abs(5 * tone - 1.0);
  EXPECT_LT(20 * std::log10(level(fifth) / level(tone)), -80.0);
}

TEST(PeakRounder, AnyCutGivesTheSameSamples) {
  const auto in = sine(0.037, 1.7f, 3000);
  const auto whole = rounded(in, 1.0f, 3000);
  for (const int block : {1, 7, 64, 100}) EXPECT_EQ(rounded(in, 1.0f, block), whole);
}

}  // namespace
}  // namespace sweetspot::dsp
