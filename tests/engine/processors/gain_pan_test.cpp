#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "engine/params/spec.h"
#include "engine/processors/registry.h"
#include "tests/support/processor_rig.h"

namespace sweetspot::testing {
namespace {

std::vector<double> with(const ProcessorType& type, const std::vector<std::pair<std::string, double>>& settings) {
  std::vector<double> values = default_values(type);
  for (const auto& [key, value] : settings) values[static_cast<std::size_t>(index_of(type.params, key))] = value;
  return values;
}

const ProcessorType& gain() { return *find_processor("gain"); }
const ProcessorType& pan() { return *find_processor("pan"); }

Sound at_rest(const ProcessorType& type, const Sound& input, const std::vector<double>& values) {
  ProcessorRig rig(type, 48000, static_cast<int>(input.size()), values);
  return rig.run(input, resting_at(values), kMaxBlockFrames);
}

TEST(Gain, DefaultPassesEveryBit) {
  const Sound input = noise(2, 1000, 1.0f, 1);
  EXPECT_EQ(at_rest(gain(), input, default_values(gain())), input);
}

TEST(Gain, LevelInDecibels) {
  const Sound input = noise(2, 1000, 1.0f, 2);
  for (const double level : {-59.0, -20.0, -6.0, 3.0, 24.0}) {
    const Sound output = at_rest(gain(), input, with(gain(), {{"gain", level}}));
    for (std::size_t i = 0; i < 1000; ++i) ASSERT_NEAR(output[1][i], input[1][i] * std::pow(10.0, level / 20.0), 1e-5);
  }
  for (const auto& channel : at_rest(gain(), input, with(gain(), {{"gain", -60.0}})))
    for (const float x : channel) ASSERT_EQ(x, 0.0f);
}

TEST(Gain, InvertCancelsExactlyAndSwapExchanges) {
  const Sound input = noise(2, 1000, 1.0f, 3);
  const Sound inverted = at_rest(gain(), input, with(gain(), {{"invert", 1.0}}));
  const Sound swapped = at_rest(gain(), input, with(gain(), {{"swap", 1.0}}));
  for (std::size_t i = 0; i < 1000; ++i) ASSERT_EQ(inverted[0][i] + input[0][i], 0.0f);
  EXPECT_EQ(swapped[0], input[1]);
  EXPECT_EQ(swapped[1], input[0]);
}

// A ramp of 30 dB in two seconds against the ideal straight line in dB.
TEST(Gain, RampsAreStraightInDecibels) {
  constexpr Frames kFrames = 96000;
  const Sound input(1, std::vector<float>(static_cast<std::size_t>(kFrames), 1.0f));
  const Trajectory path = [](Frames slice) { return with(gain(), {{"gain", -30.0 + 30.0 * static_cast<double>(slice) / 3000.0}}); };
  ProcessorRig rig(gain(), 48000, 1, path(0));
  const Sound output = rig.run(input, path, kMaxBlockFrames);
  for (std::size_t i = 0; i < kFrames; ++i) {
    const double wanted = std::pow(10.0, (-30.0 + 30.0 * static_cast<double>(i) / kFrames) / 20.0);
    ASSERT_NEAR(output[0][i] / wanted, 1.0, 1e-6) << i;
  }
}

TEST(Gain, GlidesFromSilenceWithoutAStep) {
  const Sound input(1, std::vector<float>(2000, 1.0f));
  const Trajectory path = [](Frames slice) {
    return with(gain(), {{"gain", -60.0 + 60.0 * std::min(1.0, static_cast<double>(slice) / 30.0)}, {"invert", slice > 40 ? 1.0 : 0.0}});
  };
  ProcessorRig rig(gain(), 48000, 1, path(0));
  const Sound output = rig.run(input, path, kMaxBlockFrames);
  for (std::size_t i = 1; i < 2000; ++i) ASSERT_LT(std::abs(output[0][i] - output[0][i - 1]), 0.07f) << i;
  EXPECT_EQ(output[0].back(), -1.0f);
}

TEST(Pan, DefaultPassesEveryBit) {
  const Sound input = noise(2, 1000, 1.0f, 4);
  EXPECT_EQ(at_rest(pan(), input, default_values(pan())), input);
}

TEST(Pan, LawsPlaceTheSound) {
  const Sound input(2, std::vector<float>(100, 0.5f));
  const auto levels = [&input](double law, double position) {
    const Sound output = at_rest(pan(), input, with(pan(), {{"law", law}, {"pan", position}}));
    return std::pair{20.0 * std::log10(output[0][50] / 0.5), 20.0 * std::log10(output[1][50] / 0.5)};
  };
  EXPECT_NEAR(levels(0, 0).first, 0.0, 1e-6);
  EXPECT_NEAR(levels(0, 0.5).first, -6.0206, 1e-3);
  EXPECT_NEAR(levels(0, 0.5).second, 0.0, 1e-6);
  EXPECT_NEAR(levels(1, 0).first, -3.0103, 1e-3);
  EXPECT_NEAR(levels(1, 0).second, -3.0103, 1e-3);
  EXPECT_NEAR(levels(2, 0).first, -6.0206, 1e-3);
  EXPECT_EQ(at_rest(pan(), input, with(pan(), {{"law", 1.0}, {"pan", 1.0}}))[0][50], 0.0f);
}

TEST(Pan, WidthScalesTheSides) {
  const Sound input = noise(2, 1000, 0.5f, 5);
  const Sound mono = at_rest(pan(), input, with(pan(), {{"width", 0.0}}));
  const Sound wide = at_rest(pan(), input, with(pan(), {{"width", 2.0}}));
  for (std::size_t i = 0; i < 1000; ++i) {
    ASSERT_EQ(mono[0][i], mono[1][i]);
    ASSERT_NEAR(mono[0][i], 0.5f * (input[0][i] + input[1][i]), 1e-7);
    ASSERT_NEAR(wide[0][i] - wide[1][i], 2.0f * (input[0][i] - input[1][i]), 1e-6);
    ASSERT_NEAR(wide[0][i] + wide[1][i], input[0][i] + input[1][i], 1e-6);
  }
}

TEST(Pan, AChangeOfLawFades) {
  const Sound input(2, std::vector<float>(4000, 1.0f));
  const Trajectory path = [](Frames slice) { return with(pan(), {{"law", slice < 20 ? 0.0 : slice < 28 ? 2.0 : 1.0}}); };
  ProcessorRig rig(pan(), 48000, 2, path(0));
  const Sound output = rig.run(input, path, kMaxBlockFrames);
  for (std::size_t i = 1; i < 4000; ++i) ASSERT_LT(std::abs(output[0][i] - output[0][i - 1]), 0.003f) << i;
  EXPECT_NEAR(output[0].back(), std::sqrt(0.5), 1e-6);
}

}  // namespace
}  // namespace sweetspot::testing
