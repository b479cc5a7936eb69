#include "engine/analysis/tempo.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>

namespace sweetspot {
namespace {

constexpr double kRate = 48000.0;

// Kick on one and three, snare on two and four, hats in eighths, a bass that changes its note each bar; played by people, a few
// milliseconds off.
struct Band {
  std::vector<float> sound;
  std::mt19937 random{5};

  Band(double bpm, double first, double seconds, double loose_ms) : sound(static_cast<std::size_t>(seconds * kRate), 0.0f) {
    std::normal_distribution<double> human(0.0, 0.001 * loose_ms);
    const double beat = 60.0 / bpm;
    const double notes[] = {55.0, 43.65, 65.4, 49.0};
    for (int i = 0; first + i * beat < seconds - 0.5; ++i) {
      const double at = first + i * beat;
      if (i % 2 == 0) thump(at + human(random), i % 4 == 0 ? 0.9 : 0.7);
      if (i % 2 == 1) noise(at + human(random), 0.5, 0.08);
      for (const double half : {0.0, 0.5}) noise(at + half * beat + human(random), 0.12, 0.015);
      tone(at + human(random), notes[(i / 4) % 4], 0.25, 0.9 * beat);
    }
  }
  template <class Make>
  void add(double at, double seconds, const Make& make) {
    for (std::size_t i = 0; i < static_cast<std::size_t>(seconds * kRate); ++i) {
      const auto place = static_cast<std::ptrdiff_t>(at * kRate) + static_cast<std::ptrdiff_t>(i);
      if (place >= 0 && place < static_cast<std::ptrdiff_t>(sound.size()))
        sound[static_cast<std::size_t>(place)] += static_cast<float>(make(static_cast<double>(i) / kRate));
    }
  }
  void thump(double at, double level) {
    add(at, 0.25, [&](double t) {
      return level * std::sin(2.0 * std::numbers::pi * (50.0 * t + 4.0 * (1.0 - std::exp(-t / 0.03)))) * std::exp(-t / 0.07);
    });
  }
  void noise(double at, double level, double fall) {
    std::normal_distribution<double> hiss(0.0, 0.3);
    add(at, 5 * fall, [&](double t) { return level * hiss(random) * std::exp(-t / fall); });
  }
  void tone(double at, double hertz, double level, double length) {
    add(at, length, [&](double t) {
      double x = 0.0;
      for (int k = 1; k < 7; ++k) x += std::sin(2.0 * std::numbers::pi * hertz * k * t) / k;
      return level * 0.4 * x * std::min({1.0, t / 0.005, (length - t) / 0.02});
    });
  }
  TempoEstimate tempo() const {
    return find_tempo([this](Frames from, int frames, float* out) { std::copy_n(sound.begin() + from, frames, out); },
                      static_cast<Frames>(sound.size()), kRate);
  }
};

class TempoOf : public testing::TestWithParam<double> {};
INSTANTIATE_TEST_SUITE_P(Songs, TempoOf, testing::Values(72.0, 84.3, 96.0, 101.7, 120.0, 128.0, 143.21, 160.0));

TEST_P(TempoOf, IsFoundWithinATenthOfAPercentAndTheBarsWithIt) {
  const double bpm = GetParam(), first = 0.731;
  const TempoEstimate found = Band(bpm, first, 40.0, 4.0).tempo();
  EXPECT_NEAR(found.bpm, bpm, 0.001 * bpm);
  const double beat = 60.0 / bpm;
  const double off = std::remainder(found.first_beat - first, beat);
  EXPECT_NEAR(off, 0.0, 0.012);
  EXPECT_GT(found.confidence, 0.8);
  // The first bar begins a whole number of bars from the band's own.
  EXPECT_NEAR(std::remainder(found.first_beat + found.downbeat * beat - first, 4.0 * beat), 0.0, 0.02);
  EXPECT_GT(found.bar_confidence, 0.2);
}

TEST(Tempo, WhatKeepsNoneHasLittleConfidence) {
  Band band(100.0, 0.0, 0.0, 0.0);
  band.sound.assign(40 * 48000, 0.0f);
  std::exponential_distribution<double> wait(3.0);
  for (double at = 0.5; at < 39.0; at += 0.08 + wait(band.random)) band.noise(at, 0.5, 0.05);
  EXPECT_LT(band.tempo().confidence, 0.35);
  band.sound.assign(10 * 48000, 0.0f);
  EXPECT_EQ(band.tempo().bpm, 0.0);
  EXPECT_EQ(band.tempo().confidence, 0.0);
}

}  // namespace
}  // namespace sweetspot
