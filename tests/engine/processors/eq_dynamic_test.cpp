// Bands whose gain follows a level.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "tests/engine/processors/eq_rig.h"

namespace sweetspot::testing {
namespace {

constexpr double kRate = 48000.0;

std::vector<double> dynamic(std::vector<Setting> more) {
  std::vector<Setting> settings{
      {"band1.freq", "1000"}, {"band1.q", "1"}, {"band1.dynamic", "on"}, {"band1.threshold", "-30"}, {"band1.range", "30"}};
  settings.insert(settings.end(), more.begin(), more.end());
  return with(settings);
}

// Steady gain in dB of a sine of a level in dB.
double steady_gain(const std::vector<double>& values, double hz, double level_db) {
  const double level = std::pow(10.0, level_db / 20.0);
  ProcessorRig rig(eq(), kRate, 1, values);
  const auto output = rig.run({sine(hz, kRate, 96000, level)}, resting_at(values), kMaxBlockFrames)[0];
  double in = 0, out = 0;
  for (Frames i = 72000; i < 96000; ++i) {
    out += std::pow(double{output[static_cast<std::size_t>(i)]}, 2);
    in += 0.5 * level * level;
  }
  return 10.0 * std::log10(out / in);
}

TEST(EqDynamic, FollowsItsStaticCurve) {
  for (const double level : {-50.0, -31.0, -24.0, -12.0, -3.0}) {
    const double over = std::max(0.0, level + 30.0);
    EXPECT_NEAR(steady_gain(dynamic({{"band1.ratio", "4"}}), 1000, level), -0.75 * over, 0.1) << level;
    EXPECT_NEAR(steady_gain(dynamic({{"band1.ratio", "0.5"}}), 1000, level), std::min(over, 30.0), 0.1) << level;
    EXPECT_NEAR(steady_gain(dynamic({{"band1.ratio", "4"}, {"band1.range", "5"}}), 1000, level), std::max(-5.0, -0.75 * over), 0.1);
    EXPECT_NEAR(steady_gain(dynamic({{"band1.ratio", "4"}, {"band1.gain", "3"}}), 1000, level), 3.0 - 0.75 * over, 0.1);
  }
}

// What lies outside the band does not move it, and shelves hear their own side.
TEST(EqDynamic, HearsItsOwnPartOfTheSpectrum) {
  EXPECT_NEAR(steady_gain(dynamic({{"band1.ratio", "10"}, {"band1.q", "4"}, {"band1.freq", "8000"}}), 200, -6), 0.0, 0.05);
  const auto low =
      dynamic({{"band1.type", "low_shelf"}, {"band1.freq", "200"}, {"band1.q", "0.7071"}, {"band1.ratio", "4"}, {"band1.range", "12"}});
  EXPECT_NEAR(steady_gain(low, 50, -10), -12.0, 0.3);
  EXPECT_NEAR(steady_gain(low, 8000, -10), 0.0, 0.05);
  const auto high =
      dynamic({{"band1.type", "high_shelf"}, {"band1.freq", "3000"}, {"band1.q", "0.7071"}, {"band1.ratio", "4"}, {"band1.range", "12"}});
  EXPECT_NEAR(steady_gain(high, 12000, -10), -12.0, 0.3);
  EXPECT_NEAR(steady_gain(high, 100, -10), 0.0, 0.05);
}

TEST(EqDynamic, SideChainMovesTheBand) {
  const auto values = dynamic({{"band1.ratio", "4"}, {"band1.key", "sidechain"}});
  const Sound input{sine(1000, kRate, 96000, 0.001)};
  const Sound key{sine(1000, kRate, 96000, 0.25)};  // -12 dB: 18 over, so -13.5
  ProcessorRig rig(eq(), kRate, 1, values);
  const auto output = rig.run(input, resting_at(values), kMaxBlockFrames, nullptr, &key)[0];
  EXPECT_NEAR(db(*std::max_element(output.begin() + 72000, output.end()) / 0.001), -0.75 * (db(0.25) + 30.0), 0.1);
}

// Time to cover 1 - 1/e of the way in dB after a jump of the level; the detector's own averages come on top, so they are kept short here:
// a band at 8 kHz averages over 3 ms.
TEST(EqDynamic, AttackAndReleaseTakeTheirTime) {
  const auto values =
      dynamic({{"band1.freq", "8000"}, {"band1.ratio", "2"}, {"band1.range", "6"}, {"band1.attack", "100"}, {"band1.release", "200"}});
  // The band still rings for some frames when the loud part ends, so the release is looked at from 2 ms on.
  std::vector<float> wave = sine(8000, kRate, 4 * 48000, 0.01);
  const auto loud = sine(8000, kRate, 2 * 48000, 0.5);
  std::copy(loud.begin(), loud.end(), wave.begin() + 48000);
  ProcessorRig rig(eq(), kRate, 1, values);
  const auto output = rig.run({wave}, resting_at(values), kMaxBlockFrames)[0];
  const auto gain = [&](Frames at) {  // over whole periods of the wave
    double in = 0, out = 0;
    for (Frames i = at; i < at + 48; ++i) {
      in += std::pow(double{wave[static_cast<std::size_t>(i)]}, 2);
      out += std::pow(double{output[static_cast<std::size_t>(i)]}, 2);
    }
    return 10.0 * std::log10(out / in);
  };
  const auto time_to = [&](Frames from, double goal, bool down) {
    for (Frames i = from; i < from + 47000; ++i)
      if (down ? gain(i) <= goal : gain(i) >= goal) return static_cast<double>(i - from) / 48.0;
    return -1.0;
  };
  const double way = 6.0 * (1.0 - 1.0 / std::numbers::e);
  EXPECT_NEAR(time_to(48000, -way, true), 100.0, 5.0);
  EXPECT_NEAR(time_to(3 * 48000 + 96, -6.0 + way, false), 200.0, 20.0);  // the level has to fall below the range first
}

// A low note compressed by a dynamic band stays a sine.
TEST(EqDynamic, DoesNotFollowTheWave) {
  const auto values = dynamic({{"band1.freq", "100"}, {"band1.ratio", "4"}, {"band1.attack", "10"}, {"band1.release", "120"}});
  ProcessorRig rig(eq(), kRate, 1, values);
  const auto output = rig.run({sine(100, kRate, 192000, 0.3)}, resting_at(values), kMaxBlockFrames)[0];
  EXPECT_LT(residual_db(output, 144000, 192000, 100, kRate), -60.0);
}

TEST(EqDynamic, MetersShowTheGain) {
  const auto values = dynamic({{"band1.ratio", "4"}});
  std::vector<float> meters(eq().meters.size());
  auto processor = eq().make();
  processor->prepare({kRate, 1, kMaxBlockFrames}, values);
  auto wave = sine(1000, kRate, 48000, 0.25);
  const auto ramps = ramps_at(values);
  for (Frames at = 0; at + 480 <= 48000; at += 480) {
    float* const audio[1] = {wave.data() + at};
    ProcessBlock block;
    block.audio = audio;
    block.frames = 480;
    block.params = ramps;
    block.position = at;
    block.meters = meters.data();
    processor->process(block);
  }
  EXPECT_NEAR(meters[1], -0.75 * (db(0.25) + 30.0), 0.1);
  EXPECT_EQ(meters[2], 0.0f);
}

}  // namespace
}  // namespace sweetspot::testing
