#include <gtest/gtest.h>

#include "engine/analysis/loudness.h"
#include "tests/engine/processors/tone_spectrum.h"

namespace sweetspot {
namespace {

using namespace test;

enum Style { kTape, kTube, kTransistor, kSoft, kHard, kStyles };
const char* const kNames[] = {"tape", "tube", "transistor", "soft", "hard"};

Sound both(const Channel& channel) { return {channel, channel}; }

Channel saturated(const Settings& settings, const Channel& in, double rate = 48000.0) {
  Rig rig("saturate", settings, rate);
  return rig.process(both(in))[0];
}

Settings with(Settings settings, const Settings& more) {
  settings.insert(more.begin(), more.end());
  return settings;
}

ToneSpectrum tone_through(const Settings& settings, double hertz, double level_db) {
  const int periods = tone_periods(hertz);
  return analyse_tone(saturated(with({{"match", 0}}, settings), whole_periods(periods, level_db)), periods);
}

double rms(const Channel& x, std::size_t from) {
  double sum = 0.0;
  for (std::size_t i = from; i < x.size(); ++i) sum += double{x[i]} * x[i];
  return std::sqrt(sum / static_cast<double>(x.size() - from));
}

std::size_t latency_of(const Settings& settings) { return static_cast<std::size_t>(Rig("saturate", settings).latency()); }

// The level and drive at which a style distorts by about -20 dB.
double level_for(int style) { return style == kHard ? -5.0 : style == kTransistor ? -5.0 : -6.0; }

TEST(Saturate, AliasesFarBelowTheTargets) {
  for (int style = 0; style < kStyles; ++style)
    for (const int filter : {0, 1}) {
      const Settings settings{{"style", style}, {"drive", 6}, {"filter", filter}};
      const ToneSpectrum five = tone_through(settings, 4987, level_for(style));
      EXPECT_LT(five.alias_db, -100.0) << kNames[style] << filter;
      EXPECT_LT(five.under_db, -112.0) << kNames[style] << filter;
      const ToneSpectrum ten = tone_through(settings, 9973, level_for(style));
      EXPECT_LT(ten.alias_db, -90.0) << kNames[style] << filter;
      EXPECT_LT(ten.under_db, -110.0) << kNames[style] << filter;
      EXPECT_GT(tone_through(settings, 997, level_for(style)).thd_db, -29.0) << kNames[style];
    }
}

TEST(Saturate, MoreOversamplingAliasesLess) {
  double before = 0.0;
  for (int times = 0; times < 5; ++times) {
    const double alias = tone_through({{"style", kHard}, {"drive", 12}, {"oversampling", times}}, 4987, -6).alias_db;
    EXPECT_LT(alias, before - 6.0) << times;
    before = alias;
  }
  EXPECT_LT(before, -100.0);
}

TEST(Saturate, OddOnlyHasNoSecondHarmonic) {
  for (int style = 0; style < kStyles; ++style)
    for (const double drive : {0.0, 12.0, 24.0}) {
      const ToneSpectrum found = tone_through({{"style", style}, {"drive", drive}, {"even_odd", -100}}, 997, -6);
      EXPECT_LT(found.harmonic_db[2], -110.0) << kNames[style] << " at " << drive;
      EXPECT_LT(found.harmonic_db[4], -110.0) << kNames[style] << " at " << drive;
      EXPECT_GT(found.harmonic_db[3], drive > 0.0 ? -30.0 : -400.0) << kNames[style] << " at " << drive;
    }
}

TEST(Saturate, EvenHeavyIsLedByTheSecondHarmonic) {
  for (int style = 0; style < kStyles; ++style)
    for (const double drive : {3.0, 12.0, 18.0}) {
      const ToneSpectrum found = tone_through({{"style", style}, {"drive", drive}, {"even_odd", 100}}, 997, -6);
      EXPECT_GT(found.harmonic_db[2], -26.0) << kNames[style] << " at " << drive;
      EXPECT_GT(found.harmonic_db[2], found.harmonic_db[3] + 10.0) << kNames[style] << " at " << drive;
    }
}

// Each of its own kind: only the tube has a second harmonic by itself, transistor and clipper are clean until their knee, tape compresses
// treble first.
TEST(Saturate, StylesAreOfTheirKind) {
  for (int style = 0; style < kStyles; ++style) {
    const ToneSpectrum found = tone_through({{"style", style}, {"drive", 0}}, 997, -7);
    const bool clean = style == kHard || style == kTransistor;
    EXPECT_EQ(found.thd_db < -120.0, clean) << kNames[style];
    EXPECT_EQ(found.harmonic_db[2] > -60.0, style == kTube) << kNames[style];
  }
  const auto kept = [](int style, double hertz) {
    const Settings settings{{"style", style}, {"drive", 0}};
    return tone_through(settings, hertz, -6).harmonic_db[1] - tone_through(settings, hertz, -40).harmonic_db[1] - 34.0;
  };
  EXPECT_LT(kept(kTape, 9000), kept(kTape, 200) - 3.0);
  for (const int style : {kTube, kTransistor, kSoft, kHard}) EXPECT_NEAR(kept(style, 9000), kept(style, 200), 0.1) << kNames[style];
}

// The grid current takes its time to move the bias: the second harmonic of a tone that begins grows while the tone stays.
TEST(Saturate, TubeLeansFurtherWhenItIsLoud) {
  const auto growth = [](int style, double even_odd) {
    const Channel out = saturated({{"style", style}, {"drive", 6}, {"match", 0}, {"even_odd", even_odd}}, sine(1000, -9, 24000));
    const auto second = [&out](std::size_t from) {
      return std::abs(component(out, from, from + 240, 2000)) / std::abs(component(out, from, from + 240, 1000));
    };
    return decibels(second(19200) / second(192));
  };
  EXPECT_GT(growth(kTube, 0), 1.0);
  EXPECT_NEAR(growth(kSoft, 40), 0.0, 0.1);
}

TEST(Saturate, MixAtZeroIsTheSoundDelayed) {
  Channel in = noise(-12, 20000, 1);
  for (const int filter : {0, 1})
    for (const int times : {0, 1, 3}) {
      const Settings settings{{"mix", 0}, {"drive", 24}, {"tone", 6}, {"style", kTube}, {"filter", filter}, {"oversampling", times}};
      const Channel out = saturated(settings, in);
      const std::size_t latency = latency_of(settings);
      for (std::size_t i = latency; i < in.size(); ++i) ASSERT_EQ(out[i], in[i - latency]) << filter << times;
    }
}

TEST(Saturate, WhatIsNotBentIsNotTouched) {
  // Below the knee of the clipper there is nothing to do, with noise up to half the rate.
  const Channel in = noise(-30, 20000, 1);
  for (const int times : {0, 1, 2, 3, 4}) {
    const Settings settings{{"style", kHard}, {"drive", 0}, {"match", 0}, {"oversampling", times}};
    const Channel out = saturated(settings, in);
    const std::size_t latency = latency_of(settings);
    for (std::size_t i = latency; i < in.size(); ++i) ASSERT_EQ(out[i], in[i - latency]) << times;
  }
}

TEST(Saturate, SoftSoundsKeepTheirLevelAtAnyDrive) {
  for (int style = 0; style < kStyles; ++style)
    for (const double drive : {-12.0, 0.0, 24.0}) {
      const Settings settings{{"style", style}, {"drive", drive}, {"match", 1}};
      for (const double hertz : {60.0, 1000.0, 15000.0}) {
        const int periods = tone_periods(hertz);
        const Channel out = saturated(settings, whole_periods(periods, -80.0));
        EXPECT_NEAR(analyse_tone(out, periods).harmonic_db[1], -80.0, 0.02) << kNames[style] << " " << drive << " " << hertz;
      }
    }
}

TEST(Saturate, MixesWithoutCombsEvenWithMinimumPhase) {
  for (const double mix : {2.0, 30.0, 50.0})
    for (const double hertz : {5000.0, 14000.0, 19000.0}) {
      const int periods = tone_periods(hertz);
      const Channel out = saturated({{"mix", mix}, {"filter", 1}, {"style", kHard}, {"drive", 0}}, whole_periods(periods, -20.0));
      EXPECT_NEAR(analyse_tone(out, periods).harmonic_db[1], -20.0, 0.01) << mix << " " << hertz;
    }
}

TEST(Saturate, LeavesNoConstant) {
  for (int style = 0; style < kStyles; ++style) {
    const int periods = tone_periods(200);
    const Channel in = whole_periods(periods, -3, 96000);
    const Channel out = saturated({{"style", style}, {"drive", 12}, {"even_odd", 100}, {"match", 0}}, in);
    EXPECT_LT(decibels(std::abs(analyse_tone(out, periods).constant)), -90.0) << kNames[style];
  }
}

TEST(Saturate, TheLoudnessStays) {
  Channel in = noise(-20, 48000 * 8, 5);
  for (std::size_t i = 0; i < in.size(); ++i) in[i] *= i / 4800 % 2 == 0 ? 1.0f : 0.2f;
  for (int style = 0; style < kStyles; ++style) {
    const Channel matched = saturated({{"style", style}, {"drive", 24}}, in);
    EXPECT_NEAR(decibels(rms(matched, 48000 * 4) / rms(in, 48000 * 4)), 0.0, 0.7) << kNames[style];
    const Channel loud = saturated({{"style", style}, {"drive", 24}, {"match", 0}}, in);
    EXPECT_GT(decibels(rms(loud, 48000 * 4) / rms(in, 48000 * 4)), 8.0) << kNames[style];
  }
}

TEST(Saturate, ToneTiltsAboutItsPivot) {
  const Settings settings{{"style", kHard}, {"drive", 0}, {"match", 0}, {"tone", 8}};
  const auto level = [&settings](double hertz) {
    const int periods = tone_periods(hertz);
    return analyse_tone(saturated(settings, whole_periods(periods, -30)), periods).harmonic_db[1] + 30.0;
  };
  EXPECT_NEAR(level(20), -4.0, 0.1);
  EXPECT_NEAR(level(700), 0.0, 0.1);
  EXPECT_NEAR(level(15000), 4.0, 0.1);
}

// The curve that the panel draws is that of a slow sound, less what takes a constant away (a high-pass of what is changed).
TEST(Saturate, ShapeIsTheCurveOfASlowSound) {
  constexpr double kHertz = 0.25;
  for (int style = 0; style < kStyles; ++style)
    for (const double even_odd : {-100.0, 0.0, 60.0}) {
      const Settings settings{{"style", style}, {"drive", 9}, {"even_odd", even_odd}, {"mix", 80}, {"match", 0}, {"output", -2}};
      Rig rig("saturate", settings);
      std::vector<double> values = default_values(rig.type());
      for (const auto& [key, value] : settings) values[rig.index(key)] = value;
      const Channel in = sine(kHertz, -1, 48000 * 5);
      const Channel out = rig.process(both(in))[0];
      const double dry = 0.2 * amplitude(-2), straight = dry + 0.8 * amplitude(-2) * amplitude(9);
      double mean = 0.0, worst = 0.0;
      const double speed = 1.0 - std::exp(-2.0 * std::numbers::pi * 5.0 / 48000.0);
      for (std::size_t i = 0; i + static_cast<std::size_t>(rig.latency()) < in.size(); ++i) {
        const double changed = rig.type().shape(values, in[i]) - straight * in[i];
        mean += speed * (changed - mean);
        const double wanted = straight * in[i] + changed - mean;
        if (i > 48000) worst = std::max(worst, std::abs(out[i + static_cast<std::size_t>(rig.latency())] - wanted));
      }
      // The tube's bias follows its sound with 50 ms of delay, and the lift of the tape is bent a little even here.
      EXPECT_LT(worst, style == kTube ? 0.01 : 2e-4) << kNames[style] << " " << even_odd;
    }
}

TEST(Saturate, ExciterAddsHarmonicsAndLeavesTheSound) {
  const Settings settings{{"mode", 1}, {"style", kSoft}, {"drive", 18}, {"band", 0}, {"freq", 2000}, {"match", 0}};
  const int periods = tone_periods(4000);
  const Channel in = whole_periods(periods, -12, 96000);
  Rig rig("saturate", settings);
  const Channel out = rig.process(both(in))[0];
  const ToneSpectrum found = analyse_tone(out, periods);
  EXPECT_NEAR(found.harmonic_db[1], -12.0, 0.01);
  EXPECT_GT(found.harmonic_db[3], -45.0);
  EXPECT_LT(found.harmonic_db[3], -20.0);
  // The meter shows the peak of what is added: close to the third harmonic alone.
  EXPECT_NEAR(rig.meter(2), found.harmonic_db[3] - 12.0, 3.0);

  const ToneSpectrum twice = analyse_tone(saturated(with(settings, {{"amount", 200}}), in), periods);
  EXPECT_NEAR(twice.harmonic_db[3] - found.harmonic_db[3], 6.02, 0.01);
  const Channel none = saturated(with(settings, {{"amount", 0}}), in);
  for (std::size_t i = in.size() - 1000; i < in.size(); ++i) ASSERT_EQ(none[i], in[i - latency_of(settings)]);
}

TEST(Saturate, ExciterListensToItsBand) {
  const auto third = [](int band, double hertz) {
    const int periods = tone_periods(hertz);
    const Settings settings{{"mode", 1}, {"style", kSoft}, {"drive", 24}, {"band", band}, {"freq", 1000}, {"width", 1}, {"match", 0}};
    return analyse_tone(saturated(settings, whole_periods(periods, -12, 96000)), periods).harmonic_db[3];
  };
  EXPECT_GT(third(0, 4000), third(0, 250) + 30.0);
  EXPECT_GT(third(2, 250), third(2, 4000) + 30.0);
  EXPECT_GT(third(1, 1000), third(1, 200) + 20.0);
  EXPECT_GT(third(1, 1000), third(1, 5000) + 20.0);
}

TEST(Saturate, ChoicesChangeWithoutAClick) {
  // A click has treble that the sum of two saturated low notes has not.
  for (const char* key : {"style", "mode", "band"}) {
    for (int to = 0; to < 5; ++to) {
      Rig rig("saturate", {{"drive", 6}, {"style", kSoft}, {"mode", std::string(key) == "band" ? 1.0 : 0.0}, {"match", 0}});
      if (to > static_cast<int>(rig.type().params[rig.index(key)].maximum)) continue;
      Sound sound = both(sine(100, -8, 48000));
      rig.run(sound, [] { return 64; }, {{key, 24000, rig.type().params[rig.index(key)].default_value, static_cast<double>(to)}});
      double most = 0.0;
      for (std::size_t i = 20000; i + 3 < 40000; ++i)
        most = std::max(most, std::abs(double{sound[0][i + 3]} - 3.0 * sound[0][i + 2] + 3.0 * sound[0][i + 1] - sound[0][i]));
      EXPECT_LT(decibels(most), -72.0) << key << " to " << to;
    }
  }
}

TEST(Saturate, MinimumPhaseIsQuick) {
  EXPECT_EQ(latency_of({{"oversampling", 3}}), 91u);
  EXPECT_LE(latency_of({{"oversampling", 3}, {"filter", 1}}), 8u);
  EXPECT_EQ(latency_of({{"oversampling", 0}}), 1u);
}

}  // namespace
}  // namespace sweetspot
