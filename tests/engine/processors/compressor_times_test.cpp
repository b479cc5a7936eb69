// How the compressor's gain moves: attack, release, hold and the automatic release, by detector and topology.
#include <gtest/gtest.h>

#include "tests/engine/processors/dynamics_rig.h"

namespace sweetspot {
namespace {

using namespace test;

constexpr double kPeak = 0, kRms = 1, kSmooth = 2;
constexpr double kForward = 0, kFeedback = 1;
constexpr double kShare = 0.63212055882855767;  // 1 - 1/e
constexpr double kFullDb = -15.0;               // 20 dB over at 4 : 1

const Settings kStep = {{"threshold", -30}, {"ratio", 4}, {"knee", 0}};

Settings with(Settings settings, const Settings& more) {
  for (const auto& [key, value] : more) settings[key] = value;
  return settings;
}

// Gains in dB under a level that is -10 dB from `up` to `down` seconds and -40 dB elsewhere. Samples of alternating sign have that level at
// every sample.
std::vector<double> gains(const Settings& settings, double up, double down, double end, double rate = 48000) {
  Rig rig("compressor", settings, rate, 1);
  Channel in(static_cast<std::size_t>(end * rate));
  for (std::size_t i = 0; i < in.size(); ++i) {
    const double now = static_cast<double>(i) / rate;
    in[i] = static_cast<float>(amplitude(now >= up && now < down ? -10 : -40) * (i % 2 == 0 ? 1.0 : -1.0));
  }
  const Sound out = rig.process({in});
  std::vector<double> db;
  for (std::size_t i = 0; i < in.size(); ++i) db.push_back(decibels(std::abs(out[0][i] / in[i])));
  return db;
}

// Seconds after `from` at which the gain first is beyond a value.
double falls_to(const std::vector<double>& gain, double from, double value, double rate = 48000) {
  auto i = static_cast<std::size_t>(from * rate);
  while (i < gain.size() && gain[i] > value) ++i;
  return static_cast<double>(i) / rate - from;
}
double rises_to(const std::vector<double>& gain, double from, double value, double rate = 48000) {
  auto i = static_cast<std::size_t>(from * rate);
  while (i < gain.size() && gain[i] < value) ++i;
  return static_cast<double>(i) / rate - from;
}

TEST(CompressorTimes, AttackAndReleaseCoverTheirShareOfTheStepInTime) {
  for (const double rate : {44100.0, 96000.0})
    for (const double topology : {kForward, kFeedback})
      for (const double detector : {kPeak, kSmooth})
        for (const double attack : {1.0, 10.0, 30.0})
          for (const double release : {50.0, 200.0}) {
            const auto gain = gains(with(kStep, {{"attack", attack}, {"release", release}, {"detector", detector}, {"topology", topology}}),
                                    0.1, 0.6, 2.0, rate);
            const double hold = detector == kSmooth ? 12.5 : 0.0;
            const auto name = [&] {
              return ::testing::Message() << "detector " << detector << ", topology " << topology << ", rate " << rate;
            };
            EXPECT_NEAR(1000.0 * falls_to(gain, 0.1, kShare * kFullDb, rate), attack, 0.05 * attack) << name();
            EXPECT_NEAR(1000.0 * rises_to(gain, 0.6, (1.0 - kShare) * kFullDb, rate) - hold, release, 0.05 * release) << name();
          }
}

// The RMS detector's level does not jump, so its times are those that a plain model with the declared ones gives.
TEST(CompressorTimes, RmsFollowsItsMeanByTheDeclaredTimes) {
  for (const double topology : {kForward, kFeedback}) {
    const double attack = 30.0, release = 300.0, rate = 48000.0;
    const auto gain =
        gains(with(kStep, {{"attack", attack}, {"release", release}, {"detector", kRms}, {"topology", topology}}), 0.1, 1.1, 3.0);
    double first = 0.0, second = 0.0, value = 0.0, in_attack = 0.0, in_release = 0.0;
    for (std::size_t i = 0; i < gain.size(); ++i) {
      const bool loud = i >= static_cast<std::size_t>(0.1 * rate) && i < static_cast<std::size_t>(1.1 * rate);
      const double square = std::pow(amplitude(loud ? -10 : -40), 2.0);
      first += (1.0 - std::exp(-1.0 / (0.010 * rate))) * (square - first);
      second += (1.0 - std::exp(-1.0 / (0.010 * rate))) * (first - second);
      const double wanted = -0.75 * std::max(0.0, 10.0 * std::log10(2.0 * second + 1e-30) + 30.0);
      value += (1.0 - std::exp(-1.0 / ((wanted < value ? attack : release) * 1e-3 * rate))) * (wanted - value);
      (i < static_cast<std::size_t>(1.1 * rate) ? in_attack : in_release) =
          std::max(i < static_cast<std::size_t>(1.1 * rate) ? in_attack : in_release, std::abs(gain[i] - value));
    }
    EXPECT_LT(in_attack, 0.05) << "topology " << topology;
    if (topology == kForward) {
      EXPECT_LT(in_release, 0.05);
    }
  }
}

// Between two levels above the threshold the loop hurries the release by the ratio; the attack stays as declared.
TEST(CompressorTimes, TheLoopReleasesFasterByTheRatioWhileItIsClosed) {
  const auto settle = [](double topology) {
    Rig rig("compressor", with(kStep, {{"attack", 10}, {"release", 200}, {"detector", kPeak}, {"topology", topology}}), 48000, 1);
    Channel in(96000);
    for (std::size_t i = 0; i < in.size(); ++i) in[i] = static_cast<float>(amplitude(i < 48000 ? -10 : -12) * (i % 2 == 0 ? 1.0 : -1.0));
    const Sound out = rig.process({in});
    std::size_t i = 48000;
    while (decibels(std::abs(out[0][i] / in[i])) < -15.0 + kShare * 1.5) ++i;
    return static_cast<double>(i - 48000) / 48.0;
  };
  EXPECT_NEAR(settle(kForward), 200.0, 10.0);
  EXPECT_NEAR(settle(kFeedback), 50.0, 2.5);
}

TEST(CompressorTimes, SmoothDetectorHoldsHalfAWaveOf40HzBeforeItReleases) {
  const auto gain = gains(with(kStep, {{"attack", 1}, {"release", 50}}), 0.1, 0.5, 1.0);
  EXPECT_NEAR(gain[24000 + 590], -15.0, 0.01);    // 12.3 ms
  EXPECT_GT(gain[24000 + 48 * 14], -15.0 + 0.1);  // 14 ms
}

TEST(CompressorTimes, HoldKeepsTheGainBeforeItReleases) {
  for (const double topology : {kForward, kFeedback})
    for (const double hold : {5.0, 80.0, 400.0}) {
      const auto gain =
          gains(with(kStep, {{"attack", 1}, {"release", 100}, {"detector", kPeak}, {"hold", hold}, {"topology", topology}}), 0.1, 0.5, 2.0);
      EXPECT_NEAR(1000.0 * rises_to(gain, 0.5, -15.0 + 0.05), hold, 0.05 * hold + 0.5) << hold;
      EXPECT_NEAR(1000.0 * rises_to(gain, 0.5, (1.0 - kShare) * kFullDb), hold + 100.0, 0.05 * (hold + 100.0)) << hold;
    }
}

// 10 ms loud and 10 s loud; release 100 ms, so the slow time constant is 1 s.
TEST(CompressorTimes, AutoReleaseIsQuickAfterLonePeaksAndSlowAfterLongPassages) {
  for (const double topology : {kForward, kFeedback}) {
    const auto released = [topology](double share, double seconds) {
      const auto gain =
          gains(with(kStep, {{"attack", 1}, {"release", 100}, {"detector", kPeak}, {"auto_release", share}, {"topology", topology}}), 0.1,
                0.1 + seconds, seconds + 4.0);
      return 1000.0 * rises_to(gain, 0.1 + seconds, (1.0 - kShare) * kFullDb);
    };
    EXPECT_NEAR(released(0, 10.0), 100.0, 5.0);
    EXPECT_NEAR(released(100, 0.01), 100.0, 5.0);
    EXPECT_NEAR(released(100, 10.0), 1100.0, 55.0);  // the quick one follows the slow one
    EXPECT_GT(released(50, 10.0), 250.0);
    EXPECT_LT(released(50, 10.0), 600.0);
    EXPECT_GT(released(50, 10.0), 1.5 * released(50, 0.3));
  }
}

// Two exponentials: half of the reduction goes with 100 ms, half with 1 s.
TEST(CompressorTimes, AutoReleaseHasTheTwoDeclaredTimeConstants) {
  const auto gain = gains(with(kStep, {{"attack", 1}, {"release", 100}, {"detector", kPeak}, {"auto_release", 50}}), 0.1, 20.1, 24.0);
  const auto at = [&gain](double seconds) { return gain[static_cast<std::size_t>((20.1 + seconds) * 48000)]; };
  EXPECT_NEAR(at(1.5) / at(0.5), std::exp(-1.0), 0.02);
  EXPECT_NEAR((at(0.02) - at(0.0)) / 0.02, 0.5 * 15.0 / 0.1, 15.0);
}

}  // namespace
}  // namespace sweetspot
