// The equalizer in linear phase.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "engine/processors/eq_linear.h"
#include "tests/engine/processors/eq_rig.h"

namespace sweetspot::testing {
namespace {

std::vector<double> linear(std::vector<Setting> settings, const char* resolution = "high") {
  settings.push_back({"phase", "linear"});
  settings.push_back({"resolution", resolution});
  return with(settings);
}

int latency(const std::vector<double>& values, double rate) { return eq().latency(values, rate); }

const std::vector<std::vector<Setting>> kCurves{
    {{"band1.freq", "100"}, {"band1.gain", "6"}, {"band1.q", "1"}, {"band2.freq", "3000"}, {"band2.gain", "-9"}, {"band2.q", "4"}},
    {{"band1.type", "low_shelf"},
     {"band1.freq", "120"},
     {"band1.gain", "6"},
     {"band2.type", "high_shelf"},
     {"band2.freq", "9000"},
     {"band2.gain", "8"}},
    {{"band1.type", "high_pass"}, {"band1.freq", "40"}, {"band1.slope", "24"}, {"band2.freq", "16000"}, {"band2.gain", "10"}},
};

// The same magnitude as in minimum phase within 0.1 dB, and the same delay at every frequency: a response that mirrors about its middle.
TEST(EqLinear, HasTheMagnitudeOfMinimumPhaseAndOneDelay) {
  for (const double rate : {44100.0, 48000.0, 96000.0})
    for (const auto& curve : kCurves) {
      const auto values = linear(curve);
      const int late = latency(values, rate);
      const auto response = impulse_response(values, rate, 3 * late);
      for (int i = 1; i < late; ++i)
        ASSERT_NEAR(response[static_cast<std::size_t>(late - i)], response[static_cast<std::size_t>(late + i)], 2e-6) << i;
      const auto minimum = impulse_response(with(curve), rate, 1 << 16);
      for (double hz = 25; hz < 20000; hz *= 1.15) {
        const double wanted = db(std::abs(gain_at(minimum, hz, rate)));
        if (wanted > -40.0) {
          EXPECT_NEAR(db(std::abs(gain_at(response, hz, rate))), wanted, hz < 16000 ? 0.1 : 0.3)
              << curve[0].text << ", " << hz << " Hz at " << rate;
        }
      }
    }
}

// What a resolution can do: the lowest bell whose peak it reaches within 0.1 dB. The figures are those of the reference page.
TEST(EqLinear, FinerResolutionsReachLower) {
  const auto peak_error = [](const char* resolution, double hz) {
    const auto values = linear({{"band1.freq", std::to_string(hz)}, {"band1.gain", "6"}, {"band1.q", "2"}}, resolution);
    return std::abs(db(std::abs(gain_at(impulse_response(values, 48000, 3 * latency(values, 48000)), hz, 48000))) - 6.0);
  };
  EXPECT_LT(peak_error("low", 150), 0.1);
  EXPECT_LT(peak_error("medium", 80), 0.1);
  EXPECT_LT(peak_error("high", 40), 0.1);
  EXPECT_LT(peak_error("highest", 20), 0.1);
  EXPECT_GT(peak_error("low", 30), 0.2);
}

TEST(EqLinear, FlatIsOnlyLate) {
  const auto values = linear({});
  const Sound input = noise(2, 40000, 0.5f, 1);
  ProcessorRig rig(eq(), 48000, 2, values);
  const Sound output = rig.run(input, resting_at(values), kMaxBlockFrames);
  const int late = latency(values, 48000);
  double error = 0, power = 0;
  for (std::size_t i = static_cast<std::size_t>(late); i < output[0].size(); ++i) {
    const double wanted = input[0][i - static_cast<std::size_t>(late)];
    error += std::pow(output[0][i] - wanted, 2);
    power += wanted * wanted;
  }
  EXPECT_LT(10 * std::log10(error / power), -130.0);
}

TEST(EqLinear, MiddleAndSideHaveTheirOwnCurves) {
  const auto values = linear({{"band1.freq", "1000"},
                              {"band1.gain", "9"},
                              {"band1.route", "mid"},
                              {"band2.freq", "1000"},
                              {"band2.gain", "-6"},
                              {"band2.route", "side"}});
  const auto gain = [&](double right) {
    const Sound input{sine(1000, 48000, 72000, 0.1), sine(1000, 48000, 72000, 0.1 * right)};
    ProcessorRig rig(eq(), 48000, 2, values);
    const Sound output = rig.run(input, resting_at(values), kMaxBlockFrames);
    return db(*std::max_element(output[0].begin() + 48000, output[0].end()) / 0.1);
  };
  EXPECT_NEAR(gain(1.0), 9.0, 0.05);
  EXPECT_NEAR(gain(-1.0), -6.0, 0.05);
}

// Moving a band under a tone: the kernels follow each other without a click.
TEST(EqLinear, MovesWithoutClicks) {
  const auto from = linear({{"band1.freq", "900"}, {"band1.gain", "0"}});
  auto to = from;
  to[eq_param(0, EqBandParam::gain)] = 12.0;
  const Trajectory path = [&](Frames slice) {
    auto values = from;
    values[eq_param(0, EqBandParam::gain)] = 12.0 * std::clamp((static_cast<double>(slice) - 900.0) / 75.0, 0.0, 1.0);
    return values;
  };
  ProcessorRig rig(eq(), 48000, 1, from);
  const auto output = rig.run({sine(1000, 48000, 72000, 0.1)}, path, kMaxBlockFrames)[0];
  const double end = *std::max_element(output.begin() + 60000, output.end());
  EXPECT_GT(db(end / 0.1), 11.0);
  // The second difference of a sine is bounded by its level; a click stands out of it.
  const double bend = std::pow(kTau * 1000 / 48000, 2) * end;
  for (std::size_t i = 30000; i < output.size(); ++i)
    ASSERT_LT(std::abs(output[i] - 2.0 * output[i - 1] + output[i - 2]), 1.02 * bend) << i;
}

// Dynamic bands stay in minimum phase and come after the others, aligned with them.
TEST(EqLinear, DynamicBandsStillWork) {
  const auto values = linear({{"band1.freq", "1000"},
                              {"band1.dynamic", "on"},
                              {"band1.threshold", "-30"},
                              {"band1.ratio", "4"},
                              {"band1.range", "30"},
                              {"band2.freq", "1000"},
                              {"band2.gain", "6"},
                              {"band2.q", "1"}});
  const Sound input{sine(1000, 48000, 144000, 0.1)};  // -20 dB, -14 after the still band: 16 over
  ProcessorRig rig(eq(), 48000, 1, values);
  const auto output = rig.run(input, resting_at(values), kMaxBlockFrames)[0];
  EXPECT_NEAR(db(*std::max_element(output.begin() + 120000, output.end()) / 0.1), 6.0 - 12.0, 0.1);
}

TEST(EqLinear, PreRingIsLongerWhereTheBandIsLowAndNarrow) {
  EXPECT_EQ(eq_pre_ring_seconds(with({{"band1.gain", "9"}}), 48000, -40), 0.0);
  const double wide = eq_pre_ring_seconds(linear({{"band1.freq", "5000"}, {"band1.gain", "6"}, {"band1.q", "0.7"}}), 48000, -40);
  const double narrow = eq_pre_ring_seconds(linear({{"band1.freq", "60"}, {"band1.gain", "6"}, {"band1.q", "4"}}), 48000, -40);
  EXPECT_LT(wide, 0.001);
  EXPECT_GT(narrow, 0.05);
  EXPECT_LT(narrow, 0.171);
}

}  // namespace
}  // namespace sweetspot::testing
