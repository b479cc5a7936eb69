#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "engine/dsp/fft.h"
#include "engine/processors/multiband_settings.h"
#include "engine/processors/registry.h"
#include "tests/engine/processors/dynamics_rig.h"
#include "tests/support/processor_rig.h"

namespace sweetspot {
namespace {

using namespace test;

constexpr double kCompressor = 0, kExpander = 1, kUpward = 2;

// So many bands, all of which do nothing until told otherwise.
Settings still(int bands, bool linear = false) {
  Settings settings{{"bands", bands - 2.0}, {"phase", linear ? 1.0 : 0.0}};
  for (int band = 1; band <= kMultibandBands; ++band) settings["band" + std::to_string(band) + ".ratio"] = 1.0;
  return settings;
}

Settings with(Settings settings, const Settings& more) {
  for (const auto& [key, value] : more) settings[key] = value;
  return settings;
}

std::vector<double> values_of(const Settings& settings) {
  const ProcessorType& type = *find_processor("multiband");
  std::vector<double> values = default_values(type);
  for (const auto& [key, value] : settings) values[static_cast<std::size_t>(index_of(type.params, key))] = value;
  return values;
}

double response_db(const Channel& impulse, double hertz, double rate) {
  const std::complex<double> step = std::polar(1.0, -2.0 * std::numbers::pi * hertz / rate);
  std::complex<double> sum = 0.0, turn = 1.0;
  for (const float x : impulse) {
    sum += double{x} * turn;
    turn *= step;
  }
  return decibels(std::abs(sum));
}

Channel impulse(double seconds, double rate) {
  Channel channel(static_cast<std::size_t>(seconds * rate), 0.0f);
  channel[0] = 1.0f;
  return channel;
}

std::vector<double> frequencies(double from, double to, int count) {
  std::vector<double> all;
  for (int i = 0; i < count; ++i) all.push_back(from * std::pow(to / from, static_cast<double>(i) / (count - 1)));
  return all;
}

TEST(Multiband, BandsThatDoNothingSumFlatInMinimumPhase) {
  for (const double rate : {44100.0, 48000.0, 96000.0, 192000.0})
    for (int bands = 2; bands <= kMultibandBands; ++bands) {
      Rig rig("multiband", with(still(bands), {{"split1", 700}, {"split2", 60}, {"split3", 90}, {"split4", 15000}, {"split5", 5000}}), rate,
              1);
      const Channel out = rig.process({impulse(1.0, rate)})[0];
      for (const double hertz : frequencies(10.0, 20000.0, 30))
        ASSERT_NEAR(response_db(out, hertz, rate), 0.0, 0.01) << bands << " bands, " << hertz << " Hz at " << rate;
    }
}

TEST(Multiband, BandsThatDoNothingNullInLinearPhase) {
  for (const double rate : {44100.0, 48000.0, 96000.0, 192000.0})
    for (int bands = 2; bands <= kMultibandBands; bands += 2) {
      Rig rig("multiband", with(still(bands, true), {{"lookahead", 5}}), rate);
      const auto late = static_cast<std::size_t>(rig.latency());
      const Sound in{noise(-12, 3 * late, 1), noise(-12, 3 * late, 2)};
      const Sound out = rig.process(in, 300);
      double error = 0.0, power = 0.0;
      for (std::size_t c = 0; c < 2; ++c)
        for (std::size_t i = late; i < out[c].size(); ++i) {
          error += std::pow(double{out[c][i]} - in[c][i - late], 2.0);
          power += std::pow(in[c][i - late], 2.0);
        }
      EXPECT_LT(10.0 * std::log10(error / power), -140.0) << bands << " bands at " << rate;
    }
}

TEST(Multiband, ABandAloneHasTheDrawnResponse) {
  for (const bool linear : {false, true}) {
    const Settings base = with(still(4, linear), {{"split1", 5000}, {"split2", 120}, {"split3", 800}});
    for (int band = 0; band < 4; ++band) {
      const std::string key = "band" + std::to_string(band + 1) + ".";
      Rig rig("multiband", with(base, {{key + "solo", 1}}), 48000, 1);
      const Channel out = rig.process({impulse(1.0, 48000)})[0];
      for (const double hertz : frequencies(20.0, 20000.0, 40)) {
        const double drawn = multiband_band_db(values_of(base), 48000, band, hertz);
        if (drawn < -90.0) continue;
        EXPECT_NEAR(response_db(out, hertz, 48000), drawn, 0.05) << (linear ? "linear, band " : "band ") << band << ", " << hertz;
      }
    }
  }
}

TEST(Multiband, AMutedBandIsMissingAndGainsSumAsDrawn) {
  for (const bool linear : {false, true}) {
    const Settings base = with(
        still(4, linear), {{"split1", 120}, {"split2", 800}, {"split3", 5000}, {"band1.gain", 6}, {"band2.mute", 1}, {"band4.gain", -9}});
    Rig rig("multiband", base, 48000, 1);
    const Channel out = rig.process({impulse(1.0, 48000)})[0];
    const double gains[]{6.0, kMinusInfinity, 0.0, -9.0};
    EXPECT_TRUE(multiband_heard(values_of(base), 0));
    EXPECT_FALSE(multiband_heard(values_of(base), 1));
    for (const double hertz : frequencies(20.0, 20000.0, 60))
      EXPECT_NEAR(response_db(out, hertz, 48000), multiband_sum_db(values_of(base), 48000, gains, hertz), 0.05) << linear << ", " << hertz;
  }
}

TEST(Multiband, TheStaticCurveOfABandIsTheDrawnOneInEveryMode) {
  struct Curve {
    double mode, threshold, ratio, knee, range, gain;
  };
  for (const Curve& c : {Curve{kCompressor, -30, 4, 6, 60, 0},
                         {kCompressor, -20, 2, 0, 3, 6},
                         {kCompressor, -40, 20, 24, 30, -3},
                         {kExpander, -30, 2, 6, 60, 0},
                         {kExpander, -25, 4, 0, 20, 3},
                         {kExpander, -20, 1.5, 12, 60, 0},
                         {kUpward, -20, 2, 6, 60, 0},
                         {kUpward, -30, 4, 12, 10, -2}}) {
    const Settings settings = with(still(3), {{"split1", 100},
                                              {"split2", 8000},
                                              {"band2.mode", c.mode},
                                              {"band2.threshold", c.threshold},
                                              {"band2.ratio", c.ratio},
                                              {"band2.knee", c.knee},
                                              {"band2.range", c.range},
                                              {"band2.gain", c.gain},
                                              {"band2.attack", 1},
                                              {"band2.release", 50},
                                              {"band2.solo", 1}});
    for (double level = -60.0; level <= 0.0; level += 5.0) {
      Rig rig("multiband", settings, 48000, 1);
      const Channel out = rig.process({sine(1000, level, 48000)})[0];
      const double through = multiband_band_db(values_of(settings), 48000, 1, 1000);
      const double measured = decibels(std::abs(component(out, 24000, 48000, 1000)));
      EXPECT_NEAR(measured, multiband_transfer_db(values_of(settings), 1, level + through), 0.1)
          << "mode " << c.mode << ", " << level << " dB in";
      const double gain = multiband_transfer_db(values_of(settings), 1, level) - level - c.gain;
      EXPECT_NEAR(rig.meter(2), -gain, 0.1) << "mode " << c.mode << ", " << level << " dB in";
      EXPECT_NEAR(rig.meter(3), level + through, 0.1);
      EXPECT_NEAR(rig.meter(12), measured, 0.1);
    }
  }
}

// Samples of alternating sign lie in the highest band, where the gain can be read from each.
TEST(Multiband, AttackAndReleaseCoverTheirShareOfTheStepInTimeInEveryMode) {
  const double share = 1.0 - std::exp(-1.0);
  constexpr std::size_t kUp = 96000, kDown = 192000;
  constexpr double kHoldMs = 12.5;
  for (const double mode : {kCompressor, kExpander, kUpward}) {
    for (const double attack : {10.0, 30.0}) {
      for (const double release : {50.0, 200.0}) {
        const Settings settings = with(still(2), {{"split1", 200},
                                                  {"band2.mode", mode},
                                                  {"band2.threshold", mode == kCompressor ? -30 : -10},
                                                  {"band2.ratio", 2},
                                                  {"band2.knee", 0},
                                                  {"band2.range", 60},
                                                  {"band2.attack", attack},
                                                  {"band2.release", release}});
        Channel in(288000);
        for (std::size_t i = 0; i < in.size(); ++i)
          in[i] = static_cast<float>(amplitude(i >= kUp && i < kDown ? -10.0 : -30.0) * (i % 2 == 0 ? 1.0 : -1.0));
        Rig rig("multiband", settings, 48000, 1);
        const Channel out = rig.process({in})[0];
        const auto gain_db = [&](std::size_t i) { return decibels(std::abs(out[i] / in[i])); };
        const double low = gain_db(kUp - 1), high = gain_db(kDown - 1);
        EXPECT_NEAR(std::abs(high - low), mode == kExpander ? 20.0 : 10.0, 0.1);
        const auto covered = [&](std::size_t from, double start, double end) {
          std::size_t i = from + 100;  // the crossover's own transient
          while (std::abs(gain_db(i) - start) < share * std::abs(end - start)) ++i;
          return 1000.0 * static_cast<double>(i - from) / 48000.0;
        };
        EXPECT_NEAR(covered(kUp, low, high), attack, 0.05 * attack + 0.3) << "mode " << mode;
        EXPECT_NEAR(covered(kDown, high, low) - kHoldMs, release, 0.05 * release + 0.7) << "mode " << mode;
      }
    }
  }
}

TEST(Multiband, BandsHearOnlyThemselves) {
  const Settings settings = with(still(3), {{"split1", 300},
                                            {"split2", 3000},
                                            {"band1.threshold", -40},
                                            {"band1.range", 60},
                                            {"band1.ratio", 10},
                                            {"band3.threshold", -40},
                                            {"band3.ratio", 10}});
  Rig rig("multiband", settings, 48000, 1);
  Channel in = sine(50, -6, 48000);
  const Channel middle = sine(1000, -10, 48000), top = sine(10000, -60, 48000);
  for (std::size_t i = 0; i < in.size(); ++i) in[i] += middle[i] + top[i];
  const Channel out = rig.process({in})[0];
  EXPECT_NEAR(decibels(std::abs(component(out, 24000, 48000, 50))), -36.6, 0.2);
  EXPECT_NEAR(decibels(std::abs(component(out, 24000, 48000, 1000))), -10.0, 0.2);
  EXPECT_NEAR(decibels(std::abs(component(out, 24000, 48000, 10000))), -60.0, 0.2);
}

TEST(Multiband, TheDrySoundStaysInPhaseWithTheWet) {
  for (const bool linear : {false, true}) {
    Settings half = with(still(4, linear), {{"mix", 50}});
    for (int band = 1; band <= 4; ++band) half["band" + std::to_string(band) + ".gain"] = 6.0;
    Rig rig("multiband", half, 48000, 1);
    const Channel out = rig.process({impulse(1.0, 48000)})[0];
    const double wanted = decibels(0.5 + 0.5 * amplitude(6.0));
    for (const double hertz : frequencies(20.0, 20000.0, 30)) EXPECT_NEAR(response_db(out, hertz, 48000), wanted, 0.01) << hertz;
  }
}

TEST(Multiband, BypassAndNoMixLeaveTheSumOfBands) {
  const Sound in{noise(-10, 9600, 1), noise(-10, 9600, 2)};
  const Sound plain = Rig("multiband", still(4)).process(in);
  Settings active{{"bands", 2}, {"mix", 0}};
  for (int band = 1; band <= 4; ++band)
    for (const auto& [key, value] : Settings{{"threshold", -50}, {"ratio", 10}, {"gain", 9}, {"width", 30}})
      active["band" + std::to_string(band) + "." + key] = value;
  EXPECT_EQ(Rig("multiband", active).process(in), plain);
  active["mix"] = 100.0;
  EXPECT_NE(Rig("multiband", active).process(in), plain);
  for (int band = 1; band <= 4; ++band) active["band" + std::to_string(band) + ".bypass"] = 1.0;
  EXPECT_EQ(Rig("multiband", active).process(in), plain);
}

TEST(Multiband, WidthScalesTheSideOfItsBandAlone) {
  const Settings settings = with(still(3), {{"split1", 300}, {"split2", 3000}, {"band2.width", 0}, {"band3.width", 150}});
  const auto side_of = [&](double hertz) {
    const Channel tone = sine(hertz, -20, 48000);
    Channel other = tone;
    for (float& x : other) x *= -0.5f;  // mid 0.25, side 0.75
    Rig rig("multiband", settings);
    const Sound out = rig.process({tone, other});
    const std::complex<double> left = component(out[0], 24000, 48000, hertz), right = component(out[1], 24000, 48000, hertz);
    EXPECT_NEAR(decibels(std::abs(left + right) / 2.0), -20.0 + decibels(0.25), 0.01) << hertz;
    return std::abs(left - right) / 2.0 / amplitude(-20.0);
  };
  EXPECT_NEAR(side_of(30), 0.75, 0.005);
  EXPECT_NEAR(side_of(1000), 0.0, 0.02);
  EXPECT_NEAR(side_of(12000), 1.125, 0.01);
}

TEST(Multiband, LinkedChannelsShareTheGainAndUnlinkedOnesDoNot) {
  const auto difference_db = [](double band_link, double link) {
    Rig rig("multiband",
            with(still(2), {{"split1", 200}, {"band2.threshold", -30}, {"band2.ratio", 4}, {"band2.link", band_link}, {"link", link}}));
    const Sound out = rig.process({sine(1000, -10, 48000), sine(1000, -40, 48000)});
    return decibels(std::abs(component(out[0], 24000, 48000, 1000))) - decibels(std::abs(component(out[1], 24000, 48000, 1000)));
  };
  EXPECT_NEAR(difference_db(100, 100), 30.0, 0.05);
  EXPECT_NEAR(difference_db(0, 100), 15.0, 0.1);
  EXPECT_NEAR(difference_db(100, 0), 15.0, 0.1);
}

TEST(Multiband, TheOrderInWhichSplitsAreSetDoesNotMatter) {
  const Sound in{noise(-15, 9600, 1), noise(-15, 9600, 2)};
  for (const double linear : {0.0, 1.0}) {
    const Settings up{{"phase", linear}, {"split1", 200}, {"split2", 1000}, {"split3", 4000}};
    const Settings down{{"phase", linear}, {"split1", 4000}, {"split2", 200}, {"split3", 1000}};
    EXPECT_EQ(Rig("multiband", up).process(in), Rig("multiband", down).process(in));
  }
}

TEST(Multiband, LookAheadLowersTheGainBeforeTheSound) {
  const auto overshoot = [](double ms) {
    Rig rig(
        "multiband",
        with(still(2),
             {{"split1", 200}, {"lookahead", ms}, {"band2.threshold", -40}, {"band2.ratio", 20}, {"band2.range", 60}, {"band2.attack", 1}}),
        48000, 1);
    EXPECT_EQ(rig.latency(), std::lround(48.0 * ms));
    Channel in(24000, 0.0f);
    const Channel tone = sine(4000, -6, 12000);
    std::copy(tone.begin(), tone.end(), in.begin() + 12000);
    const Channel out = rig.process({in})[0];
    float most = 0.0f;
    for (std::size_t i = 12000 + static_cast<std::size_t>(rig.latency()); i < 24000; ++i) most = std::max(most, std::abs(out[i]));
    return decibels(most);
  };
  EXPECT_GT(overshoot(0), -10.0);
  EXPECT_LT(overshoot(10), -30.0);
}

// A split that goes through its range in 50 ms, past a tone of 1 kHz: the tone may swell and fade, but nothing else may sound.
TEST(Multiband, ASplitThatMovesMakesNoSoundOfItsOwn) {
  constexpr std::size_t kBefore = 7200, kFrames = 32768;
  for (const bool linear : {false, true}) {
    std::vector<double> values = values_of(with(still(2, linear), {{"band1.solo", 1}}));
    const ProcessorType& type = *find_processor("multiband");
    const auto split = static_cast<std::size_t>(index_of(type.params, "split1"));
    testing::ProcessorRig rig(type, 48000, 1, values);
    const auto way = [&](Frames slice) {
      std::vector<double> now = values;
      now[split] = value_from_travel(type.params[split], std::clamp(static_cast<double>(slice * kSliceFrames - 9600) / 2400.0, 0.0, 1.0));
      return now;
    };
    const Channel out = rig.run({sine(1000, -12, kBefore + kFrames)}, way, 512)[0];
    dsp::RealFft fft(static_cast<int>(kFrames));
    for (std::size_t i = 0; i < kFrames; ++i) {
      const double x = 2.0 * std::numbers::pi * static_cast<double>(i) / kFrames;
      const double window = 0.35875 - 0.48829 * std::cos(x) + 0.14128 * std::cos(2.0 * x) - 0.01168 * std::cos(3.0 * x);
      fft.time()[i] = static_cast<float>(window * out[kBefore + i]);
    }
    fft.forward();
    double near = 0.0, far = 0.0;
    for (std::size_t k = 0; k < fft.bins().size(); ++k)
      (std::abs(static_cast<double>(k) * 48000.0 / kFrames - 1000.0) < 1000.0 ? near : far) += std::norm(fft.bins()[k]);
    EXPECT_LT(10.0 * std::log10(far / near), -85.0) << linear;
  }
}

}  // namespace
}  // namespace sweetspot
