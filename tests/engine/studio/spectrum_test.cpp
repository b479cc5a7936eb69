// The analyser's mathematics: where lines stand, how noise slopes, how levels rise and fall.
#include "engine/studio/spectrum.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <random>

namespace sweetspot {
namespace {

constexpr double kRate = 48000.0;
constexpr std::size_t kFrames = 8192;
constexpr SpectrumLook kLevel{.tilt_db_per_octave = 0.0};

std::vector<float> sine(double hertz, double amplitude) {
  std::vector<float> sound(kFrames);
  for (std::size_t i = 0; i < kFrames; ++i)
    sound[i] = static_cast<float>(amplitude * std::sin(2.0 * std::numbers::pi * hertz * static_cast<double>(i) / kRate));
  return sound;
}

std::vector<double> octaves(double first, double last, double step) {
  std::vector<double> all;
  for (double hz = first; hz <= last; hz *= std::exp2(step)) all.push_back(hz);
  return all;
}

// The mean over many windows, long after the start.
std::vector<double> long_mean(Spectrum& spectrum, const auto& next_window) {
  std::vector<double> sum(spectrum.decibels().size(), 0.0);
  constexpr int kWindows = 150;
  for (int i = 0; i < 30 + kWindows; ++i) {
    spectrum.feed(next_window(), 0.04);
    for (std::size_t k = 0; i >= 30 && k < sum.size(); ++k) sum[k] += spectrum.decibels()[k] / kWindows;
  }
  return sum;
}

TEST(Spectrum, ALineStandsAtItsFrequencyAndLevel) {
  for (const double hertz : {40.0, 1000.0, 9000.0}) {
    Spectrum spectrum(kFrames, kRate, {.octaves = 0.0, .tilt_db_per_octave = 0.0});
    const double on_a_bin = std::round(hertz * kFrames / kRate) * kRate / kFrames;
    spectrum.set_frequencies(std::vector<double>{on_a_bin / 2.0, on_a_bin, on_a_bin * 2.0});
    spectrum.feed(sine(on_a_bin, 0.1), 10.0);
    // Three quarters of the least triangle lie over its bin, an eighth over each neighbour, which a Hann window leaves a quarter.
    EXPECT_NEAR(spectrum.decibels()[1], -20.0 + 10.0 * std::log10(0.75 + 2.0 * 0.125 * 0.25), 0.05) << hertz;
    EXPECT_LT(spectrum.decibels()[0], -70.0) << hertz;
    EXPECT_LT(spectrum.decibels()[2], -70.0) << hertz;
  }
}

// A line is drawn as the triangle: half as high half the width away, gone a width away, and straight in between.
TEST(Spectrum, ALineIsAsWideAsTheSmoothing) {
  Spectrum spectrum(kFrames, kRate, kLevel);
  constexpr double kSide = 1.0 / 6.0;
  const auto beside = [](double octaves) { return 4000.0 * std::exp2(octaves); };
  spectrum.set_frequencies(
      std::vector<double>{beside(-1.1 * kSide), beside(-0.5 * kSide), 4000.0, beside(0.5 * kSide), beside(1.1 * kSide)});
  spectrum.feed(sine(4000.0, 1.0), 10.0);
  const auto db = spectrum.decibels();
  // The triangle about a frequency f rises from f / side to f, so that what lies between has this share of its height.
  const double side = std::exp2(kSide), half = std::sqrt(side);
  const double below = 10.0 * std::log10((side - half) / (side - 1.0) * half),
               above = 10.0 * std::log10((1.0 / half - 1.0 / side) / (1.0 - 1.0 / side) / half);
  EXPECT_NEAR(db[1] - db[2], below, 0.1);
  EXPECT_NEAR(db[3] - db[2], above, 0.1);
  EXPECT_LT(db[0], db[2] - 25.0);
  EXPECT_LT(db[4], db[2] - 25.0);
}

TEST(Spectrum, WhiteNoiseLiesLevelAndTheTiltLiftsIt) {
  std::mt19937 random(7);
  std::normal_distribution<float> normal(0.0f, 0.1f);
  const auto window = [&] {
    std::vector<float> sound(kFrames);
    for (float& s : sound) s = normal(random);
    return sound;
  };
  const auto hertz = octaves(100.0, 12800.0, 1.0);
  // A rise that is quicker than the fall would lift the mean of what flickers.
  constexpr SpectrumLook kEven{.tilt_db_per_octave = 0.0, .rise_seconds = 0.2}, kTilted{.rise_seconds = 0.2};
  Spectrum level(kFrames, kRate, kEven), tilted(kFrames, kRate, kTilted);
  level.set_frequencies(hertz);
  tilted.set_frequencies(hertz);
  const auto flat = long_mean(level, window), lifted = long_mean(tilted, window);
  // A line's power is that of a sine (twice its mean square), a bin of the window as wide as 1.5.
  const double expected = 10.0 * std::log10(0.01 * 2.0 * 1.5 / (kFrames / 2.0));
  for (std::size_t i = 0; i < hertz.size(); ++i) {
    EXPECT_NEAR(flat[i], expected, 1.0) << hertz[i];
    EXPECT_NEAR(lifted[i], expected + 4.5 * std::log2(hertz[i] / 1000.0), 1.0) << hertz[i];
  }
}

TEST(Spectrum, FallsAlikeAtAnyRateOfPictures) {
  const std::vector<double> hertz{1000.0};
  double last = 0.0;
  for (const double pictures : {15.0, 30.0, 60.0}) {
    Spectrum spectrum(kFrames, kRate, kLevel);
    spectrum.set_frequencies(hertz);
    spectrum.feed(sine(1000.0, 1.0), 10.0);
    const double top = spectrum.decibels()[0];
    for (int i = 0; i < static_cast<int>(pictures); ++i) spectrum.rest(1.0 / pictures);
    EXPECT_NEAR(top - spectrum.decibels()[0], 21.7, 0.1) << pictures;
    if (last != 0.0) {
      EXPECT_NEAR(spectrum.decibels()[0], last, 0.01);
    }
    last = spectrum.decibels()[0];
  }
}

TEST(Spectrum, RisesWithItsTimeConstant) {
  Spectrum spectrum(kFrames, kRate, kLevel);
  spectrum.set_frequencies(std::vector<double>{1000.0});
  spectrum.feed(sine(1000.0, 1.0), 0.04);
  const double after_one = spectrum.decibels()[0];
  for (int i = 0; i < 100; ++i) spectrum.feed(sine(1000.0, 1.0), 0.04);
  EXPECT_NEAR(after_one - spectrum.decibels()[0], 10.0 * std::log10(1.0 - std::exp(-1.0)), 0.01);
}

TEST(Spectrum, BothSidesCount) {
  Spectrum spectrum(kFrames, kRate, kLevel);
  spectrum.set_frequencies(std::vector<double>{500.0, 2000.0});
  const std::vector<float> silence(kFrames, 0.0f);
  spectrum.feed(sine(500.0, 1.0), sine(2000.0, 1.0), 10.0);
  const double low = spectrum.decibels()[0];
  spectrum.reset();
  spectrum.feed(sine(500.0, 1.0), sine(500.0, 1.0), 10.0);
  EXPECT_NEAR(spectrum.decibels()[0] - low, 3.01, 0.05);
}

TEST(Spectrum, SilenceEndsAndFaultsAreNotKept) {
  Spectrum spectrum(kFrames, kRate);
  spectrum.set_frequencies(octaves(20.0, 20000.0, 0.1));
  EXPECT_TRUE(spectrum.silent());
  auto broken = sine(300.0, 0.5);
  broken[100] = std::numeric_limits<float>::quiet_NaN();
  broken[200] = std::numeric_limits<float>::infinity();
  spectrum.feed(broken, 0.04);
  EXPECT_FALSE(spectrum.silent());
  for (const double db : spectrum.decibels()) EXPECT_TRUE(std::isfinite(db));
  for (int i = 0; i < 300; ++i) spectrum.rest(0.04);
  EXPECT_TRUE(spectrum.silent());
}

TEST(Spectrum, FrequenciesBeyondTheRateAreSilent) {
  Spectrum spectrum(kFrames, 16000.0, kLevel);
  spectrum.set_frequencies(std::vector<double>{5.0, 15000.0, 100000.0});
  spectrum.feed(sine(1000.0, 1.0), 10.0);
  EXPECT_EQ(spectrum.decibels()[1], -120.0);
  EXPECT_EQ(spectrum.decibels()[2], -120.0);
}

}  // namespace
}  // namespace sweetspot
