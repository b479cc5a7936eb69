// The equalizer as a listener and a measuring engineer meet it.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include "tests/engine/processors/eq_rig.h"

namespace sweetspot::testing {
namespace {

TEST(Eq, DefaultPassesEveryBit) {
  const Sound input = noise(2, 5000, 1.0f, 1);
  ProcessorRig rig(eq(), 48000, 2, default_values(eq()));
  EXPECT_EQ(rig.run(input, resting_at(default_values(eq())), 100), input);
}

TEST(Eq, FlatAndSwitchedOffBandsPassEveryBit) {
  const Sound input = noise(2, 5000, 1.0f, 2);
  for (const auto& values : {with({{"band1.type", "high_shelf"}, {"band2.type", "tilt"}, {"band3.freq", "5000"}, {"band4.q", "12"}}),
                             with({{"band1.type", "high_pass"}, {"band1.on", "off"}, {"band2.gain", "6"}, {"band2.on", "off"}})}) {
    ProcessorRig rig(eq(), 48000, 2, values);
    EXPECT_EQ(rig.run(input, resting_at(values), 100), input);
  }
}

// What cli users do: name a type and a gain, and the band acts.
TEST(Eq, SettingTypeOrGainMakesTheBandAct) {
  EXPECT_NEAR(eq_curve_db(with({{"band1.type", "bell"}, {"band1.freq", "1000"}, {"band1.gain", "6"}, {"band1.q", "1"}}), 1000), 6.0, 1e-6);
  const auto high_pass = with({{"band2.type", "high_pass"}, {"band2.freq", "1000"}});
  EXPECT_NEAR(db(std::abs(gain_at(impulse_response(high_pass, 48000, 8192), 1000, 48000))), -3.01, 0.02);
}

TEST(Eq, SoundsAsItsCurveSays) {
  const std::vector<std::vector<Setting>> cases{
      {{"band1.freq", "16k"}, {"band1.gain", "12"}, {"band1.q", "1"}},
      {{"band1.freq", "10k"}, {"band1.gain", "-12"}, {"band1.q", "1"}},
      {{"band1.type", "high_shelf"}, {"band1.freq", "10k"}, {"band1.gain", "12"}},
      {{"band1.type", "low_shelf"}, {"band1.freq", "200"}, {"band1.gain", "-9"}},
      {{"band1.type", "low_pass"}, {"band1.freq", "9k"}, {"band1.slope", "24"}},
      {{"band1.type", "tilt"}, {"band1.freq", "700"}, {"band1.gain", "4"}},
      {{"band1.type", "band_pass"}, {"band1.freq", "3k"}, {"band1.q", "2"}},
      {{"band1.type", "high_pass"}, {"band1.freq", "120"}, {"band1.slope", "18"}, {"band3.gain", "5"}, {"band8.gain", "8"}},
  };
  for (const double rate : {44100.0, 48000.0, 96000.0, 192000.0})
    for (const auto& settings : cases) {
      const auto values = with(settings);
      const auto response = impulse_response(values, rate, 1 << 15);
      for (double hz = 60; hz < 16000; hz *= 1.3) {
        const double wanted = eq_curve_db(values, hz);
        if (wanted > -60.0) {
          EXPECT_NEAR(db(std::abs(gain_at(response, hz, rate))), wanted, 0.05) << settings[0].text << ", " << hz << " Hz at " << rate;
        }
      }
    }
}

TEST(Eq, PassesFallAsSteepAsTheySay) {
  for (const int slope : {6, 12, 18, 24, 30, 36, 42, 48, 60, 72, 84, 96}) {
    const auto high = with({{"band1.type", "high_pass"}, {"band1.freq", "4000"}, {"band1.slope", std::to_string(slope)}});
    const auto low = with({{"band1.type", "low_pass"}, {"band1.freq", "1000"}, {"band1.slope", std::to_string(slope)}});
    for (const auto& [values, corner, octave_up] : {std::tuple{high, 4000.0, 0.5}, std::tuple{low, 1000.0, 2.0}}) {
      const auto response = impulse_response(values, 96000, 1 << 15);
      const auto level = [&response](double hz) { return db(std::abs(gain_at(response, hz, 96000))); };
      EXPECT_NEAR(level(corner), -3.01, 0.02) << slope;
      if (slope > 30) continue;  // further down the impulse's own rounding shows
      EXPECT_NEAR(level(corner * octave_up * octave_up) - level(corner * octave_up * octave_up * octave_up), slope, 0.6) << slope;
    }
  }
}

TEST(Eq, QOfTwelveDecibelPassesIsTheLevelAtTheCorner) {
  for (const char* type : {"high_pass", "low_pass"})
    for (const double q : {0.5, 1.0, 4.0}) {
      const auto values = with({{"band1.type", type}, {"band1.freq", "2000"}, {"band1.q", std::to_string(q)}});
      EXPECT_NEAR(db(std::abs(gain_at(impulse_response(values, 48000, 8192), 2000, 48000))), db(q), 0.02);
    }
}

TEST(Eq, NotchAndAllPass) {
  const auto notch = impulse_response(with({{"band1.type", "notch"}, {"band1.freq", "1000"}, {"band1.q", "5"}}), 48000, 1 << 15);
  EXPECT_LT(db(std::abs(gain_at(notch, 1000, 48000))), -90.0);
  EXPECT_NEAR(db(std::abs(gain_at(notch, 5000, 48000))), 0.0, 0.05);

  const auto all_pass = impulse_response(with({{"band1.type", "all_pass"}, {"band1.freq", "1000"}, {"band1.q", "1"}}), 48000, 8192);
  for (const double hz : {100.0, 1000.0, 15000.0}) EXPECT_NEAR(db(std::abs(gain_at(all_pass, hz, 48000))), 0.0, 0.001);
  EXPECT_NEAR(std::abs(std::arg(gain_at(all_pass, 1000, 48000))), std::numbers::pi, 0.001);
}

TEST(Eq, AddsNoDistortionOfItsOwn) {
  using Settings = std::vector<Setting>;
  const std::vector<std::pair<Settings, double>> cases{
      {{{"band1.freq", "40"}, {"band1.gain", "12"}, {"band1.q", "4"}}, 1000.0},
      {{{"band1.type", "high_pass"}, {"band1.freq", "30"}}, 1000.0},
      {{{"band1.type", "high_shelf"}, {"band1.freq", "10000"}, {"band1.gain", "6"}}, 100.0},
  };
  for (const auto& [settings, hz] : cases) {
    const auto values = with(settings);
    ProcessorRig rig(eq(), 48000, 1, values);
    const auto output = rig.run({sine(hz, 48000, 192000, 0.2)}, resting_at(values), kMaxBlockFrames)[0];
    EXPECT_LT(residual_db(output, 144000, 192000, hz, 48000), -140.0) << settings[0].text;
  }
}

// Loudest part of a wave above `hz` and away from the sine, relative to the whole, by a steep digital high-pass of our own making.
double spurs_db(std::vector<float> wave, double rate) {
  const auto high_pass = with({{"band1.type", "high_pass"},
                               {"band1.freq", "6000"},
                               {"band1.slope", "48"},
                               {"band2.type", "high_pass"},
                               {"band2.freq", "6000"},
                               {"band2.slope", "48"}});
  ProcessorRig rig(eq(), rate, 1, high_pass);
  const float whole = *std::ranges::max_element(wave);
  const auto left = rig.run({wave}, resting_at(high_pass), kMaxBlockFrames)[0];
  float most = 0.0f;
  for (std::size_t i = 4800; i < left.size(); ++i) most = std::max(most, std::abs(left[i]));
  return db(most / whole);
}

// A full sweep of one parameter in 50 ms under a 1 kHz sine: no clicks, no lines at the slice rate.
TEST(Eq, SweepsDoNotClick) {
  struct Sweep {
    std::vector<Setting> start;
    Setting end;
  };
  const std::vector<Sweep> sweeps{
      {{{"band4.gain", "0"}, {"band4.q", "1"}}, {"band4.gain", "12"}},
      {{{"band1.type", "high_pass"}, {"band1.freq", "20"}}, {"band1.freq", "20000"}},
      {{{"band1.type", "low_shelf"}, {"band1.freq", "20"}, {"band1.gain", "12"}}, {"band1.freq", "20000"}},
      {{{"band1.freq", "20"}, {"band1.gain", "-12"}}, {"band1.freq", "20000"}},
  };
  for (const auto& [start, end] : sweeps) {
    const auto from = with(start);
    auto to = from;
    const auto at = static_cast<std::size_t>(index_of(eq().params, end.key));
    to[at] = parse_value(eq().params[at], end.text);
    const Trajectory path = [&](Frames slice) {
      const double way = std::clamp((static_cast<double>(slice) - 500.0) / 75.0, 0.0, 1.0);
      auto values = from;
      const double a = travel_from_value(eq().params[at], from[at]);
      values[at] = value_from_travel(eq().params[at], a + (travel_from_value(eq().params[at], to[at]) - a) * way);
      return values;
    };
    ProcessorRig rig(eq(), 48000, 1, from);
    const auto output = rig.run({sine(1000, 48000, 48000, 0.25)}, path, kMaxBlockFrames)[0];
    EXPECT_LT(spurs_db(output, 48000), -80.0) << end.key << " of " << start[0].text;
  }
}

TEST(Eq, ChangesOfTypeSlopeAndPresenceFade) {
  const auto bell = with({{"band1.freq", "800"}, {"band1.gain", "12"}});
  for (const auto& changed : {with({{"band1.type", "high_pass"}, {"band1.freq", "800"}, {"band1.gain", "12"}}),
                              with({{"band1.type", "low_pass"}, {"band1.freq", "800"}, {"band1.slope", "48"}, {"band1.gain", "12"}}),
                              with({{"band1.freq", "800"}, {"band1.gain", "12"}, {"band1.on", "off"}})}) {
    const Trajectory path = [&](Frames slice) { return slice < 400 ? bell : changed; };
    ProcessorRig rig(eq(), 48000, 1, bell);
    const auto output = rig.run({sine(1000, 48000, 48000, 0.25)}, path, kMaxBlockFrames)[0];
    EXPECT_LT(spurs_db(output, 48000), -60.0);
    // Once the fade is over it sounds as if it had always been so.
    ProcessorRig settled(eq(), 48000, 1, changed);
    const auto wanted = settled.run({sine(1000, 48000, 48000, 0.25)}, resting_at(changed), kMaxBlockFrames)[0];
    for (std::size_t i = 40000; i < 48000; ++i) ASSERT_NEAR(output[i], wanted[i], 1e-6);
  }
}

TEST(Eq, FrequenciesAboveNyquistDoNoHarm) {
  for (const char* type : {"bell", "low_shelf", "high_shelf", "high_pass", "low_pass", "notch", "band_pass", "tilt", "all_pass"}) {
    const auto values = with({{"band1.type", type}, {"band1.freq", "24000"}, {"band1.gain", "18"}, {"band1.q", "10"}});
    const auto response = impulse_response(values, 8000, 4096);
    const double low = db(std::abs(gain_at(response, 100, 8000)));
    EXPECT_NEAR(low, std::max(-150.0, eq_curve_db(values, 100)), 0.1) << type;
  }
}

}  // namespace
}  // namespace sweetspot::testing
