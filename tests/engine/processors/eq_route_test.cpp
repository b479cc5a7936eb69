// Bands on one side, on the middle or on what the sides do not share; many bands; the loudness match.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "engine/analysis/loudness.h"
#include "tests/engine/processors/eq_rig.h"

namespace sweetspot::testing {
namespace {

constexpr double kRate = 48000.0;

Sound run(const std::vector<double>& values, const Sound& input) {
  ProcessorRig rig(eq(), kRate, static_cast<int>(input.size()), values);
  return rig.run(input, resting_at(values), kMaxBlockFrames);
}

std::vector<double> routed(const char* route) {
  return with({{"band1.freq", "1000"}, {"band1.gain", "9"}, {"band1.q", "1"}, {"band1.route", route}});
}

// Gain in dB of each side for a sine on the sides with these levels.
std::pair<double, double> side_gains(const std::vector<double>& values, double left, double right) {
  Sound input{sine(1000, kRate, 24000, left), sine(1000, kRate, 24000, right)};
  const Sound output = run(values, input);
  const auto peak = [](const std::vector<float>& x) { return *std::max_element(x.begin() + 12000, x.end()); };
  return {db(peak(output[0]) / std::abs(left)), db(peak(output[1]) / std::abs(right))};
}

TEST(EqRoute, SideBandsLeaveTheOtherSideBitByBit) {
  const Sound input = noise(2, 9000, 0.5f, 1);
  EXPECT_EQ(run(routed("left"), input)[1], input[1]);
  EXPECT_EQ(run(routed("right"), input)[0], input[0]);
  EXPECT_NEAR(side_gains(routed("left"), 0.1, 0.1).first, 9.0, 0.01);
  EXPECT_NEAR(side_gains(routed("right"), 0.1, 0.1).second, 9.0, 0.01);
}

TEST(EqRoute, MiddleAndSideHearOnlyTheirOwn) {
  EXPECT_NEAR(side_gains(routed("mid"), 0.1, 0.1).first, 9.0, 0.01);
  EXPECT_NEAR(side_gains(routed("mid"), 0.1, -0.1).first, 0.0, 1e-6);
  EXPECT_NEAR(side_gains(routed("side"), 0.1, 0.1).second, 0.0, 1e-6);
  EXPECT_NEAR(side_gains(routed("side"), 0.1, -0.1).second, 9.0, 0.01);
}

// The same curve on middle and side is that of a stereo band; the rest is rounding.
TEST(EqRoute, MiddleAndSideTogetherAreStereo) {
  const Sound input = noise(2, 24000, 0.5f, 2);
  const Sound both = run(with({{"band1.gain", "9"},
                               {"band1.freq", "800"},
                               {"band1.route", "mid"},
                               {"band2.gain", "9"},
                               {"band2.freq", "800"},
                               {"band2.route", "side"}}),
                         input);
  const Sound stereo = run(with({{"band1.gain", "9"}, {"band1.freq", "800"}}), input);
  double error = 0, power = 0;
  for (std::size_t c = 0; c < 2; ++c)
    for (std::size_t i = 0; i < both[c].size(); ++i) {
      error += std::pow(double{both[c][i]} - stereo[c][i], 2);
      power += std::pow(double{stereo[c][i]}, 2);
    }
  EXPECT_LT(10 * std::log10(error / power), -140.0);
}

TEST(EqRoute, AMonoSoundIsAllMiddle) {
  const Sound mono = noise(1, 9000, 0.5f, 3);
  EXPECT_EQ(run(routed("left"), mono), mono);
  EXPECT_EQ(run(routed("side"), mono), mono);
  EXPECT_EQ(run(routed("mid"), mono), run(routed("stereo"), mono));
}

// A change of route is a fade: no step, and in the end the sound of the new route.
TEST(EqRoute, ChangesFade) {
  const Sound input{sine(1000, kRate, 48000, 0.25), sine(1000, kRate, 48000, 0.25)};
  const Trajectory path = [](Frames slice) { return slice < 500 ? routed("left") : routed("side"); };
  ProcessorRig rig(eq(), kRate, 2, routed("left"));
  const Sound output = rig.run(input, path, kMaxBlockFrames);
  for (std::size_t i = 1; i < output[0].size(); ++i)
    ASSERT_LT(std::abs(output[0][i] - output[0][i - 1]), 0.25 * 2.9 * kTau * 1000 / kRate) << i;
  for (std::size_t i = 40000; i < 48000; ++i) ASSERT_NEAR(output[0][i], input[0][i], 1e-6);
}

TEST(Eq, AllTwentyFourBandsSoundAsTheirCurveSays) {
  std::vector<Setting> settings;
  std::mt19937 random(4);
  for (int band = 1; band <= kEqBands; ++band) {
    const std::string key = "band" + std::to_string(band) + ".";
    settings.push_back({key + "freq", std::to_string(40.0 * std::pow(1.29, band))});
    settings.push_back({key + "gain", std::to_string(std::uniform_real_distribution<double>(-6, 6)(random))});
    settings.push_back({key + "q", "2"});
  }
  const auto values = with(settings);
  const auto response = impulse_response(values, kRate, 1 << 15);
  for (double hz = 40; hz < 16000; hz *= 1.1) EXPECT_NEAR(db(std::abs(gain_at(response, hz, kRate))), eq_curve_db(values, hz), 0.05) << hz;
}

TEST(Eq, AutoGainKeepsTheLoudness) {
  Sound input = noise(2, 12 * 48000, 0.1f, 5);
  for (auto& channel : input)  // pink-ish, with pauses that must not count
    for (std::size_t i = 1; i < channel.size(); ++i) channel[i] = (i / 24000) % 4 == 3 ? 0.0f : 0.95f * channel[i - 1] + 0.05f * channel[i];
  const std::vector<Setting> loud{{"band1.type", "low_shelf"}, {"band1.freq", "300"}, {"band1.gain", "12"}, {"auto_gain", "on"}};
  const auto part = [](const Sound& sound) {
    Sound late;
    for (const auto& channel : sound) late.emplace_back(channel.begin() + 4 * 48000, channel.end());
    return late;
  };
  const auto loudness = [](const Sound& sound) {
    const float* const channels[2] = {sound[0].data(), sound[1].data()};
    LoudnessMeter meter(kRate, 2);
    meter.process(channels, static_cast<Frames>(sound[0].size()));
    meter.finish();
    return meter.figures().integrated_lufs.value();
  };
  const double before = loudness(part(input));
  EXPECT_NEAR(loudness(part(run(with(loud), input))), before, 0.2);
  auto unmatched = loud;
  unmatched.pop_back();
  EXPECT_GT(loudness(part(run(with(unmatched), input))), before + 4.0);
}

TEST(Eq, ABandCanBeHeardAlone) {
  const auto heard = [](const char* type, double hz) {
    const auto values = with({{"band3.type", type}, {"band3.freq", "1000"}, {"band3.q", "4"}, {"audition", "3"}});
    const Sound output = run(values, {sine(hz, kRate, 24000, 0.5)});
    return db(*std::max_element(output[0].begin() + 12000, output[0].end()) / 0.5);
  };
  EXPECT_NEAR(heard("bell", 1000), 0.0, 0.01);
  EXPECT_LT(heard("bell", 200), -20.0);
  EXPECT_LT(heard("bell", 5000), -20.0);
  EXPECT_NEAR(heard("low_shelf", 50), 0.0, 0.05);
  EXPECT_LT(heard("low_shelf", 8000), -30.0);
  EXPECT_NEAR(heard("high_shelf", 15000), 0.0, 0.05);
  EXPECT_LT(heard("high_shelf", 100), -30.0);
}

TEST(Eq, OutputIsALevel) {
  const Sound input = noise(2, 4000, 0.5f, 6);
  const Sound output = run(with({{"output", "-6"}}), input);
  for (std::size_t i = 0; i < 4000; ++i) ASSERT_NEAR(output[1][i], input[1][i] * std::pow(10.0, -0.3), 1e-7);
}

// What pictures are made of: the bands of a route, one band, and what the dynamics add.
TEST(EqCurve, PartsMultiplyToTheWhole) {
  const auto values = with({{"band1.type", "high_pass"},
                            {"band1.freq", "90"},
                            {"band2.freq", "800"},
                            {"band2.gain", "7"},
                            {"band2.route", "mid"},
                            {"band3.freq", "5k"},
                            {"band3.gain", "-6"},
                            {"band3.route", "side"}});
  std::vector<double> hertz, whole, part;
  for (double hz = 20; hz < 20000; hz *= 1.3) hertz.push_back(hz);
  whole.resize(hertz.size());
  part.resize(hertz.size());
  eq_curve_db(values, {}, hertz, whole);
  std::vector<double> routes(hertz.size(), 0.0), bands(hertz.size(), 0.0);
  for (const EqRoute route : {EqRoute::stereo, EqRoute::left, EqRoute::right, EqRoute::mid, EqRoute::side}) {
    eq_curve_db(values, {.route = route}, hertz, part);
    for (std::size_t i = 0; i < hertz.size(); ++i) {
      routes[i] += part[i];
      EXPECT_DOUBLE_EQ(part[i], eq_curve_db(values, hertz[i], route));
    }
  }
  for (int band = 0; band < kEqBands; ++band) {
    eq_curve_db(values, {.band = band}, hertz, part);
    for (std::size_t i = 0; i < hertz.size(); ++i) bands[i] += part[i];
  }
  for (std::size_t i = 0; i < hertz.size(); ++i) {
    EXPECT_NEAR(routes[i], whole[i], 1e-9) << hertz[i];
    EXPECT_NEAR(bands[i], whole[i], 1e-9) << hertz[i];
  }
}

TEST(EqCurve, DynamicsMoveTheirBandAndNoOther) {
  const auto values =
      with({{"band1.freq", "1000"}, {"band1.gain", "3"}, {"band1.dynamic", "on"}, {"band2.freq", "1000"}, {"band2.gain", "2"}});
  const std::vector<double> moved{-9.0, -5.0}, hertz{1000.0};
  std::vector<double> db(1);
  eq_curve_db(values, {.dynamic_db = moved}, hertz, db);
  EXPECT_NEAR(db[0], 3.0 - 9.0 + 2.0, 1e-9);
  eq_curve_db(values, {.band = 0, .dynamic_db = moved}, hertz, db);
  EXPECT_NEAR(db[0], -6.0, 1e-9);
}

}  // namespace
}  // namespace sweetspot::testing
