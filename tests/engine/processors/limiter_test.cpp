#include <gtest/gtest.h>

#include "tests/engine/processors/dynamics_rig.h"

namespace sweetspot {
namespace {

using namespace test;

double true_peak_db(const Sound& sound) { return decibels(std::max(true_peak_16(sound[0]), true_peak_16(sound[1]))); }

Sound both(const Channel& channel) { return {channel, channel}; }

// What leaves until all of the sound is through.
Sound limited(Rig& rig, Sound sound) {
  for (Channel& channel : sound) channel.resize(channel.size() + static_cast<std::size_t>(rig.latency()) + 300, 0.0f);
  return rig.process(sound);
}

// Sounds that fool detectors: full bandwidth, between the samples, single clicks, clipped masters.
std::map<std::string, Sound> nasty(double rate) {
  const std::size_t frames = 12000;
  std::map<std::string, Sound> sounds;
  sounds["quarter of the rate"] = both(sine(rate / 4.0, 0, frames, rate, std::numbers::pi / 4.0));
  sounds["near half the rate"] = both(sine(0.47 * rate, 0, frames, rate, 0.3));
  sounds["white noise"] = {noise(-6, frames, 1), noise(-6, frames, 2)};
  Channel clicks(frames, 0.0f);
  for (std::size_t at = 500; at + 600 < frames; at += 1237) {
    for (int k = -8; k < 8; ++k) clicks[at + static_cast<std::size_t>(k + 8)] = (k < 0 ? k % 2 != 0 : k % 2 == 0) ? 1.0f : -1.0f;
    clicks[at + 500] = 1.0f;
  }
  sounds["clicks"] = both(clicks);
  Channel clipped = noise(-3, frames, 3);
  const Channel tone = sine(110, 6, frames, rate);
  for (std::size_t i = 0; i < frames; ++i) clipped[i] = std::clamp(clipped[i] + tone[i], -1.0f, 1.0f);
  sounds["clipped"] = both(clipped);
  return sounds;
}

TEST(Limiter, HoldsTheTruePeakOfAnythingAtAnyDrive) {
  for (const double rate : {44100.0, 96000.0}) {
    for (const auto& [name, sound] : nasty(rate)) {
      for (const double style : {0.0, 1.0, 2.0})
        for (const double drive : {0.0, 6.0, 24.0}) {
          Rig rig("limiter", {{"ceiling", -1}, {"drive", drive}, {"style", style}}, rate);
          EXPECT_LT(true_peak_db(limited(rig, sound)), -1.0 + 0.03)
              << name << " driven by " << drive << " dB at " << rate << " Hz, style " << style;
        }
    }
  }
}

TEST(Limiter, HoldsWithTheShortestLookAhead) {
  for (const auto& [name, sound] : nasty(48000)) {
    Rig rig("limiter", {{"ceiling", -3}, {"drive", 12}, {"lookahead", 0.5}, {"link", 0}});
    EXPECT_LT(true_peak_db(limited(rig, sound)), -3.0 + 0.1) << name;
  }
}

TEST(Limiter, IsADelayBelowTheCeiling) {
  for (const double style : {0.0, 1.0, 2.0}) {
    Rig rig("limiter", {{"ceiling", -1}, {"style", style}});
    Sound in = {noise(-30, 20000, 1), noise(-30, 20000, 2)};
    const auto latency = static_cast<std::size_t>(rig.latency());
    const Sound out = rig.process(in);
    for (std::size_t c = 0; c < 2; ++c)
      for (std::size_t i = latency; i < 20000; ++i) ASSERT_EQ(out[c][i], in[c][i - latency]);
  }
}

TEST(Limiter, ComesBackToExactlyNothing) {
  Sound in = both(sine(200, 12, 192000));
  for (Channel& channel : in)
    for (std::size_t i = 9600; i < channel.size(); ++i) channel[i] *= 0.01f;
  Rig rig("limiter", {});
  const auto latency = static_cast<std::size_t>(rig.latency());
  const Sound out = rig.process(in);
  for (std::size_t i = 180000; i < 192000; ++i) ASSERT_EQ(out[0][i], in[0][i - latency]);
}

TEST(Limiter, HoldsItsGainBetweenTheWavesOfTheBass) {
  for (const double hertz : {50.0, 100.0, 1000.0, 5000.0}) {
    Rig rig("limiter", {{"ceiling", -1}});
    const Sound out = rig.process(both(sine(hertz, 5, 144000)));
    EXPECT_LT(residual_db(out[0], 96000, 144000, hertz), -120.0) << hertz;
    EXPECT_NEAR(decibels(std::abs(component(out[0], 96000, 144000, hertz))), -1.0, 0.05) << hertz;
  }
}

TEST(Limiter, AnyCutIntoBlocksGivesTheSameSamples) {
  const Sound in = {noise(-8, 12000, 1), noise(-14, 12000, 2)};
  const std::vector<Glide> glides = {{"ceiling", 3200, -1, -6}, {"drive", 4800, 0, 9}, {"release", 6400, 6, 200}, {"link", 8000, 100, 20}};
  const Settings settings = {{"link", 100}};
  Sound whole = in;
  Rig("limiter", settings)
      .run(
          whole, [] { return kMaxBlockFrames; }, glides);
  for (unsigned seed = 1; seed <= 4; ++seed) {
    Sound cut = in;
    Rig("limiter", settings).run(cut, random_lengths(seed), glides);
    ASSERT_EQ(cut, whole) << seed;
  }
}

TEST(Limiter, LatencyIsAsDeclared) {
  for (const double lookahead : {0.5, 5.0, 20.0}) {
    Rig rig("limiter", {{"lookahead", lookahead}});
    Sound in = both(Channel(6000, 0.0f));
    in[0][100] = in[1][100] = 0.5f;
    const Sound out = rig.process(in);
    const auto peak = std::max_element(out[0].begin(), out[0].end()) - out[0].begin();
    EXPECT_EQ(peak, 100 + rig.latency());
  }
}

TEST(Limiter, UnlinkedSidesDoNotHearEachOther) {
  const Sound in = {sine(200, 11, 48000), sine(1000, -30, 48000)};
  const auto right_db = [&in](double link) {
    const Sound out = Rig("limiter", {{"link", link}}).process(in);
    return decibels(std::abs(component(out[1], 24000, 48000, 1000)));
  };
  EXPECT_NEAR(right_db(0), -30.0, 1e-4);
  EXPECT_NEAR(right_db(100), -42.0, 0.05);
}

TEST(Limiter, ALongerReleaseRecoversLater) {
  Sound in = both(sine(1000, -20, 96000));
  for (Channel& channel : in) channel[24000] = 4.0f;
  const auto recovered = [&in](double release) {
    Rig rig("limiter", {{"auto_release", 0}, {"release", release}});
    const Sound out = rig.process(in);
    const auto latency = static_cast<std::size_t>(rig.latency());
    std::size_t last = 0;
    for (std::size_t i = 24100; i + latency < 96000; ++i)
      if (std::abs(in[0][i]) > 0.05f && out[0][i + latency] / in[0][i] < 0.94f) last = i;
    return static_cast<double>(last - 24000) / 48.0;
  };
  EXPECT_LT(recovered(5), 60.0);
  EXPECT_GT(recovered(200), 200.0);
  EXPECT_GT(recovered(500), recovered(200));
}

// Hits over a steady sound, 12 dB over the ceiling: how loud the whole comes out, and how far the hits stand out of it still.
struct Outcome {
  double loudness_db, punch_db;
};

Outcome driven(double style) {
  constexpr std::size_t kBeat = 12000;
  Channel bed = noise(-24, 20 * kBeat, 7);
  for (std::size_t i = 1; i < bed.size(); ++i) bed[i] = 0.8f * bed[i - 1] + 0.2f * bed[i];
  Channel in = bed;
  const Channel hit = noise(0, kBeat, 8);
  for (std::size_t beat = 0; beat < 20; ++beat)
    for (std::size_t i = 0; i < kBeat; ++i)
      in[beat * kBeat + i] += 0.15f * hit[i] * static_cast<float>(std::exp(-static_cast<double>(i) / 1500.0)) + 0.02f * hit[i];
  Rig rig("limiter", {{"ceiling", -1}, {"drive", 24}, {"style", style}});
  const auto latency = static_cast<std::size_t>(rig.latency());
  const Sound out = rig.process(both(in));
  const auto mean_square = [&](std::size_t from, std::size_t to) {
    double sum = 0.0;
    for (std::size_t beat = 10; beat < 19; ++beat)
      for (std::size_t i = from; i < to; ++i) sum += std::pow(out[0][beat * kBeat + latency + i], 2.0);
    return sum / (9.0 * static_cast<double>(to - from));
  };
  return {0.5 * decibels(mean_square(0, kBeat)), 0.5 * decibels(mean_square(0, 1000) / mean_square(6000, 11000))};
}

TEST(Limiter, StylesAreWhatTheyAreCalled) {
  const Outcome transparent = driven(0), punchy = driven(1), loud = driven(2);
  EXPECT_GT(loud.loudness_db, transparent.loudness_db + 0.3);
  EXPECT_GT(punchy.punch_db, transparent.punch_db + 0.5);
}

// The slow stage moves both sides by its own link: hits on the left with an unlinked fast stage.
TEST(Limiter, TransientsAndReleaseAreLinkedApart) {
  const Sound in = {sine(200, 11, 96000), sine(1000, -30, 96000)};
  const auto right_db = [&in](double link, double release) {
    const Sound out = Rig("limiter", {{"style", 1}, {"link", link}, {"link_release", release}}).process(in);
    return decibels(std::abs(component(out[1], 72000, 96000, 1000)));
  };
  EXPECT_NEAR(right_db(0, 0), -30.0, 1e-3);
  EXPECT_LT(right_db(0, 100), -36.0);
  EXPECT_GT(right_db(0, 100), -42.0);  // only what the slow stage does
  EXPECT_NEAR(right_db(100, 100), -42.0, 0.05);
}

TEST(Limiter, DeltaIsWhatIsTakenAway) {
  for (const double style : {0.0, 1.0, 2.0}) {
    const Sound in = {sine(200, 3, 48000), sine(310, -40, 48000)};
    const Sound out = Rig("limiter", {{"drive", 3}, {"style", style}, {"link", 0}, {"link_release", 0}}).process(in);
    Rig rig("limiter", {{"drive", 3}, {"style", style}, {"link", 0}, {"link_release", 0}, {"delta", 1}});
    const auto latency = static_cast<std::size_t>(rig.latency());
    const Sound delta = rig.process(in);
    for (std::size_t i = latency; i < 48000; ++i) {
      ASSERT_NEAR(out[0][i] + delta[0][i], in[0][i - latency] * amplitude(3), 1e-6);
      ASSERT_EQ(delta[1][i], 0.0f);
    }
  }
}

// Driven hard and heard at unity, the sound is as loud as it came in; below the ceiling it is what came in.
TEST(Limiter, UnityKeepsTheLoudness) {
  const Sound in = both(noise(-20, 240000, 3));
  Rig driven_rig("limiter", {{"drive", 18}, {"unity", 1}});
  const Sound out = driven_rig.process(in);
  double before = 0.0, after = 0.0;
  for (std::size_t i = 96000; i < 240000; ++i) {
    before += std::pow(in[0][i], 2.0);
    after += std::pow(out[0][i], 2.0);
  }
  EXPECT_NEAR(0.5 * decibels(after / before), 0.0, 0.3);
  Rig soft("limiter", {{"drive", 6}, {"unity", 1}});
  const Sound same = soft.process(both(sine(1000, -30, 96000)));
  EXPECT_NEAR(decibels(std::abs(component(same[0], 48000, 96000, 1000))), -30.0, 0.01);
}

TEST(Limiter, MetersShowWhatIsTakenAwayAndWhatLeaves) {
  Rig rig("limiter", {{"ceiling", -2}, {"drive", 8}});
  rig.process(both(sine(1000, 0, 48000)));
  EXPECT_NEAR(rig.meter(0), 10.0, 0.05);
  EXPECT_NEAR(rig.meter(1), -2.0, 0.1);
}

TEST(Limiter, WhatIsNotANumberDoesNotStay) {
  Rig rig("limiter", {});
  Sound bad = both(Channel(512, 0.1f));
  bad[0][100] = std::numeric_limits<float>::quiet_NaN();
  bad[1][200] = std::numeric_limits<float>::infinity();
  bad[0][300] = -std::numeric_limits<float>::infinity();
  rig.process(bad);
  const Sound in = both(sine(1000, -20, 200000));
  const Sound out = rig.process(in);
  const auto latency = static_cast<std::size_t>(rig.latency());
  EXPECT_EQ(out[0].back(), in[0][in[0].size() - 1 - latency]);
  EXPECT_EQ(out[1].back(), in[1][in[1].size() - 1 - latency]);
}

}  // namespace
}  // namespace sweetspot
