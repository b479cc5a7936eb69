// Pass band, images, aliases and delay of the oversampler by coherent sines; cuts bit by bit.
#include "engine/dsp/oversampler.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <random>
#include <vector>

namespace sweetspot::dsp {
namespace {

constexpr double kTwoPi = 2.0 * std::numbers::pi;
constexpr double kRate = 44100.0;
constexpr int kFrames = 4096;  // a window of whole periods
constexpr int kLead = 512;     // before it, so that the filters have settled

double decibels(double amplitude) { return 20.0 * std::log10(std::max(amplitude, 1e-20)); }

std::vector<Oversampling> all_of_them() {
  std::vector<Oversampling> all;
  for (const int factor : {1, 2, 4, 8, 16})
    for (const auto filter : {OversamplingFilter::linear, OversamplingFilter::minimum})
      for (const bool late : {false, true}) all.push_back({factor, filter, late});
  return all;
}

std::string name(const Oversampling& o) {
  return std::to_string(o.factor) + (o.filter == OversamplingFilter::linear ? " linear" : " minimum") + (o.half_late ? " late" : "");
}

// The whole number of periods in the window nearest to a frequency.
int periods(double hertz) { return static_cast<int>(std::lround(hertz / kRate * kFrames)); }

std::vector<float> sine(int whole_periods, int frames = kLead + kFrames) {
  std::vector<float> x(static_cast<std::size_t>(frames));
  for (int i = 0; i < frames; ++i) x[static_cast<std::size_t>(i)] = static_cast<float>(std::sin(kTwoPi * whole_periods * i / kFrames));
  return x;
}

// Complex amplitude of a frequency (periods in a window of kFrames * factor samples) in the last window.
std::complex<double> bin(const std::vector<float>& x, int whole_periods, int factor = 1) {
  const int window = kFrames * factor;
  const auto start = x.size() - static_cast<std::size_t>(window);
  std::complex<double> sum = 0.0;
  for (int i = 0; i < window; ++i)
    sum += double{x[start + static_cast<std::size_t>(i)]} *
           std::polar(2.0 / window, -kTwoPi * (static_cast<double>(whole_periods) * i / window));
  return sum;
}

// The upper rate as one row of samples.
std::vector<float> upsampled(const Oversampling& o, const std::vector<float>& in) {
  Upsampler up;
  up.prepare(o);
  std::vector<float> out;
  for (std::size_t at = 0; at < in.size(); at += kOversampleChunk) {
    const int frames = static_cast<int>(std::min<std::size_t>(kOversampleChunk, in.size() - at));
    up.process(in.data() + at, frames);
    for (int i = 0; i < frames; ++i)
      for (int k = 0; k < o.factor; ++k) out.push_back(up.stream(k)[i]);
  }
  return out;
}

std::vector<float> downsampled(const Oversampling& o, const std::vector<float>& in, bool dry = false) {
  Downsampler down;
  down.prepare(o, dry);
  const auto factor = static_cast<std::size_t>(o.factor);
  std::vector<float> out(in.size() / factor);
  for (std::size_t at = 0; at < out.size(); at += kOversampleChunk) {
    const auto frames = std::min<std::size_t>(kOversampleChunk, out.size() - at);
    for (std::size_t i = 0; i < frames; ++i)
      for (std::size_t k = 0; k < factor; ++k) down.stream(static_cast<int>(k))[i] = in[(at + i) * factor + k];
    down.process(out.data() + at, static_cast<int>(frames));
  }
  return out;
}

// Half a sample of the upper rate later, by the mean of neighbours, as antiderivative anti-aliasing does to a straight line. What that
// takes off the height of a sine is told apart from the filters by the caller.
std::vector<float> half_late(const std::vector<float>& in) {
  std::vector<float> out(in.size());
  for (std::size_t i = 0; i < in.size(); ++i) out[i] = 0.5f * (in[i] + (i > 0 ? in[i - 1] : 0.0f));
  return out;
}

std::vector<float> up_and_down(const Oversampling& o, const std::vector<float>& in) {
  const std::vector<float> high = upsampled(o, in);
  return downsampled(o, o.half_late ? half_late(high) : high);
}

// Gain and delay error of up and down at a frequency, without the droop of the mean.
std::complex<double> response(const Oversampling& o, int whole_periods, const std::vector<float>& out) {
  const double w = kTwoPi * whole_periods / kFrames;
  const std::complex<double> wanted = bin(sine(whole_periods), whole_periods) * std::polar(1.0, -w * oversampling_latency(o));
  double droop = o.half_late ? std::cos(0.5 * w / o.factor) : 1.0;
  if (o.half_late && o.factor == 1) droop *= std::cos(0.5 * w);  // the way down is a mean, too
  return bin(out, whole_periods) / wanted / droop;
}

TEST(Oversampler, PassesEverythingUpToTwentyKilohertz) {
  for (const Oversampling& o : all_of_them())
    for (const double hertz : {30.0, 1000.0, 5000.0, 12000.0, 18000.0, 20000.0}) {
      const int k = periods(hertz);
      EXPECT_NEAR(decibels(std::abs(response(o, k, up_and_down(o, sine(k))))), 0.0, 0.001) << name(o) << " at " << hertz;
    }
}

// The declared latency is that of the sound: to the last digit with linear phase, at low frequencies with minimum phase.
TEST(Oversampler, IsLateByTheDeclaredFrames) {
  for (const Oversampling& o : all_of_them()) {
    const bool linear = o.filter == OversamplingFilter::linear || o.factor == 1;
    for (const double hertz : {100.0, 1000.0, 20000.0}) {
      if (!linear && hertz > 1000.0) continue;
      const int k = periods(hertz);
      const double turn = std::arg(response(o, k, up_and_down(o, sine(k))));
      EXPECT_NEAR(turn * kFrames / (kTwoPi * k), 0.0,
                  linear          ? 2e-6 * kRate / hertz
                  : hertz > 500.0 ? 0.01
                                  : 0.001)
          << name(o) << " at " << hertz;
    }
    EXPECT_LE(oversampling_latency(o), linear ? 92 : 8) << name(o);
  }
}

TEST(Oversampler, WhatGoesUpAndDownIsTheSoundDelayed) {
  std::mt19937 random(1);
  std::vector<float> in(kFrames + kLead, 0.0f);
  for (int part = 0; part < 200; ++part) {  // below 20 kHz
    const int k = 1 + static_cast<int>(random() % static_cast<unsigned>(periods(20000.0)));
    const double phase = static_cast<double>(random());
    for (std::size_t i = 0; i < in.size(); ++i)
      in[i] += static_cast<float>(0.02 * std::sin(kTwoPi * k * static_cast<double>(i) / kFrames + phase));
  }
  for (const int factor : {2, 4, 8, 16}) {
    const Oversampling o{factor};
    const std::vector<float> out = up_and_down(o, in);
    double error = 0.0, power = 0.0;
    for (std::size_t i = kLead; i < in.size(); ++i) {
      error += std::pow(out[i] - in[i - static_cast<std::size_t>(oversampling_latency(o))], 2.0);
      power += std::pow(in[i], 2.0);
    }
    EXPECT_LT(10.0 * std::log10(error / power), -105.0) << factor;
  }
}

TEST(Oversampler, LeavesNoImages) {
  for (const Oversampling& o : all_of_them()) {
    if (o.factor == 1 || o.half_late) continue;
    for (const double hertz : {997.0, 11000.0, 19990.0}) {
      const int k = periods(hertz);
      const std::vector<float> high = upsampled(o, sine(k));
      EXPECT_NEAR(decibels(std::abs(bin(high, k, o.factor))), 0.0, 0.001) << name(o);
      for (int image = 1; image <= o.factor / 2; ++image)
        for (const int side : {-1, 1}) {
          const int at = image * kFrames + side * k;
          if (at <= kFrames * o.factor / 2) {
            EXPECT_LT(decibels(std::abs(bin(high, at, o.factor))), -108.0) << name(o) << ", image of " << hertz;
          }
        }
    }
  }
}

TEST(Oversampler, LetsNothingFoldIntoTheAudibleBand) {
  for (const Oversampling& o : all_of_them()) {
    if (o.factor == 1) continue;
    for (int image = 1; image <= o.factor / 2; ++image)
      for (const double hertz : {100.0, 10000.0, 19990.0})
        for (const int side : {-1, 1}) {
          const int k = periods(hertz);
          const int at = image * kFrames + side * k;
          if (at > kFrames * o.factor / 2) continue;
          std::vector<float> high(static_cast<std::size_t>((kLead + kFrames) * o.factor));
          for (std::size_t i = 0; i < high.size(); ++i)
            high[i] = static_cast<float>(std::sin(kTwoPi * static_cast<double>(at) * static_cast<double>(i) / (kFrames * o.factor)));
          EXPECT_LT(decibels(std::abs(bin(downsampled(o, high), k))), -108.0) << name(o) << ", folds to " << hertz;
        }
  }
}

// With minimum phase the unchanged sound has a way down of its own, in step with what is half late.
TEST(Oversampler, TheDryWayDownIsInStep) {
  for (const int factor : {1, 2, 4, 8, 16}) {
    const Oversampling o{factor, OversamplingFilter::minimum, true};
    for (const double hertz : {200.0, 2000.0, 10000.0}) {
      const int k = periods(hertz);
      const std::vector<float> high = upsampled(o, sine(k));
      const std::complex<double> late = bin(downsampled(o, half_late(high)), k);
      const double turn = std::arg(bin(downsampled(o, high, true), k) / late) * kFrames / (kTwoPi * k);
      EXPECT_NEAR(turn, 0.0, hertz > 5000.0 ? 0.05 : 0.002) << name(o) << " at " << hertz;
    }
  }
}

TEST(Oversampler, AnyCutGivesTheSameBits) {
  std::mt19937 random(2);
  std::uniform_real_distribution<float> sample(-1.0f, 1.0f);
  std::vector<float> in(3000);
  for (float& x : in) x = sample(random);
  for (const Oversampling& o : all_of_them()) {
    const std::vector<float> wanted = up_and_down({o.factor, o.filter, false}, in);
    for (const int most : {1, 3, 17, kOversampleChunk}) {
      Upsampler up;
      Downsampler down;
      up.prepare({o.factor, o.filter, false});
      down.prepare({o.factor, o.filter, false});
      for (int round = 0; round < 2; ++round) {  // the second time after a reset
        std::vector<float> out(in.size());
        for (std::size_t at = 0; at < in.size();) {
          const auto frames = std::min<std::size_t>(1 + random() % static_cast<unsigned>(most), in.size() - at);
          up.process(in.data() + at, static_cast<int>(frames));
          for (int k = 0; k < o.factor; ++k) std::copy_n(up.stream(k), frames, down.stream(k));
          down.process(out.data() + at, static_cast<int>(frames));
          at += frames;
        }
        ASSERT_EQ(out, wanted) << name(o) << ", up to " << most;
        up.reset();
        down.reset();
      }
    }
  }
}

}  // namespace
}  // namespace sweetspot::dsp
