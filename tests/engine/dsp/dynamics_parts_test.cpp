#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>
#include <vector>

#include "engine/dsp/box_cascade.h"
#include "engine/dsp/brickwall_gain.h"
#include "engine/dsp/delay_line.h"
#include "engine/dsp/side_chain.h"
#include "engine/dsp/sliding_extreme.h"
#include "engine/dsp/true_peak_detector.h"

namespace sweetspot::dsp {
namespace {

TEST(SlidingExtreme, IsTheExtremeOfTheLastValues) {
  std::mt19937 random(1);
  for (const int length : {1, 2, 3, 7, 32, 100}) {
    SlidingMin<double> least;
    SlidingMax<int> most;
    least.prepare(length, 1e9);
    most.prepare(length, -1);
    std::vector<int> values;
    for (int i = 0; i < 1000; ++i) {
      values.push_back(static_cast<int>(random() % 1000));
      const auto from = values.end() - std::min<std::ptrdiff_t>(length, static_cast<std::ptrdiff_t>(values.size()));
      ASSERT_EQ(least.push(values.back()), *std::min_element(from, values.end())) << length;
      ASSERT_EQ(most.push(values.back()), *std::max_element(from, values.end())) << length;
    }
  }
}

TEST(BoxCascade, IsASmoothBellOfItsLengthThatSumsToOne) {
  for (const int length : {1, 2, 5, 50, 241}) {
    BoxCascade bell;
    bell.prepare(length);
    std::vector<double> taps;
    for (int i = 0; i < length + 20; ++i) taps.push_back(bell.push(i == 0 ? 1.0 : 0.0));
    double sum = 0.0;
    for (int i = 0; i < length; ++i) {
      EXPECT_GT(taps[static_cast<std::size_t>(i)], 0.0);
      EXPECT_NEAR(taps[static_cast<std::size_t>(i)], taps[static_cast<std::size_t>(length - 1 - i)], 1e-12);
      sum += taps[static_cast<std::size_t>(i)];
    }
    EXPECT_NEAR(sum, 1.0, 1e-8);
    for (std::size_t i = static_cast<std::size_t>(length); i < taps.size(); ++i) EXPECT_EQ(taps[i], 0.0);
  }
}

TEST(BoxCascade, LeavesNothingBehindAfterALongTime) {
  BoxCascade bell;
  bell.prepare(3841);
  std::mt19937 random(2);
  std::uniform_real_distribution<double> amount(0.0, 1.0);
  for (int i = 0; i < 1000000; ++i) bell.push(amount(random));
  for (int i = 0; i < 3841; ++i) bell.push(1.0);
  EXPECT_NEAR(bell.push(1.0), 1.0, 1e-9);
  for (int i = 0; i < 3841; ++i) bell.push(0.0);
  EXPECT_EQ(bell.push(0.0), 0.0);
}

TEST(DelayLine, DelaysExactlyInAnyBlocks) {
  DelayLine delay;
  delay.prepare(100);
  std::vector<float> in(5000), out;
  std::mt19937 random(3);
  for (float& sample : in) sample = static_cast<float>(random() % 1000);
  for (std::size_t at = 0; at < in.size();) {
    const std::size_t length = std::min<std::size_t>(1 + random() % 300, in.size() - at);
    std::vector<float> block(in.begin() + static_cast<std::ptrdiff_t>(at), in.begin() + static_cast<std::ptrdiff_t>(at + length));
    delay.process(block.data(), static_cast<int>(length));
    out.insert(out.end(), block.begin(), block.end());
    at += length;
  }
  for (std::size_t i = 0; i < in.size(); ++i) ASSERT_EQ(out[i], i < 100 ? 0.0f : in[i - 100]);
}

// The gain must be at or under the need of its own frame for any needs, and no lower than the least need near it.
TEST(BrickwallGain, IsNeverAboveWhatIsNeededNorLowerThanAnyNeed) {
  std::mt19937 random(4);
  for (const int lookahead : {1, 10, 240}) {
    BrickwallGain gain;
    gain.prepare(48000, lookahead, {.hold_ms = 3});
    std::vector<double> needs, gains;
    for (int i = 0; i < 20000; ++i) {
      const bool peak = random() % 50 == 0 && (i / 4000) % 2 == 0;
      needs.push_back(peak ? 0.05 + 0.9 * static_cast<double>(random() % 1000) / 1000.0 : 1.0);
      gains.push_back(gain.push(needs.back()));
    }
    for (std::size_t i = static_cast<std::size_t>(lookahead); i < gains.size(); ++i) {
      ASSERT_LE(gains[i], needs[i - static_cast<std::size_t>(lookahead)] + 1e-8) << lookahead;
      ASSERT_GE(gains[i], 0.05 - 1e-8);
      ASSERT_LE(gains[i], 1.0);
    }
  }
}

TEST(TruePeakDetector, FindsTheWaveBetweenTheSamples) {
  // A sine whose samples miss its top, at many frequencies and phases.
  for (const double frequency : {0.01, 0.1, 0.2, 0.25, 0.33, 0.4, 0.45, 0.475}) {
    for (const double phase : {0.0, 0.4, 0.785, 1.2}) {
      TruePeakDetector detector;
      detector.prepare(512);
      std::vector<float> in(512), peaks(512);
      double highest = 0.0;
      for (int block = 0; block < 8; ++block) {
        for (int i = 0; i < 512; ++i)
          in[static_cast<std::size_t>(i)] = static_cast<float>(std::sin(2.0 * std::numbers::pi * frequency * (block * 512 + i) + phase));
        detector.process(in.data(), peaks.data(), 512, 0.0f);
        if (block >= 2) highest = std::max<double>(highest, *std::max_element(peaks.begin(), peaks.end()));
      }
      EXPECT_NEAR(20.0 * std::log10(highest), 0.0, 0.05) << frequency << ", " << phase;
    }
  }
}

TEST(TruePeakDetector, PeaksBelongToTheirFramesWhateverTheBlocks) {
  std::mt19937 random(5);
  std::normal_distribution<float> normal(0.0f, 0.3f);
  std::vector<float> in(4000), whole(4000), cut(4000);
  for (float& sample : in) sample = normal(random);
  TruePeakDetector one, other;
  one.prepare(4000);
  other.prepare(512);
  one.process(in.data(), whole.data(), 4000, 0.5f);
  for (int at = 0; at < 4000;) {
    const int length = std::min<int>(1 + static_cast<int>(random() % 70), 4000 - at);
    other.process(in.data() + at, cut.data() + at, length, 0.5f);
    at += length;
  }
  for (std::size_t i = 0; i < in.size(); ++i) {
    const bool above = whole[i] > 0.5f || cut[i] > 0.5f;
    if (above) {
      ASSERT_EQ(whole[i], cut[i]) << i;
    }
    if (i >= TruePeakDetector::kDelay) {
      const float sample = std::abs(in[i - TruePeakDetector::kDelay]);
      ASSERT_GE(whole[i], sample) << i;
    }
  }
}

TEST(RmsLevel, ReadsASineAtItsPeakWithLittleRipple) {
  RmsLevel rms;
  rms.prepare(48000, 10);
  std::vector<float> x(96000);
  for (std::size_t i = 0; i < x.size(); ++i)
    x[i] = static_cast<float>(0.25 * std::sin(2.0 * std::numbers::pi * 100.0 * static_cast<double>(i) / 48000.0));
  rms.process(x.data(), static_cast<int>(x.size()));
  for (std::size_t i = 48000; i < x.size(); ++i) ASSERT_NEAR(20.0 * std::log10(x[i] / 0.25), 0.0, 0.05);
}

}  // namespace
}  // namespace sweetspot::dsp
