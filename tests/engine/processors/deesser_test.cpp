#include <gtest/gtest.h>

#include "engine/processors/registry.h"
#include "tests/engine/processors/dynamics_rig.h"

namespace sweetspot {
namespace {

using namespace test;

constexpr double kWide = 1, kAround = 1;
constexpr double kShare = 0.63212055882855767;  // 1 - 1/e
constexpr double kHoldMs = 3.0;                 // of the level

// A sung vowel (harmonics of 200 Hz) with an s of 100 ms (noise above 5 kHz) every half second.
Channel voice(double level_db, std::size_t frames) {
  Channel x(frames, 0.0f), hiss = noise(0.0, frames, 7);
  double before = 0.0, second = 0.0;
  for (std::size_t i = 0; i < frames; ++i) {
    const double now = static_cast<double>(i) / 48000.0;
    const bool ess = std::fmod(now, 0.5) > 0.4;
    // Two differences take the low of the noise away.
    const double once = hiss[i] - before;
    const double twice = once - second;
    before = hiss[i];
    second = once;
    double y = ess ? 0.06 * twice : 0.0;
    for (int k = 1; k <= 12 && !ess; ++k) y += 0.25 / k * std::sin(2.0 * std::numbers::pi * 200.0 * k * now);
    x[i] = static_cast<float>(amplitude(level_db) * y);
  }
  return x;
}

Channel sum(Channel a, const Channel& b) {
  for (std::size_t i = 0; i < a.size(); ++i) a[i] += b[i];
  return a;
}

TEST(DeEsser, WhatIsNotTooLoudPassesBitForBit) {
  for (const double mode : {0.0, kWide})
    for (const double band : {0.0, kAround}) {
      Rig rig("deesser", {{"mode", mode}, {"band", band}, {"threshold", 0}, {"adaptive", 0}});
      const Sound in = {voice(-6, 96000), voice(-9, 96000)};
      const Sound out = rig.process(in);
      const auto delay = static_cast<std::size_t>(rig.latency());
      for (std::size_t c = 0; c < 2; ++c)
        for (std::size_t i = delay; i < 96000; ++i) ASSERT_EQ(out[c][i], in[c][i - delay]) << i;
    }
}

// A tone in the middle of the band, whose crests meet the samples now and then; the threshold in dB of full scale.
TEST(DeEsser, StaticCurveIsTheDrawnOne) {
  for (const double mode : {0.0, kWide})
    for (const double band : {0.0, kAround})
      for (double level = -60.0; level <= 0.0; level += 5.0) {
        const Settings settings = {{"mode", mode},  {"band", band},       {"freq", band == kAround ? 7900.0 : 3000.0},
                                   {"adaptive", 0}, {"threshold", -35.0}, {"ratio", 4},
                                   {"range", 20}};
        Rig rig("deesser", settings, 48000, 1);
        const Sound out = rig.process({sine(7900, level, 48000)});
        std::vector<double> values = default_values(rig.type());
        for (const auto& [key, value] : settings) values[rig.index(key)] = value;
        EXPECT_NEAR(decibels(std::abs(component(out[0], 24000, 48000, 7900))), rig.type().transfer(values, level), 0.1) << level;
      }
}

// A loud tone in the band holds the gain at the range; a soft one measures the response.
TEST(DeEsser, ResponseIsTheDrawnOneWhenAllIsTurnedDown) {
  for (const double rate : {44100.0, 96000.0})
    for (const double mode : {0.0, kWide})
      for (const double band : {0.0, kAround})
        for (const double range : {6.0, 18.0}) {
          const Settings settings = {{"mode", mode},     {"band", band}, {"freq", 6000},   {"width", 1.0},  {"adaptive", 0},
                                     {"threshold", -60}, {"ratio", 20},  {"range", range}, {"release", 500}};
          for (const double hertz : {200.0, 1000.0, 3000.0, 5000.0, 6000.0, 7500.0, 11000.0, 16000.0}) {
            Rig rig("deesser", settings, rate, 1);
            const auto second = static_cast<std::size_t>(rate);
            const Sound out = rig.process({sum(sine(6300, -6, 2 * second, rate), sine(hertz, -50, 2 * second, rate))});
            std::vector<double> values = default_values(rig.type());
            for (const auto& [key, value] : settings) values[rig.index(key)] = value;
            double drawn = 0.0;
            rig.type().response(values, rate, {&hertz, 1}, {&drawn, 1});
            EXPECT_NEAR(decibels(std::abs(component(out[0], second, 2 * second, hertz, rate))) + 50.0, drawn, 0.05)
                << hertz << " Hz, mode " << mode << ", band " << band << ", rate " << rate;
          }
        }
}

TEST(DeEsser, SplitLeavesWhatIsBelowTheBandAlone) {
  const Sound in = {sum(sine(500, -12, 96000), sine(13100, -12, 96000))};
  const auto level = [&in](double mode, double hertz) {
    Rig rig("deesser", {{"mode", mode}, {"adaptive", 0}, {"threshold", -40}, {"ratio", 20}, {"range", 10}}, 48000, 1);
    return decibels(std::abs(component(rig.process(in)[0], 48000, 96000, hertz)));
  };
  EXPECT_NEAR(level(0, 500), -12.0, 0.01);
  EXPECT_NEAR(level(0, 13100), -22.0, 0.1);
  EXPECT_NEAR(level(kWide, 500), -22.0, 0.01);
  EXPECT_NEAR(level(kWide, 13100), -22.0, 0.01);
}

// Gains in wide mode, where they are the same at all frequencies; 0 where there is next to no sound.
std::vector<double> gains_db(const Settings& more, const Channel& in) {
  Settings settings = {{"mode", kWide}, {"lookahead", 0}};
  for (const auto& [key, value] : more) settings[key] = value;
  const Sound out = Rig("deesser", settings, 48000, 1).process({in});
  std::vector<double> gain;
  for (std::size_t i = 0; i < in.size(); ++i) gain.push_back(std::abs(in[i]) > 1e-6 ? decibels(std::abs(double{out[0][i]} / in[i])) : 0.0);
  return gain;
}

TEST(DeEsser, TheSameVoiceAtAnyLevelIsTreatedTheSame) {
  const Channel in = voice(0, 240000);
  const auto loud = gains_db({}, in);
  EXPECT_LT(*std::min_element(loud.begin(), loud.end()), -4.0);  // there is something to do
  for (const double level : {-10.0, -20.0, -30.0}) {
    Channel soft = in;
    for (float& x : soft) x *= static_cast<float>(amplitude(level));
    const auto gain = gains_db({}, soft);
    double worst = 0.0;
    for (std::size_t i = 0; i < in.size(); ++i)
      if (std::abs(in[i]) > 1e-3) worst = std::max(worst, std::abs(gain[i] - loud[i]));
    EXPECT_LT(worst, 0.5) << level;
  }
}

TEST(DeEsser, WithAFixedThresholdASofterVoiceIsTreatedLess) {
  const auto deepest = [](double level, double adaptive) {
    const auto gain = gains_db({{"adaptive", adaptive}, {"range", 24}}, voice(level, 240000));
    return *std::min_element(gain.begin(), gain.end());
  };
  EXPECT_LT(deepest(0, 0), -4.0);
  EXPECT_GT(deepest(-30, 0), -0.01);
  const double half = deepest(-20, 50);
  EXPECT_GT(half, deepest(-20, 100) + 1.0);
  EXPECT_LT(half, deepest(-20, 0) - 1.0);
}

TEST(DeEsser, VowelsAreLeftAlone) {
  const Channel in = voice(0, 240000);
  Rig rig("deesser", {{"lookahead", 0}, {"release", 10}}, 48000, 1);
  const Sound out = rig.process({in});
  // The vowel of the fourth half second, from 100 ms after the s.
  for (std::size_t i = 72000 + 4800; i < 72000 + 19000; ++i) ASSERT_NEAR(out[0][i], in[i], 1e-4) << i;
}

TEST(DeEsser, TimesAreTheDeclaredOnes) {
  for (const double attack : {1.0, 10.0})
    for (const double release : {30.0, 200.0}) {
      Channel in(96000);
      for (std::size_t i = 0; i < in.size(); ++i)  // half the rate: a level that stands, in the band
        in[i] = static_cast<float>(amplitude(i >= 24000 && i < 48000 ? -6 : -50) * (i % 2 == 0 ? 1.0 : -1.0));
      const Settings settings = {{"mode", kWide}, {"lookahead", 0}, {"adaptive", 0},    {"threshold", -30},
                                 {"ratio", 3},    {"range", 24},    {"attack", attack}, {"release", release}};
      const Sound out = Rig("deesser", settings, 48000, 1).process({in});
      const auto gain = [&](std::size_t i) { return decibels(std::abs(out[0][i] / in[i])); };
      const double full = -16.0;  // 24 dB over at 3 : 1
      EXPECT_NEAR(gain(47999), full, 0.1);
      std::size_t attacked = 24000, released = 48000;
      while (gain(attacked) > kShare * full) ++attacked;
      while (gain(released) < (1.0 - kShare) * full) ++released;
      EXPECT_NEAR(static_cast<double>(attacked - 24000) / 48.0, attack, 0.05 * attack + 0.1);
      EXPECT_NEAR(static_cast<double>(released - 48000) / 48.0 - kHoldMs, release, 0.05 * release + 0.7);
    }
}

TEST(DeEsser, ListensToTheBandAndShowsIt) {
  for (const double band : {0.0, kAround}) {
    Rig rig("deesser", {{"band", band}, {"freq", 6000}, {"listen", 1}, {"adaptive", 0}, {"threshold", -20}}, 48000, 1);
    const Sound heard = rig.process({sum(sine(300, -6, 96000), sine(10000, -30, 96000))});
    EXPECT_LT(decibels(std::abs(component(heard[0], 48000, 96000, 300))), band == kAround ? -30.0 : -90.0);
    if (band != kAround) {
      EXPECT_NEAR(decibels(std::abs(component(heard[0], 48000, 96000, 10000))), -30.0, 0.1);
      EXPECT_NEAR(rig.meter(1), -30.0, 0.2);
    }
  }
}

TEST(DeEsser, MetersShowReductionAndTheThresholdThatMovesAlong) {
  Rig rig("deesser", {{"mode", kWide}, {"threshold", -30}, {"ratio", 20}, {"range", 6}}, 48000, 1);
  rig.process({sine(7900, -28, 480000)});  // a voice 10 dB softer than usual, all of it in the band
  EXPECT_NEAR(rig.meter(0), 6.0, 0.05);
  EXPECT_NEAR(rig.meter(1), -28.0, 0.2);
  EXPECT_NEAR(rig.meter(2), -40.0, 0.1);
}

TEST(DeEsser, BothSidesAreTurnedDownTogether) {
  Rig rig("deesser", {{"mode", kWide}, {"adaptive", 0}, {"threshold", -40}, {"ratio", 20}, {"range", 10}});
  const Sound out = rig.process({sine(9000, -12, 48000), sine(500, -12, 48000)});
  EXPECT_NEAR(decibels(std::abs(component(out[1], 24000, 48000, 500))), -22.0, 0.05);
}

// While much is turned down, from one way to another: the third difference of the low tone shows steps.
TEST(DeEsser, ChangingModeAndBandMakesNoClick) {
  const double low = 2.0 * std::numbers::pi * 100.0 / 48000.0, high = 2.0 * std::numbers::pi * 6000.0 / 48000.0;
  for (const char* key : {"mode", "band"}) {
    Rig rig("deesser", {{"freq", 6000}, {"adaptive", 0}, {"threshold", -60}, {"ratio", 20}, {"range", 12}, {"lookahead", 0}}, 48000, 1);
    Sound sound = {sum(sine(100, -6, 48000), sine(6000, -50, 48000))};
    rig.run(sound, [] { return 64; }, {{key, 24000, 0, 1}});
    double worst = 0.0;
    for (std::size_t i = 20000; i + 3 < 48000; ++i)
      worst = std::max(worst, std::abs(double{sound[0][i + 3]} - 3.0 * sound[0][i + 2] + 3.0 * sound[0][i + 1] - sound[0][i]));
    // A step of 1 % of the low tone would be 0.005; the tones alone make this:
    EXPECT_LT(worst, 2.0 * (0.5012 * std::pow(low, 3.0) + 0.0032 * std::pow(2.0 * std::sin(high / 2.0), 3.0)) + 2e-4) << key;
  }
}

}  // namespace
}  // namespace sweetspot
