// The doubler against what it promises: how far out of tune and time, how loud, how wide, and what is left in mono.
#include <gtest/gtest.h>

#include "tests/engine/processors/time_measures.h"

namespace sweetspot::testing {
namespace {

const std::string kOpen = "mix=100 low_cut=20 high_cut=20000 ";

double level_db(const Sound& out, const Sound& in, std::size_t from = 24000) {
  return 10.0 * std::log10((power(out[0], from) + power(out[1], from)) / (power(in[0], from) + power(in[1], from)));
}

// One voice under a tone: never further out of tune than set, and often nearly so.
TEST(Doubler, DetunesByUpToTheCentsThatAreSet) {
  const Sound tone = sine(1000.0, 40.0);
  for (const double cents : {4.0, 12.0, 35.0}) {
    const Sound out = process("doubler", kOpen + "voices=1 spread=0 delay=40 rate=1 detune=" + std::to_string(cents), tone);
    const auto heard = cents_of(out[0], 1000.0, 24000);
    const auto [least, most] = std::minmax_element(heard.begin(), heard.end());
    EXPECT_LT(*most, 1.03 * cents);
    EXPECT_GT(*least, -1.03 * cents);
    EXPECT_GT(*most, 0.85 * cents);
    EXPECT_LT(*least, -0.85 * cents);
    EXPECT_LT(splash_db(out[0], 1000.0, 300.0, 48000, 1488000), -80.0) << "and nothing but pitch";
  }
  const Sound still = process("doubler", kOpen + "voices=1 spread=0 delay=40 detune=0", tone);
  for (const double cents : cents_of(still[0], 1000.0, 24000)) ASSERT_NEAR(cents, 0.0, 0.01);
}

// A voice alone comes within the scatter about the delay.
TEST(Doubler, ComesLateByAboutTheDelay) {
  for (const double ms : {10.0, 40.0}) {
    Sound click = silent(2, 0.2);
    click[0][0] = click[1][0] = 1.0f;
    for (int voices = 1; voices <= 8; ++voices) {
      const Sound out = process("doubler", kOpen + "detune=3 voices=" + std::to_string(voices) + " delay=" + std::to_string(ms), click);
      EXPECT_LT(peak_of(out[0], 0, static_cast<std::size_t>(0.5 * ms * 48)), 0.02f);
      EXPECT_LT(peak_of(out[0], static_cast<std::size_t>(1.55 * ms * 48)), 0.02f);
      EXPECT_GT(peak_of(out[0]) + peak_of(out[1]), 0.3f);
    }
  }
}

TEST(Doubler, AnyNumberOfVoicesIsAsLoud) {
  const Sound input = noise(2, 480000, 0.5f, 1);
  for (int voices = 1; voices <= 8; ++voices)
    for (const int spread : {0, 100}) {
      const Sound out = process("doubler", kOpen + "voices=" + std::to_string(voices) + " spread=" + std::to_string(spread), input);
      EXPECT_NEAR(level_db(out, input), 0.0, 0.5) << voices << " voices, spread " << spread;
    }
}

TEST(Doubler, SpreadSetsTheSidesApart) {
  const Sound mono = noise(1, 480000, 0.5f, 2);
  const Sound input{mono[0], mono[0]};
  const Sound wide = process("doubler", kOpen + "voices=2 spread=100", input),
              narrow = process("doubler", kOpen + "voices=2 spread=0", input);
  EXPECT_LT(std::abs(correlation(wide[0], wide[1], 24000)), 0.05);
  EXPECT_EQ(narrow[0], narrow[1]);
  for (const int voices : {4, 8}) {
    const Sound out = process("doubler", kOpen + "voices=" + std::to_string(voices), input);
    EXPECT_LT(correlation(out[0], out[1], 24000), 0.75) << voices;
  }
}

// In mono the sides add up: in each third of an octave from 200 Hz on, over ten seconds, what is left is within 0.5 dB of the sum of the
// powers of the dry sound and the voices, so nothing cancels for good.
TEST(Doubler, LosesLittleInMono) {
  const Sound one = noise(1, 576000, 0.5f, 3);
  const Sound input{one[0], one[0]};
  for (const char* const text : {"", "voices=1", "voices=4 mix=50", "voices=8 mix=50 detune=20"}) {
    const Sound out = process("doubler", std::string("low_cut=20 high_cut=20000 ") + text, input);
    const Sound wet = process("doubler", std::string("low_cut=20 high_cut=20000 ") + text + (*text ? " " : "") + "mix=100", input);
    const std::vector<double> values = settings(*find_processor("doubler"), text);
    const double mix = std::min(1.0, 0.02 * values.back());
    Signal sum, voices;
    for (std::size_t i = 96000; i < out[0].size(); ++i) {
      sum.push_back(0.5f * (out[0][i] + out[1][i]));
      voices.push_back(0.5f * static_cast<float>(mix) * (wet[0][i] + wet[1][i]));
    }
    const Signal dry(one[0].begin() + 96000, one[0].end());
    const auto a = average_spectrum(sum, 16384), b = average_spectrum(dry, 16384), c = average_spectrum(voices, 16384);
    double worst = 0.0;
    for (double centre = 200.0; centre < 16000.0; centre *= std::cbrt(2.0)) {
      double left = 0.0, apart = 0.0;
      for (auto k = static_cast<std::size_t>(centre / 1.122 / kTimeRate * 16384);
           k < static_cast<std::size_t>(centre * 1.122 / kTimeRate * 16384); ++k) {
        left += a[k];
        apart += b[k] + c[k];
      }
      worst = std::max(worst, std::abs(10.0 * std::log10(left / apart)));
    }
    EXPECT_LT(worst, 0.5) << text;
  }
}

TEST(Doubler, CutsAreButterworth) {
  const Sound input = noise(2, 480000, 0.5f, 4);
  const Sound open = process("doubler", kOpen + "voices=1", input),
              cut = process("doubler", "mix=100 voices=1 low_cut=500 high_cut=4000", input);
  const auto a = average_spectrum(open[0], 8192), b = average_spectrum(cut[0], 8192);
  for (const double hertz : {100.0, 500.0, 1400.0, 4000.0, 8000.0}) {
    double whole = 0.0, left = 0.0;
    const auto middle = static_cast<std::size_t>(hertz / kTimeRate * 8192);
    for (std::size_t k = middle - 3; k <= middle + 3; ++k) whole += a[k], left += b[k];
    const auto warped = [](double f) { return std::tan(std::numbers::pi * f / kTimeRate); };
    const double high = std::pow(warped(500.0) / warped(hertz), 4.0), low = std::pow(warped(hertz) / warped(4000.0), 4.0);
    EXPECT_NEAR(10.0 * std::log10(left / whole), -10.0 * std::log10((1.0 + high) * (1.0 + low)), 0.6) << hertz;
  }
}

TEST(Doubler, ChangesDoNotClick) {
  const Sound tone = sine(300.0, 3.0);
  for (const char* const to :
       {"voices=8", "voices=1", "spread=0", "delay=50", "detune=40", "level=-12", "low_cut=20 high_cut=20000", "mix=0"}) {
    const Sound out = process_change("doubler", "mix=100 voices=3", std::string("mix=100 voices=3 ") + to, tone, 1.5);
    for (const Signal& side : out) EXPECT_LT(splash_db(side, 300.0, 1500.0, 60000, 120000), -80.0) << to;
  }
}

TEST(Doubler, IsTheSameFromAnyPlace) {
  const ProcessorType& type = *find_processor("doubler");
  const std::vector<double> values = settings(type, "voices=4 delay=10");
  Sound input = noise(2, 96000, 0.5f, 5);
  ProcessorRig through(type, kTimeRate, 2, values), late(type, kTimeRate, 2, values);
  const Sound whole = through.run(input, resting_at(values), kMaxBlockFrames);
  late.reset_at(48000);
  const Sound rest = late.run({{input[0].begin() + 48000, input[0].end()}, {input[1].begin() + 48000, input[1].end()}}, resting_at(values),
                              kMaxBlockFrames);
  for (std::size_t i = 24000; i < 48000; ++i) ASSERT_NEAR(rest[0][i], whole[0][48000 + i], 1e-6);
}

}  // namespace
}  // namespace sweetspot::testing
