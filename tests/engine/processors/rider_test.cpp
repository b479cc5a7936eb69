#include <gtest/gtest.h>

#include "engine/analysis/loudness.h"
#include "engine/analysis/loudness_hops.h"
#include "engine/processors/ride_gain.h"
#include "tests/engine/processors/dynamics_rig.h"

namespace sweetspot {
namespace {

using namespace test;

TEST(Rider, TheSoundPassesBitForBit) {
  Rig rig("rider", {{"target", -10}});
  const Sound in = {noise(-14, 96000, 1), noise(-30, 96000, 2)};
  const Sound key = {noise(-14, 96000, 3), noise(-14, 96000, 4)};
  EXPECT_EQ(rig.process(in, 300, &key), in);
}

TEST(Rider, HopsMeasureWhatTheLoudnessMeterMeasures) {
  for (const double rate : {44100.0, 48000.0, 22050.0}) {
    const Sound in = {noise(-20, 48000, 1), noise(-26, 48000, 2)};
    LoudnessHops hops(rate, 2);
    LoudnessMeter meter(rate, 2);
    const float* const whole[] = {in[0].data(), in[1].data()};
    meter.process(whole, 48000);
    std::vector<double> powers;
    for (int at = 0; at < 48000;) {
      const int frames = std::min(hops.frames_to_hop(), 48000 - at);
      const float* const piece[] = {in[0].data() + at, in[1].data() + at};
      if (hops.process(piece, 2, frames)) powers.push_back(hops.power());
      at += frames;
    }
    double most = 0.0;
    for (std::size_t i = 40; i <= powers.size(); ++i) {
      double sum = 0.0;
      for (std::size_t k = i - 40; k < i; ++k) sum += powers[k];
      most = std::max(most, sum / 40.0);
    }
    meter.finish();
    EXPECT_NEAR(10.0 * std::log10(most) - 0.691, *meter.figures().momentary_max_lufs, 0.02) << rate;
  }
}

TEST(Rider, ShowsHowFarTheTargetIsWithinTheRange) {
  const auto ride = [](double level, double target) {
    Rig rig("rider", {{"target", target}, {"range_up", 5}, {"range_down", 4}, {"silence", -60}});
    rig.process({sine(997, level, 96000), sine(997, level, 96000)});
    EXPECT_NEAR(rig.meter(1), level, 0.05) << "loudness";
    return rig.meter(0);
  };
  EXPECT_NEAR(ride(-20, -17), 3.0, 0.05);
  EXPECT_NEAR(ride(-20, -22.5), -2.5, 0.05);
  EXPECT_NEAR(ride(-30, -14), 5.0, 1e-5);
  EXPECT_NEAR(ride(-10, -20), -4.0, 1e-5);
}

// A phrase, a breath that is too soft to count, a phrase.
TEST(Rider, GapsAndBreathsAreNotLifted) {
  Channel in = sine(997, -30, 48000 * 6);
  for (std::size_t i = 48000 * 2; i < 48000 * 4; ++i) in[i] *= 0.01f;
  for (const double speed : {100.0, 1000.0}) {
    Rig rig("rider", {{"target", -24}, {"speed", speed}, {"silence", -50}}, 48000, 1);
    std::vector<double> ride;
    for (std::size_t at = 0; at < in.size(); at += 480) {
      rig.process({Channel(in.begin() + static_cast<std::ptrdiff_t>(at), in.begin() + static_cast<std::ptrdiff_t>(at) + 480)});
      ride.push_back(rig.meter(0));
    }
    // One channel alone is 3 dB softer than both: the ride wants 9 dB and may do 6.
    EXPECT_NEAR(ride[190], 6.0, 1e-5);
    for (std::size_t i = 200 + 31 + static_cast<std::size_t>(speed / 10.0); i < 400; ++i) ASSERT_EQ(ride[i], 0.0) << i;
    EXPECT_NEAR(ride[599], 6.0, 1e-5);
  }
}

// The middle of a move comes delay_ms() after the sound has changed.
TEST(Rider, MovesAreStraightAndAsLongAsTheSpeed) {
  for (const double speed : {200.0, 800.0}) {
    RideGain ride;
    const RideSettings settings{.target_lufs = -20.0, .speed_ms = speed};
    std::vector<double> gain;
    for (int hop = 0; hop < 600; ++hop) gain.push_back(ride.push(hop < 200 ? 0.0 : std::pow(10.0, (-26.0 + 0.691) / 10.0), -1.0, settings));
    const auto middle = static_cast<std::size_t>(200 + RideGain::delay_ms(speed) / 10.0);
    EXPECT_NEAR(gain[middle - 1], 3.0, 0.2);
    EXPECT_NEAR(gain[middle + static_cast<std::size_t>(speed / 40.0) - 1], 4.5, 0.2);
    EXPECT_NEAR(gain[middle + static_cast<std::size_t>(speed / 20.0)], 6.0, 1e-9);
    EXPECT_EQ(gain[201], 0.0);
  }
}

TEST(Rider, KeepsADistanceToTheKey) {
  const Sound voice = {sine(997, -26, 192000), sine(997, -26, 192000)};
  const Sound music = {sine(997, -24, 192000), sine(997, -24, 192000)};
  const auto ride = [&](double follow, const Sound& key) {
    Rig rig("rider", {{"target", -26}, {"distance", 2}, {"follow", follow}, {"silence", -60}});
    rig.process(voice, 512, &key);
    return rig.meter(0);
  };
  EXPECT_NEAR(ride(100, music), 4.0, 0.05);
  EXPECT_NEAR(ride(50, music), 2.0, 0.05);
  EXPECT_NEAR(ride(0, music), 0.0, 0.05);
  const Sound silence = {Channel(192000, 0.0f), Channel(192000, 0.0f)};
  EXPECT_NEAR(ride(100, silence), 0.0, 0.05);
}

}  // namespace
}  // namespace sweetspot
