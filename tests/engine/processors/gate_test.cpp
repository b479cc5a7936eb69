#include <gtest/gtest.h>

#include "engine/processors/registry.h"
#include "tests/engine/processors/dynamics_rig.h"

namespace sweetspot {
namespace {

using namespace test;

constexpr double kDuck = 1;
constexpr double kShare = 0.63212055882855767;  // 1 - 1/e
constexpr double kPeakHoldMs = 12.5;            // of the level

// As declared: ratio - 1 dB a dB under the threshold, a quadratic about it, the range at most.
double declared_output(double in, double threshold, double ratio, double knee, double range) {
  const double under = threshold - in;
  double gain = 0.0;
  if (2.0 * under >= knee)
    gain = (1.0 - ratio) * under;
  else if (2.0 * under > -knee)
    gain = (1.0 - ratio) * std::pow(under + knee / 2.0, 2.0) / (2.0 * knee);
  return in + std::max(gain, -range);
}

TEST(Gate, StaticCurveIsTheDeclaredOneAndTheDrawnOne) {
  struct Curve {
    double threshold, ratio, knee, range;
  };
  for (const Curve curve : {Curve{-30, 2, 0, 90}, {-20, 4, 12, 40}, {-40, 100, 0, 60}, {-25, 1.5, 24, 20}}) {
    const Settings settings = {{"threshold", curve.threshold},
                               {"ratio", curve.ratio},
                               {"knee", curve.knee},
                               {"range", curve.range},
                               {"hysteresis", 0},
                               {"release", 20},
                               {"hold", 0}};
    for (double level = -60.0; level <= 0.0; level += 2.5) {
      Rig rig("gate", settings, 48000, 1);
      const Sound out = rig.process({sine(1000, level, 48000)});
      const double measured = decibels(std::abs(component(out[0], 24000, 48000, 1000)));
      EXPECT_NEAR(measured, declared_output(level, curve.threshold, curve.ratio, curve.knee, curve.range), 0.1)
          << level << " dB in, threshold " << curve.threshold;
      std::vector<double> values = default_values(rig.type());
      for (const auto& [key, value] : settings) values[rig.index(key)] = value;
      EXPECT_NEAR(rig.type().transfer(values, level), measured, 0.1) << level;
    }
  }
}

// The gain at each frame, from samples of alternating sign.
std::vector<double> gains(const Settings& settings, const std::vector<double>& levels_db, double rate = 48000.0) {
  Rig rig("gate", settings, rate, 1);
  Channel in;
  for (std::size_t i = 0; i < levels_db.size(); ++i) in.push_back(static_cast<float>(amplitude(levels_db[i]) * (i % 2 == 0 ? 1.0 : -1.0)));
  const Sound out = rig.process({in});
  std::vector<double> gain;
  for (std::size_t i = 0; i < in.size(); ++i) gain.push_back(std::abs(double{out[0][i]} / in[i]));
  return gain;
}

// A ramp so slow (20 dB/s) that the level is known within 0.3 dB though its peaks are held.
TEST(Gate, OpensAtTheThresholdAndClosesBelowItByTheHysteresis) {
  std::vector<double> levels;
  for (int i = 0; i < 96000; ++i) levels.push_back(-60.0 + 40.0 * i / 96000);
  for (int i = 0; i < 96000; ++i) levels.push_back(-20.0 - 40.0 * i / 96000);
  for (const double hysteresis : {0.0, 4.0, 10.0}) {
    const auto gain =
        gains({{"threshold", -40}, {"ratio", 100}, {"range", 60}, {"hysteresis", hysteresis}, {"attack", 0.1}, {"hold", 0}, {"release", 5}},
              levels);
    std::size_t open = 0, closed = 96000;
    while (gain[open] < 0.5) ++open;
    while (gain[closed] > 0.5) ++closed;
    EXPECT_NEAR(levels[open], -40.0, 0.1);
    EXPECT_NEAR(levels[closed], -40.0 - hysteresis - 0.02 * (kPeakHoldMs + 5.0), 0.3);
    for (std::size_t i = open + 500; i < 96000; ++i) ASSERT_GT(gain[i], 0.999);
  }
}

// Levels that wander by less than the hysteresis about the threshold do not make it flutter.
TEST(Gate, DoesNotFlutterWithinTheHysteresis) {
  std::vector<double> levels;
  for (int i = 0; i < 96000; ++i) levels.push_back(-40.0 + 1.5 * std::sin(i / 2000.0));
  const auto gain = gains({{"threshold", -40}, {"ratio", 100}, {"hysteresis", 4}, {"attack", 0.1}, {"hold", 0}, {"release", 5}}, levels);
  for (std::size_t i = 4800; i < gain.size(); ++i) ASSERT_GT(gain[i], 0.999) << i;
}

std::vector<double> burst(double rate) {
  std::vector<double> levels(static_cast<std::size_t>(3.0 * rate), -60.0);
  std::fill(levels.begin() + static_cast<std::ptrdiff_t>(0.2 * rate), levels.begin() + static_cast<std::ptrdiff_t>(1.2 * rate), -10.0);
  return levels;
}

TEST(Gate, TimesAreTheDeclaredOnes) {
  for (const double rate : {44100.0, 96000.0})
    for (const double mode : {0.0, kDuck})
      for (const double attack : {1.0, 20.0})
        for (const double hold : {0.0, 60.0})
          for (const double release : {50.0, 200.0}) {
            const double floor = amplitude(-40.0);
            const auto gain = gains({{"threshold", -30},
                                     {"ratio", 100},
                                     {"range", 40},
                                     {"mode", mode},
                                     {"attack", attack},
                                     {"hold", hold},
                                     {"release", release}},
                                    burst(rate), rate);
            const double quiet = mode == kDuck ? 1.0 : floor, loud = mode == kDuck ? floor : 1.0;
            const auto ms_until = [&](double from, double start, double goal) {
              auto i = static_cast<std::size_t>(from * rate);
              while (std::abs(gain[i] - start) < kShare * std::abs(goal - start)) ++i;
              return 1000.0 * (static_cast<double>(i) / rate - from);
            };
            EXPECT_NEAR(ms_until(0.2, quiet, loud), attack, 0.05 * attack + 0.03);
            EXPECT_NEAR(ms_until(1.2, loud, quiet) - kPeakHoldMs - hold, release, 0.05 * release + 0.7);
            EXPECT_NEAR(gain[static_cast<std::size_t>(1.1 * rate)], loud, 1e-4);
            EXPECT_NEAR(gain[static_cast<std::size_t>(2.9 * rate)], quiet, 0.01);
          }
}

TEST(Gate, OpensWithoutAClick) {
  Channel in = sine(1000, -60, 24000);
  const Channel loud = sine(1000, -6, 24000);
  std::copy(loud.begin() + 12000, loud.end(), in.begin() + 12000);
  for (const double attack : {0.5, 2.0, 10.0}) {
    Rig rig("gate", {{"threshold", -40}, {"ratio", 100}, {"range", 90}, {"attack", attack}}, 48000, 1);
    const Sound out = rig.process({in});
    // One step of the gain times the loudest sample, beside what the sine moves by itself.
    const double step = -std::expm1(-1.0 / (48.0 * attack));
    for (std::size_t i = 12001; i < 14400; ++i) {
      const double moved = std::abs(out[0][i] - out[0][i - 1]);
      ASSERT_LE(moved, 0.5012 * step + 1.0001 * std::abs(double{in[i]} - in[i - 1])) << i;
    }
  }
}

TEST(Gate, AnOpenGateIsNotThere) {
  Rig rig("gate", {{"threshold", -60}, {"attack", 0.05}});
  const Sound in = {sine(440, -12, 48000), sine(553, -14, 48000)};
  const Sound out = rig.process(in);
  for (std::size_t c = 0; c < 2; ++c)
    for (std::size_t i = 4800; i < 48000; ++i) ASSERT_EQ(out[c][i], in[c][i]) << i;
}

TEST(Gate, LookAheadOpensBeforeTheSound) {
  Channel in(24000, 0.0f);
  const Channel tone = sine(1000, -6, 12000, 48000.0, 1.5707963);
  std::copy(tone.begin(), tone.end(), in.begin() + 12000);
  const auto first = [&in](double lookahead) {
    Rig rig("gate", {{"threshold", -40}, {"ratio", 100}, {"range", 80}, {"attack", 0.5}, {"lookahead", lookahead}}, 48000, 1);
    const Sound out = rig.process({in});
    return std::abs(out[0][12000 + static_cast<std::size_t>(rig.latency())]);
  };
  EXPECT_LT(first(0), 0.05);
  EXPECT_NEAR(first(5), 0.5012, 0.001);
}

TEST(Gate, TheKeyDecides) {
  const Sound tone = {sine(1000, -20, 48000)};
  Channel kick(48000, 0.0f);
  const Channel low = sine(60, -3, 12000);
  std::copy(low.begin(), low.end(), kick.begin() + 24000);
  const Sound key = {kick};
  const auto level = [&](const Settings& settings, std::size_t from) {
    const Sound out = Rig("gate", settings, 48000, 1).process(tone, 512, &key);
    return decibels(std::abs(component(out[0], from, from + 4800, 1000)));
  };
  const Settings duck = {{"mode", kDuck}, {"threshold", -30}, {"range", 12}, {"attack", 1}, {"hold", 0}, {"release", 20}};
  EXPECT_NEAR(level(duck, 12000), -20.0, 0.001);
  EXPECT_NEAR(level(duck, 28800), -32.0, 0.01);
  EXPECT_NEAR(level(duck, 43200), -20.0, 0.1);
  const Settings gate = {{"threshold", -30}, {"ratio", 100}, {"range", 60}, {"attack", 1}, {"hold", 0}, {"release", 20}};
  EXPECT_NEAR(level(gate, 12000), -80.0, 0.1);
  EXPECT_NEAR(level(gate, 28800), -20.0, 0.01);
  Settings deaf = duck;  // to the bass
  deaf["sc_hp"] = 2000;
  EXPECT_NEAR(level(deaf, 28800), -20.0, 0.001);
}

TEST(Gate, KeyCanBeHeard) {
  Rig rig("gate", {{"sc_hp", 1000}, {"sc_listen", 1}}, 48000, 1);
  const Sound heard = rig.process({sine(250, -10, 48000)});
  EXPECT_NEAR(decibels(std::abs(component(heard[0], 24000, 48000, 250))), -34.1, 0.1);  // 12 dB an octave
}

TEST(Gate, LinkedSidesOpenTogether) {
  const Sound in = {sine(1000, -10, 48000), sine(1700, -50, 48000)};
  const auto right_db = [&in](double link) {
    const Sound out = Rig("gate", {{"threshold", -30}, {"ratio", 100}, {"range", 40}, {"link", link}}).process(in);
    return decibels(std::abs(component(out[1], 24000, 48000, 1700)));
  };
  EXPECT_NEAR(right_db(100), -50.0, 0.01);
  EXPECT_NEAR(right_db(0), -90.0, 0.1);
}

TEST(Gate, MetersShowTheKeyAndTheReduction) {
  Rig rig("gate", {{"threshold", -20}, {"ratio", 2}, {"range", 60}, {"hysteresis", 0}, {"release", 10}, {"hold", 0}}, 48000, 1);
  rig.process({sine(1000, -30, 48000)});
  EXPECT_NEAR(rig.meter(0), 10.0, 0.05);
  EXPECT_NEAR(rig.meter(1), -30.0, 0.05);
}

// From gate to duck while it is closed: the gain goes on from where it is.
TEST(Gate, ChangingTheModeMakesNoClick) {
  Rig rig("gate", {{"threshold", -30}, {"ratio", 100}, {"range", 20}, {"attack", 10}, {"release", 30}}, 48000, 1);
  Sound sound = {sine(1000, -40, 48000)};
  rig.run(sound, [] { return 64; }, {{"mode", 24000, 0, 1}});
  double worst = 0.0;
  for (std::size_t i = 20000; i + 3 < 48000; ++i)
    worst = std::max(worst, std::abs(double{sound[0][i + 3]} - 3.0 * sound[0][i + 2] + 3.0 * sound[0][i + 1] - sound[0][i]));
  EXPECT_LT(worst, 0.01 * std::pow(2.0 * std::numbers::pi * 1000 / 48000, 3.0) * 1.2);
  EXPECT_NEAR(decibels(std::abs(component(sound[0], 43200, 48000, 1000))), -40.0, 0.05);
}

}  // namespace
}  // namespace sweetspot
