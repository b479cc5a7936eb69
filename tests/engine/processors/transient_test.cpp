#include <gtest/gtest.h>

#include "engine/processors/registry.h"
#include "tests/engine/processors/dynamics_rig.h"

namespace sweetspot {
namespace {

using namespace test;

// A drum: noise that starts every half second and falls by 60 dB in 0.4 s.
Channel drum(double level_db, std::size_t frames) {
  Channel x = noise(level_db, frames, 3);
  for (std::size_t i = 0; i < frames; ++i) x[i] *= static_cast<float>(amplitude(-150.0 * static_cast<double>(i % 24000) / 48000.0));
  return x;
}

// The gain at each frame; where there is no sound, as the frame before.
std::vector<double> gains_db(const Settings& more, const Channel& in, double rate = 48000.0) {
  Settings settings = {{"lookahead", 0}};
  for (const auto& [key, value] : more) settings[key] = value;
  const Sound out = Rig("transient", settings, rate, 1).process({in});
  std::vector<double> gain;
  for (std::size_t i = 0; i < in.size(); ++i)
    gain.push_back(std::abs(in[i]) > 1e-7f ? decibels(std::abs(double{out[0][i]} / in[i])) : i > 0 ? gain[i - 1] : 0.0);
  return gain;
}

// A level that stands from `at` on after a soft one, by samples of alternating sign.
Channel step(double soft_db, double loud_db, std::size_t at, std::size_t frames) {
  Channel x(frames);
  for (std::size_t i = 0; i < frames; ++i) x[i] = static_cast<float>(amplitude(i < at ? soft_db : loud_db) * (i % 2 == 0 ? 1.0 : -1.0));
  return x;
}

TEST(Transient, AtRestNothingChanges) {
  Rig rig("transient", {{"lookahead", 2}});
  const Sound in = {drum(-10, 48000), drum(-12, 48000)};
  const Sound out = rig.process(in);
  EXPECT_EQ(rig.latency(), 96);
  for (std::size_t c = 0; c < 2; ++c)
    for (std::size_t i = 96; i < 48000; ++i) ASSERT_EQ(out[c][i], in[c][i - 96]);
}

// After a jump of d dB the difference of the envelopes is d, at most 40, and passes with the time constant that `speed` is.
TEST(Transient, AnAttackPassesWithTheDeclaredTime) {
  for (const double rate : {44100.0, 96000.0})
    for (const double speed : {5.0, 20.0, 80.0})
      for (const double jump : {12.0, 30.0}) {
        const auto gain = gains_db({{"attack", 100}, {"speed", speed}}, step(-50, -50 + jump, 48000, 144000), rate);
        for (const double times : {0.5, 1.0, 2.0}) {
          const auto at = 48000 + static_cast<std::size_t>(times * speed * 1e-3 * rate);
          const double difference = jump * std::exp(-times);
          EXPECT_NEAR(gain[at], 15.0 * difference / (difference + 12.0), 0.6) << speed << " ms, " << times << ", " << jump << " dB";
        }
        EXPECT_NEAR(gain.back(), 0.0, 0.05);
        EXPECT_NEAR(gain[47900], 0.0, 0.15);  // the start of the sound has passed
      }
}

TEST(Transient, ADecayIsHeldForAsLongAsDeclared) {
  const auto gain = gains_db({{"sustain", 100}, {"speed", 10}}, step(-10, -30, 48000, 144000));
  // 20 dB down; the quick envelope is there after some times 10 ms, the lasting one falls with 120 ms.
  const double difference = 20.0 * std::exp(-(240.0 - 12.5) / 120.0);
  EXPECT_NEAR(gain[48000 + 48 * 240], 15.0 * difference / (difference + 12.0), 0.4);
  EXPECT_NEAR(gain.back(), 0.0, 0.05);
}

TEST(Transient, LevelDoesNotMatter) {
  const Channel in = drum(-6, 96000);
  for (const Settings& settings : std::vector<Settings>{{{"attack", 80}, {"sustain", -50}}, {{"attack", -70}, {"sustain", 60}}}) {
    const auto loud = gains_db(settings, in);
    for (const double level : {-10.0, -20.0}) {
      Channel soft = in;
      for (float& x : soft) x *= static_cast<float>(amplitude(level));
      const auto gain = gains_db(settings, soft);
      // Far down in the decay the floor is near.
      for (std::size_t i = 24000; i < 96000; ++i)
        if (std::abs(in[i]) > 0.01f) {
          ASSERT_NEAR(gain[i], loud[i], 0.2) << i;
        }
    }
  }
}

TEST(Transient, AttackActsOnHitsAndSustainOnWhatRingsOn) {
  const Channel in = drum(-6, 96000);
  const auto mean = [&](const std::vector<double>& gain, double from_ms, double to_ms) {
    double sum = 0.0;
    const auto from = static_cast<std::size_t>(48 * from_ms), to = static_cast<std::size_t>(48 * to_ms);
    for (std::size_t i = from; i < to; ++i) sum += gain[72000 + i];
    return sum / static_cast<double>(to - from);
  };
  const auto harder = gains_db({{"attack", 100}}, in), softer = gains_db({{"attack", -100}}, in);
  EXPECT_GT(mean(harder, 1, 10), 8.0);
  EXPECT_LT(mean(softer, 1, 10), -8.0);
  EXPECT_NEAR(mean(harder, 150, 400), 0.0, 0.3);
  const auto longer = gains_db({{"sustain", 100}}, in), shorter = gains_db({{"sustain", -100}}, in);
  EXPECT_GT(mean(longer, 100, 300), 5.0);
  EXPECT_LT(mean(shorter, 100, 300), -5.0);
  EXPECT_NEAR(mean(longer, 0, 5), 0.0, 0.6);
}

// Once the attack is over, for any pitch.
TEST(Transient, ASteadyToneIsLeftAlone) {
  for (const double hertz : {41.0, 100.0, 1000.0}) {
    const Channel in = sine(hertz, -12, 144000);
    const Sound out = Rig("transient", {{"attack", 100}, {"sustain", 100}, {"lookahead", 0}}, 48000, 1).process({in});
    EXPECT_LT(residual_db(out[0], 96000, 144000, hertz), -100.0) << hertz;
    EXPECT_NEAR(decibels(std::abs(component(out[0], 96000, 144000, hertz))), -12.0, 0.01) << hertz;
  }
}

TEST(Transient, LookAheadTurnsUpTheFirstWave) {
  Channel in(24000, 0.0f);
  const Channel tone = sine(2000, -12, 12000, 48000.0, 1.5707963);
  std::copy(tone.begin(), tone.end(), in.begin() + 12000);
  const auto first = [&in](double lookahead) {
    Rig rig("transient", {{"attack", 100}, {"lookahead", lookahead}}, 48000, 1);
    return std::abs(rig.process({in})[0][12000 + static_cast<std::size_t>(rig.latency())]);
  };
  EXPECT_GT(decibels(first(2)), decibels(first(0)) + 5.0);
  EXPECT_NEAR(decibels(first(2)), -12.0 + 11.0, 1.0);
}

TEST(Transient, BothSidesMoveTogetherAndTheMeterShowsUpAndDown) {
  const Channel hit = step(-60, -10, 24000, 24500);
  for (const double attack : {100.0, -100.0}) {
    Rig rig("transient", {{"attack", attack}, {"lookahead", 0}});
    Sound sound = {hit, Channel(24500, 0.001f)};
    sound = rig.process(sound, 250);
    EXPECT_NEAR(decibels(sound[1][24400] / 0.001), decibels(std::abs(sound[0][24400] / hit[24400])), 0.001);
    EXPECT_GT(attack > 0 ? rig.meter(0) : -rig.meter(0), 8.0);
  }
}

TEST(Transient, OutputTurnsUpAll) {
  Rig rig("transient", {{"output", 6}, {"lookahead", 0}}, 48000, 1);
  const Sound out = rig.process({sine(500, -20, 48000)});
  EXPECT_NEAR(decibels(std::abs(component(out[0], 24000, 48000, 500))), -14.0, 0.001);
}

}  // namespace
}  // namespace sweetspot
