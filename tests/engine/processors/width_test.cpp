#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "engine/dsp/fft.h"
#include "engine/processors/registry.h"
#include "tests/engine/processors/dynamics_rig.h"

namespace sweetspot {
namespace {

using namespace test;

constexpr std::size_t kSecond = 48000;

// Stereo noise: a middle and a side of their own levels in dB.
Sound stereo_noise(double mid_db, double side_db, std::size_t frames, unsigned seed) {
  const Channel mid = noise(mid_db, frames, seed), side = noise(side_db, frames, seed + 100);
  Sound sound{mid, mid};
  for (std::size_t i = 0; i < frames; ++i) {
    sound[0][i] += side[i];
    sound[1][i] -= side[i];
  }
  return sound;
}

Channel middle(const Sound& sound) {
  Channel channel(sound[0].size());
  for (std::size_t i = 0; i < channel.size(); ++i) channel[i] = 0.5f * (sound[0][i] + sound[1][i]);
  return channel;
}

Channel side(const Sound& sound) {
  Channel channel(sound[0].size());
  for (std::size_t i = 0; i < channel.size(); ++i) channel[i] = 0.5f * (sound[0][i] - sound[1][i]);
  return channel;
}

// Power in each third of an octave from 31.5 Hz to 16 kHz, of the last 2^16 frames.
struct Thirds {
  static constexpr std::size_t kFrames = 65536;
  std::vector<double> hertz, power;
};

Thirds thirds(const Channel& x) {
  dsp::RealFft fft(static_cast<int>(Thirds::kFrames));
  for (std::size_t i = 0; i < Thirds::kFrames; ++i) {
    const double window = 0.5 - 0.5 * std::cos(2.0 * std::numbers::pi * static_cast<double>(i) / Thirds::kFrames);
    fft.time()[i] = static_cast<float>(window * x[x.size() - Thirds::kFrames + i]);
  }
  fft.forward();
  Thirds all;
  for (int n = -15; n <= 12; ++n) {
    const double centre = 1000.0 * std::exp2(n / 3.0);
    double sum = 0.0;
    for (std::size_t k = 0; k < fft.bins().size(); ++k) {
      const double at = static_cast<double>(k) * 48000.0 / Thirds::kFrames;
      if (at >= centre * std::exp2(-1.0 / 6.0) && at < centre * std::exp2(1.0 / 6.0)) sum += std::norm(fft.bins()[k]);
    }
    all.hertz.push_back(centre);
    all.power.push_back(sum);
  }
  return all;
}

double correlation(const Sound& sound, std::size_t from, std::size_t to) {
  double ll = 0.0, rr = 0.0, lr = 0.0;
  for (std::size_t i = from; i < to; ++i) {
    ll += double{sound[0][i]} * sound[0][i];
    rr += double{sound[1][i]} * sound[1][i];
    lr += double{sound[0][i]} * sound[1][i];
  }
  return lr / std::sqrt(ll * rr);
}

double rms_db(const Channel& x, std::size_t from = 0) {
  double sum = 0.0;
  for (std::size_t i = from; i < x.size(); ++i) sum += double{x[i]} * x[i];
  return 10.0 * std::log10(sum / static_cast<double>(x.size() - from) + 1e-30);
}

TEST(Width, WithEverySettingAtItsDefaultNotABitChanges) {
  Sound in = stereo_noise(-12, -15, 20000, 1);
  in[0][100] = -0.0f;
  in[1][101] = 1e-30f;
  in[0][101] = 1.0f;
  const Sound out = Rig("width", {}).process(in, 100);
  for (std::size_t c = 0; c < 2; ++c) EXPECT_EQ(std::memcmp(in[c].data(), out[c].data(), in[c].size() * sizeof(float)), 0);
}

TEST(Width, OneChannelPasses) {
  const Sound in{noise(-12, 5000, 1)};
  EXPECT_EQ(Rig("width", {{"mid", 6}, {"spread", 100}, {"band1.width", 0}, {"rotation", 30}}, 48000, 1).process(in), in);
}

// Rotation and the level of the mid are what changes the mono sum by their meaning; all else is at random.
TEST(Width, TheMonoSumKeepsItsLevelInEveryThirdOfAnOctave) {
  const ProcessorType& type = *find_processor("width");
  std::mt19937 random(3);
  for (int round = 0; round < 25; ++round) {
    Settings settings;
    for (const ParamSpec& spec : type.params)
      if (spec.key != "rotation" && spec.key != "mid")
        settings[spec.key] = value_from_travel(spec, std::uniform_real_distribution<double>(0.0, 1.0)(random));
    if (round % 3 == 0) settings["guard"] = -1.0;
    const Sound in = stereo_noise(-20, round % 2 == 0 ? -20 : -26, kSecond + Thirds::kFrames, static_cast<unsigned>(round));
    const Thirds before = thirds(middle(in)), after = thirds(middle(Rig("width", settings).process(in)));
    for (std::size_t i = 0; i < before.hertz.size(); ++i)
      EXPECT_NEAR(10.0 * std::log10(after.power[i] / before.power[i]), 0.0, 0.5) << "round " << round << ", " << before.hertz[i] << " Hz";
  }
}

TEST(Width, WhatIsDoneToTheSideAloneLeavesTheMonoSumUntouched) {
  const Sound in = stereo_noise(-20, -20, kSecond, 4);
  for (const Settings& settings : {Settings{{"width", 180}}, {{"side", -20}}, {{"spread", 100}}, {{"guard", 0.5}, {"width", 200}}}) {
    const Channel before = middle(in), after = middle(Rig("width", settings).process(in));
    double error = 0.0, power = 0.0;
    for (std::size_t i = 0; i < before.size(); ++i) {
      error += std::pow(double{after[i]} - before[i], 2.0);
      power += std::pow(before[i], 2.0);
    }
    EXPECT_LT(10.0 * std::log10(error / power + 1e-30), -140.0);
  }
}

TEST(Width, WidthAndLevelsScaleMidAndSide) {
  const Sound in{sine(1000, -20, kSecond), sine(1000, -26, kSecond)};
  const double mid = amplitude(-20) / 2 + amplitude(-26) / 2, side_in = amplitude(-20) / 2 - amplitude(-26) / 2;
  const auto check = [&](const Settings& settings, double mid_gain, double side_gain) {
    const Sound out = Rig("width", settings).process(in);
    EXPECT_NEAR(std::abs(component(middle(out), 0, kSecond, 1000)), mid * mid_gain, 1e-6);
    EXPECT_NEAR(std::abs(component(side(out), 0, kSecond, 1000)), side_in * side_gain, 1e-6);
  };
  check({{"width", 0}}, 1.0, 0.0);
  check({{"width", 150}}, 1.0, 1.5);
  check({{"mid", -6}, {"side", 6}}, amplitude(-6), amplitude(6));
  check({{"width", 50}, {"side", 3}}, 1.0, 0.5 * amplitude(3));
  check({{"band1.width", 70}, {"band2.width", 70}, {"band3.width", 70}}, 1.0, 0.7);
}

TEST(Width, RotationTurnsTheImageAndKeepsThePower) {
  const Channel tone = sine(1000, -20, kSecond);
  const Sound middle_in{tone, tone};
  const Sound right = Rig("width", {{"rotation", 45}}).process(middle_in);
  EXPECT_LT(rms_db(right[0]), -150.0);
  EXPECT_NEAR(rms_db(right[1]), rms_db(tone) + 3.01, 0.01);
  const Sound left = Rig("width", {{"rotation", -45}}).process(middle_in);
  EXPECT_LT(rms_db(left[1]), -150.0);
  const Sound in = stereo_noise(-20, -23, kSecond, 5);
  const auto power = [](const Sound& s) { return std::pow(10.0, rms_db(s[0]) / 10.0) + std::pow(10.0, rms_db(s[1]) / 10.0); };
  for (const double degrees : {-90.0, -20.0, 10.0, 70.0})
    EXPECT_NEAR(power(Rig("width", {{"rotation", degrees}}).process(in)) / power(in), 1.0, 1e-4) << degrees;
}

// A tone left of the middle, through settings of the bands.
struct Heard {
  double mid, side, phase;  // gains, and the angle between the two
};

Heard heard(double hertz, const Settings& settings) {
  const Sound in{sine(hertz, -20, 2 * kSecond), sine(hertz, -30, 2 * kSecond)};
  const Sound out = Rig("width", settings).process(in);
  const std::size_t from = kSecond, to = 2 * kSecond;
  const auto gain = [&](const Channel& a, const Channel& b) { return component(a, from, to, hertz) / component(b, from, to, hertz); };
  const std::complex<double> m = gain(middle(out), middle(in)), s = gain(side(out), side(in));
  return {std::abs(m), std::abs(s), std::arg(s / m)};
}

TEST(Width, BandsHaveTheirWidthsAndMidAndSideStayInPhase) {
  const Settings settings{{"split1", 300}, {"split2", 3000}, {"band1.width", 20}, {"band2.width", 100}, {"band3.width", 180}};
  EXPECT_NEAR(heard(30, settings).side, 0.2, 0.002);
  EXPECT_NEAR(heard(950, settings).side, 1.0, 0.03);
  EXPECT_NEAR(heard(15000, settings).side, 1.8, 0.005);
  for (double hertz = 40.0; hertz < 16000.0; hertz *= 1.5) {
    const Heard h = heard(std::round(hertz), settings);
    EXPECT_NEAR(decibels(h.mid), 0.0, 0.01) << hertz;
    EXPECT_NEAR(h.phase, 0.0, 0.02) << hertz;
  }
}

TEST(Width, BelowAFrequencyNothingIsLeftOfTheSide) {
  const Settings settings{{"mono_below", 160}};
  EXPECT_NEAR(decibels(heard(160, settings).side), -6.02, 0.05);
  EXPECT_NEAR(decibels(heard(40, settings).side) - decibels(heard(80, settings).side), -24.0, 0.7);
  EXPECT_NEAR(decibels(heard(20, settings).side) - decibels(heard(40, settings).side), -24.0, 0.3);
  EXPECT_NEAR(decibels(heard(2000, settings).side), 0.0, 0.01);
  for (const double hertz : {20.0, 80.0, 160.0, 320.0, 5000.0}) {
    EXPECT_NEAR(decibels(heard(hertz, settings).mid), 0.0, 0.01) << hertz;
    EXPECT_NEAR(heard(hertz, settings).phase, 0.0, 0.02) << hertz;
  }
}

TEST(Width, SpreadMakesAMonoSoundWideInEveryThirdOfAnOctave) {
  const Channel tone = noise(-20, kSecond + Thirds::kFrames, 6);
  for (const double amount : {50.0, 100.0}) {
    const Sound out = Rig("width", {{"spread", amount}, {"spread_from", 200}}).process({tone, tone});
    const Thirds left = thirds(out[0]), right = thirds(out[1]), mid = thirds(middle(out)), sides = thirds(side(out));
    for (std::size_t i = 0; i < left.hertz.size(); ++i) {
      if (left.hertz[i] < 60.0) {
        EXPECT_LT(10.0 * std::log10(sides.power[i] / mid.power[i]), -20.0);
      }
      if (left.hertz[i] < 600.0) continue;
      EXPECT_NEAR(10.0 * std::log10(left.power[i] / right.power[i]), 0.0, 2.0) << left.hertz[i];
      EXPECT_NEAR(10.0 * std::log10(sides.power[i] / mid.power[i]), decibels(amount / 100.0), 0.3) << left.hertz[i];
    }
    const double share = amount * amount * 1e-4;
    EXPECT_NEAR(correlation(out, kSecond, out[0].size()), (1.0 - share) / (1.0 + share), 0.05);
  }
}

// The lowest correlation over any 300 ms of the output of a guard, after the first half second.
double lowest_correlation(const Sound& out) {
  constexpr std::size_t kWindow = 14400;
  double lowest = 1.0;
  for (std::size_t at = kSecond / 2; at + kWindow < out[0].size(); at += 480) lowest = std::min(lowest, correlation(out, at, at + kWindow));
  return lowest;
}

// Noise whose middle and side have other levels between the second and the fourth second.
Sound changing_noise(double mid_db, double side_db, double mid_between_db, double side_between_db) {
  Sound sound = stereo_noise(mid_db, side_db, 6 * kSecond, 7);
  const Sound between = stereo_noise(mid_between_db, side_between_db, 6 * kSecond, 8);
  for (std::size_t c = 0; c < 2; ++c)
    std::copy(between[c].begin() + 2 * kSecond, between[c].begin() + 4 * kSecond, sound[c].begin() + 2 * kSecond);
  return sound;
}

TEST(Width, TheGuardKeepsTheCorrelationAboveItsLimit) {
  const Sound in = changing_noise(-20, -24, -20, -14);
  ASSERT_LT(lowest_correlation(in), -0.5);
  for (const double least : {-0.3, 0.0, 0.3, 0.6, 0.9}) {
    const Sound out = Rig("width", {{"guard", least}}).process(in, 256);
    EXPECT_GT(lowest_correlation(out), least - 0.1) << least;
    EXPECT_NEAR(correlation(out, 3 * kSecond, 4 * kSecond), least, 0.05) << "no more than needed";
    if (least < 0.4) {
      EXPECT_NEAR(rms_db(side(out), 5 * kSecond), rms_db(side(in), 5 * kSecond), 0.3) << "lets go again";
    }
  }
}

// What comes before the guard has noticed is in the window for as long as that: a side that is suddenly 16 dB louder against the middle.
TEST(Width, TheGuardIsSoonThereWhenTheImageBreaksApart) {
  const Sound in = changing_noise(-20, -24, -30, -18);
  ASSERT_LT(lowest_correlation(in), -0.8);
  for (const double least : {-0.3, 0.0, 0.3, 0.6}) {
    const Sound out = Rig("width", {{"guard", least}}).process(in, 256);
    EXPECT_GT(lowest_correlation(out), least - 0.3) << least;
    EXPECT_GT(correlation(out, 2 * kSecond + 4800, 2 * kSecond + 4800 + 14400), least - 0.05) << "100 ms later";
    EXPECT_NEAR(correlation(out, 3 * kSecond, 4 * kSecond), least, 0.05);
  }
}

TEST(Width, AGuardThatHasNothingToDoChangesNothing) {
  const Sound in = stereo_noise(-20, -30, 2 * kSecond, 9);
  EXPECT_EQ(Rig("width", {{"guard", 0.0}}).process(in), in);
}

TEST(Width, MetersReadCorrelationAndBalance) {
  const auto meters = [](const Sound& in, const Settings& settings) {
    Rig rig("width", settings);
    rig.process(in);
    return std::array<float, 4>{rig.meter(0), rig.meter(1), rig.meter(2), rig.meter(3)};
  };
  const Channel tone = sine(1000, -20, 2 * kSecond), quiet = sine(1000, -26, 2 * kSecond), other = sine(1000, -20, 2 * kSecond, 48000, 1.0);
  Channel turned = tone;
  for (float& x : turned) x = -x;
  EXPECT_NEAR(meters({tone, tone}, {})[0], 1.0, 1e-3);
  EXPECT_NEAR(meters({tone, turned}, {})[0], -1.0, 1e-3);
  EXPECT_NEAR(meters({tone, other}, {})[0], std::cos(1.0), 5e-3);
  EXPECT_NEAR(meters({tone, quiet}, {})[2], -6.0, 0.02);
  EXPECT_NEAR(meters({quiet, tone}, {})[2], 6.0, 0.02);
  EXPECT_NEAR(meters({tone, other}, {{"width", 0}})[1], 1.0, 1e-3);
  const Sound wide = stereo_noise(-26, -20, 2 * kSecond, 10);
  EXPECT_GT(meters(wide, {{"guard", 0.3}})[3], 3.0);
  EXPECT_NEAR(meters(wide, {{"guard", 0.3}})[1], 0.3, 0.1);
}

}  // namespace
}  // namespace sweetspot
