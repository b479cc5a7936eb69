#include <gtest/gtest.h>

#include "tests/engine/processors/tone_spectrum.h"

namespace sweetspot {
namespace {

using namespace test;

enum Hold { kSample, kTruePeak };
enum Meter { kInput, kReduction, kClipped, kOutput };

Sound both(const Channel& channel) { return {channel, channel}; }

Channel clipped(const Settings& settings, Channel in, double rate = 48000.0) {
  Rig rig("clipper", settings, rate);
  in.resize(in.size() + static_cast<std::size_t>(rig.latency()) + 300, 0.0f);
  return rig.process(both(in))[0];
}

double peak(const Channel& x) {
  double most = 0.0;
  for (const float sample : x) most = std::max(most, double{std::abs(sample)});
  return most;
}

// Band edges, noise, clicks.
std::map<std::string, Channel> nasty(double rate) {
  constexpr std::size_t kFrames = 12000;
  std::map<std::string, Channel> sounds;
  sounds["quarter of the rate"] = sine(rate / 4.0, 0, kFrames, rate, std::numbers::pi / 4.0);
  sounds["6 kHz"] = sine(6001, 0, kFrames, rate);
  sounds["white noise"] = noise(-6, kFrames, 1);
  Channel clicks(kFrames, 0.0f);
  for (std::size_t at = 500; at + 100 < kFrames; at += 977) clicks[at] = at % 2 == 0 ? 1.0f : -1.0f;
  sounds["clicks"] = clicks;
  Channel saw(kFrames);
  for (std::size_t i = 0; i < kFrames; ++i) saw[i] = static_cast<float>(std::fmod(static_cast<double>(i) * 220.0 / rate, 1.0) * 2.0 - 1.0);
  sounds["saw"] = saw;
  for (auto& [name, sound] : sounds)  // a sudden end would be a wave of its own
    for (std::size_t i = 0; i < 480; ++i) {
      sound[i] *= static_cast<float>(i) / 480.0f;
      sound[kFrames - 1 - i] *= static_cast<float>(i) / 480.0f;
    }
  return sounds;
}

TEST(Clipper, HoldsItsCeilingInEverySample) {
  for (const double rate : {44100.0, 96000.0})
    for (const auto& [name, sound] : nasty(rate))
      for (const int times : {0, 1, 3})
        for (const int hold : {kSample, kTruePeak})
          for (const double knee : {0.0, 6.0}) {
            const Settings settings{{"ceiling", -2}, {"drive", 12}, {"knee", knee}, {"oversampling", times}, {"hold", hold}};
            EXPECT_LE(peak(clipped(settings, sound, rate)), static_cast<float>(amplitude(-2))) << name << times << hold << knee;
          }
}

TEST(Clipper, HoldsTheTruePeakIfAsked) {
  for (const auto& [name, sound] : nasty(48000.0))
    for (const int times : {0, 1, 3}) {
      const Settings settings{{"ceiling", -1}, {"drive", 9}, {"knee", 0}, {"oversampling", times}, {"hold", kTruePeak}};
      EXPECT_LT(decibels(true_peak_16(clipped(settings, sound))), -1.0 + 0.05) << name << ", oversampling " << times;
    }
}

// What the description says of holding the samples alone.
TEST(Clipper, PassesTheTruePeakByNoMoreThanSaid) {
  for (const auto& [name, sound] : nasty(48000.0)) {
    const Settings settings{{"ceiling", -1}, {"drive", 9}, {"knee", 0}, {"hold", kSample}};
    EXPECT_LT(decibels(true_peak_16(clipped(settings, sound))), -1.0 + 2.15) << name;
  }
}

TEST(Clipper, IsADelayBelowItsKnee) {
  Channel in = noise(-20, 20000, 1);
  for (float& x : in) x = std::clamp(x, -0.32f, 0.32f);
  for (const int times : {0, 1, 2, 3, 4})
    for (const int hold : {kSample, kTruePeak}) {
      Rig rig("clipper", {{"ceiling", 0}, {"knee", 3}, {"oversampling", times}, {"hold", hold}});
      const Sound out = rig.process(both(in));
      const auto latency = static_cast<std::size_t>(rig.latency());
      for (std::size_t i = latency; i < in.size(); ++i) ASSERT_EQ(out[0][i], in[i - latency]) << times << hold;
    }
}

TEST(Clipper, FollowsItsCurve) {
  for (const double knee : {0.0, 2.0, 12.0})
    for (const int times : {0, 3}) {
      Rig rig("clipper", {{"ceiling", -6}, {"drive", 8}, {"knee", knee}, {"oversampling", times}, {"hold", kSample}});
      std::vector<double> values = default_values(rig.type());
      for (const auto& [key, value] : Settings{{"ceiling", -6}, {"drive", 8}, {"knee", knee}}) values[rig.index(key)] = value;
      const Channel in = sine(5, -1, 48000);
      const Channel out = rig.process(both(in))[0];
      const auto latency = static_cast<std::size_t>(rig.latency());
      for (std::size_t i = 0; i + latency < in.size(); ++i)
        ASSERT_NEAR(out[i + latency], rig.type().shape(values, in[i]), 2e-4) << knee << " " << times << " " << i;
      EXPECT_NEAR(rig.type().shape(values, 10.0), amplitude(-6), 1e-9);
      EXPECT_NEAR(rig.type().shape(values, -10.0), -amplitude(-6), 1e-9);
      const double below = 0.99 * amplitude(-6 - knee - 8);
      EXPECT_NEAR(rig.type().shape(values, below), below * amplitude(8), 1e-12);
    }
}

TEST(Clipper, AliasesFarBelowTheSamplesClippedAsTheyAre) {
  for (const double knee : {0.0, 1.0}) {
    const auto through = [knee](double hertz, double times) {
      const int periods = tone_periods(hertz);
      Rig rig("clipper", {{"ceiling", -6}, {"knee", knee}, {"oversampling", times}, {"hold", kSample}});
      return analyse_tone(rig.process(both(whole_periods(periods, -3)))[0], periods);
    };
    const ToneSpectrum five = through(4987, 3);
    EXPECT_GT(five.thd_db, -21.0);
    EXPECT_LT(five.alias_db, -90.0);
    EXPECT_LT(five.under_db, -110.0);
    const ToneSpectrum ten = through(9973, 3);
    EXPECT_LT(ten.alias_db, -85.0);
    EXPECT_LT(ten.under_db, -110.0);
    EXPECT_GT(through(4987, 0).alias_db, -45.0);
  }
}

TEST(Clipper, MetersTellHowMuchIsCutOff) {
  Rig rig("clipper", {{"ceiling", -6}, {"drive", 6}, {"knee", 0}, {"oversampling", 0}, {"hold", kSample}});
  rig.process(both(sine(100, 0, 4800)), 480);
  EXPECT_NEAR(rig.meter(kInput), 6.0, 0.01);
  EXPECT_NEAR(rig.meter(kReduction), 12.0, 0.01);
  EXPECT_NEAR(rig.meter(kOutput), -6.0, 0.01);
  // A sine is above a quarter of its peak for 1 - 2/pi asin(1/4) of the time.
  EXPECT_NEAR(rig.meter(kClipped), 83.9, 0.5);
  rig.process(both(sine(100, -30, 4800)));
  EXPECT_EQ(rig.meter(kReduction), 0.0f);
  EXPECT_EQ(rig.meter(kClipped), 0.0f);
}

TEST(Clipper, AFallingCeilingIsHeldToo) {
  Rig rig("clipper", {{"ceiling", 0}, {"drive", 12}, {"knee", 0}});
  Sound sound = both(sine(300, 0, 20000));
  rig.run(sound, [] { return 64; }, {{"ceiling", 9600, 0.0, -20.0}});
  for (std::size_t i = 9600 + 32 + static_cast<std::size_t>(rig.latency()); i < 20000; ++i)
    ASSERT_LE(std::abs(sound[0][i]), static_cast<float>(amplitude(-20)));
}

// A ceiling that falls comes with the sound that it belongs to, not before.
TEST(Clipper, TheCeilingIsAsLateAsTheSound) {
  Rig rig("clipper", {{"ceiling", 0}, {"drive", 12}, {"knee", 0}, {"hold", kSample}});
  Sound sound = both(sine(300, 0, 20000));
  rig.run(sound, [] { return 64; }, {{"ceiling", 9600, 0.0, -20.0}});
  for (std::size_t i = 9630; i < 9645; ++i) EXPECT_GT(std::abs(sound[0][i]), 0.9f) << i;
}

}  // namespace
}  // namespace sweetspot
