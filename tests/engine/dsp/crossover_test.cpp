// The crossover's responses in dB, and its kernel against plain state-variable filters.
#include "engine/dsp/crossover.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <numbers>
#include <random>
#include <vector>

#include "engine/dsp/svf.h"

namespace sweetspot::dsp {
namespace {

using Channel = std::vector<float>;
using Bands = std::vector<Channel>;  // band b of channel c at b * channels + c

double decibels(double gain) { return 20.0 * std::log10(std::max(gain, 1e-20)); }

Bands run(Crossover& crossover, const std::vector<Channel>& in, const std::vector<int>& cuts = {4096}) {
  const std::size_t frames = in[0].size();
  Bands out(in.size() * static_cast<std::size_t>(crossover.bands()), Channel(frames));
  std::size_t cut = 0;
  for (std::size_t at = 0; at < frames;) {
    const std::size_t length = std::min(frames - at, static_cast<std::size_t>(cuts[cut++ % cuts.size()]));
    std::vector<const float*> from;
    std::vector<float*> to;
    for (const Channel& channel : in) from.push_back(channel.data() + at);
    for (Channel& band : out) to.push_back(band.data() + at);
    crossover.process(from.data(), to.data(), static_cast<int>(length));
    at += length;
  }
  return out;
}

Crossover make(double rate, const std::vector<double>& splits, int channels) {
  Crossover crossover;
  crossover.prepare(rate, static_cast<int>(splits.size()) + 1, channels);
  for (std::size_t s = 0; s < splits.size(); ++s) crossover.set_split(static_cast<int>(s), splits[s]);
  return crossover;
}

std::complex<double> spectrum_at(const Channel& impulse, double omega) {
  const std::complex<double> step = std::polar(1.0, -omega);
  std::complex<double> sum = 0.0, turn = 1.0;
  for (const float x : impulse) {
    sum += double{x} * turn;
    turn *= step;
  }
  return sum;
}

Channel impulse(double rate) {
  Channel channel(static_cast<std::size_t>(rate), 0.0f);
  channel[0] = 1.0f;
  return channel;
}

std::vector<double> frequencies(double from, double to, int count) {
  std::vector<double> all;
  for (int i = 0; i < count; ++i) all.push_back(from * std::pow(to / from, static_cast<double>(i) / (count - 1)));
  return all;
}

TEST(Crossover, TheSumOfAllBandsIsFlatForAnyOrderOfSplits) {
  std::mt19937 random(1);
  std::uniform_real_distribution<double> octaves(0.0, std::log2(1000.0));
  for (const double rate : {44100.0, 48000.0, 96000.0, 192000.0}) {
    for (std::size_t bands = 2; bands <= kCrossoverBands; ++bands) {
      std::vector<double> splits;
      for (std::size_t s = 0; s + 1 < bands; ++s) splits.push_back(20.0 * std::exp2(octaves(random)));
      Crossover crossover = make(rate, splits, 1);
      const Bands out = run(crossover, {impulse(rate)});
      Channel sum(out[0].size());
      for (std::size_t i = 0; i < sum.size(); ++i) {
        double all = 0.0;
        for (const Channel& band : out) all += band[i];
        sum[i] = static_cast<float>(all);
      }
      for (const double hertz : frequencies(10.0, 20000.0, 40))
        ASSERT_NEAR(decibels(std::abs(spectrum_at(sum, 2.0 * std::numbers::pi * hertz / rate))), 0.0, 0.01)
            << bands << " bands, " << hertz << " Hz at " << rate;
    }
  }
}

TEST(Crossover, EveryBandIsTheDeclaredOne) {
  constexpr double kRate = 48000.0;
  const std::vector<double> splits{120.0, 700.0, 3000.0};
  Crossover crossover = make(kRate, splits, 1);
  const Bands out = run(crossover, {impulse(kRate)});
  const auto level = [&](int band, double hertz) {
    return decibels(std::abs(spectrum_at(out[static_cast<std::size_t>(band)], 2.0 * std::numbers::pi * hertz / kRate)));
  };
  for (int band = 0; band < 4; ++band)
    for (const double hertz : frequencies(15.0, 20000.0, 50)) {
      const double declared = decibels(std::abs(crossover_response(splits, band, hertz, kRate)));
      if (declared < -100.0) continue;
      ASSERT_NEAR(level(band, hertz), declared, 0.01) << "band " << band << ", " << hertz;
    }
  for (int band = 0; band < 3; ++band) EXPECT_NEAR(level(band, splits[static_cast<std::size_t>(band)]), decibels(0.5), 0.1) << band;
}

TEST(Crossover, FallsBy24DecibelsAnOctaveOnBothSides) {
  constexpr double kRate = 48000.0;
  Crossover crossover = make(kRate, {200.0}, 1);
  const Bands out = run(crossover, {impulse(kRate)});
  const auto step = [&](std::size_t band, double near, double far) {
    const auto level = [&](double hertz) { return decibels(std::abs(spectrum_at(out[band], 2.0 * std::numbers::pi * hertz / kRate))); };
    return level(far) - level(near);
  };
  EXPECT_NEAR(step(0, 800.0, 1600.0), -24.0, 0.2);
  EXPECT_NEAR(step(0, 1600.0, 3200.0), -24.0, 0.7);  // bilinear: steeper towards half the rate
  EXPECT_NEAR(step(1, 50.0, 25.0), -24.0, 0.2);
  EXPECT_NEAR(step(1, 25.0, 12.5), -24.0, 0.2);
}

// The same tree out of single filters, with frequencies that move.
TEST(Crossover, GlidesAsPlainStateVariableFiltersDo) {
  constexpr double kRate = 48000.0;
  constexpr std::size_t kFrames = 3000;
  std::mt19937 random(2);
  std::uniform_real_distribution<float> sample(-1.0f, 1.0f);
  for (const int channels : {1, 2}) {
    for (std::size_t bands = 2; bands <= kCrossoverBands; ++bands) {
      std::vector<Channel> in(static_cast<std::size_t>(channels), Channel(kFrames));
      for (Channel& channel : in)
        for (float& x : channel) x = sample(random);
      std::vector<std::vector<double>> hertz(bands - 1);
      for (std::size_t s = 0; s < hertz.size(); ++s)
        for (std::size_t i = 0; i < kFrames; ++i)
          hertz[s].push_back(100.0 * static_cast<double>(s + 1) *
                             (2.0 + std::sin(0.003 * static_cast<double>(i) + static_cast<double>(s))));

      Crossover crossover;
      crossover.prepare(kRate, static_cast<int>(bands), channels);
      Bands out(bands * in.size(), Channel(kFrames));
      for (std::size_t at = 0; at < kFrames; at += 50) {
        const float* from[2] = {in[0].data() + at, in.back().data() + at};
        float* to[12];
        for (std::size_t o = 0; o < out.size(); ++o) to[o] = out[o].data() + at;
        const double* moving[5];
        for (std::size_t s = 0; s < hertz.size(); ++s) moving[s] = hertz[s].data() + at;
        crossover.process_gliding(from, to, 50, moving);
      }

      for (std::size_t c = 0; c < in.size(); ++c) {
        Svf first[5], second[5], passes[5][5];
        for (std::size_t i = 0; i < kFrames; ++i) {
          double rest = in[c][i];
          std::vector<double> wanted;
          for (std::size_t s = 0; s + 1 < bands; ++s) {
            const Svf::Tuning tuning = Svf::Tuning::at(hertz[s][i], std::numbers::sqrt2 / 2.0, kRate);
            const auto all_pass = [&](const Svf::Outputs& o) { return o.low - tuning.k * o.band + o.high; };
            for (std::size_t b = 0; b < s; ++b) wanted[b] = all_pass(passes[s][b].tick(tuning, wanted[b]));
            const Svf::Outputs o = first[s].tick(tuning, rest);
            const double low = second[s].tick(tuning, o.low).low;
            wanted.push_back(low);
            rest = all_pass(o) - low;
          }
          wanted.push_back(rest);
          for (std::size_t b = 0; b < bands; ++b)
            ASSERT_NEAR(out[b * in.size() + c][i], wanted[b], 1e-6) << bands << " bands, band " << b << ", frame " << i;
        }
      }
    }
  }
}

TEST(Crossover, AnyCutGivesTheSameSamplesAndEachChannelIsByItself) {
  std::mt19937 random(3);
  std::uniform_real_distribution<float> sample(-1.0f, 1.0f);
  std::vector<Channel> in(2, Channel(2000));
  for (Channel& channel : in)
    for (float& x : channel) x = sample(random);
  const std::vector<double> splits{90.0, 400.0, 1500.0, 4000.0, 9000.0};
  Crossover crossover = make(48000.0, splits, 2);
  const Bands whole = run(crossover, in);
  crossover.reset();
  EXPECT_EQ(run(crossover, in, {1, 2, 3, 64, 31, 33, 5, 200}), whole);
  for (std::size_t c = 0; c < 2; ++c) {
    Crossover alone = make(48000.0, splits, 1);
    const Bands mono = run(alone, {in[c]}, {77});
    for (std::size_t b = 0; b < mono.size(); ++b) EXPECT_EQ(mono[b], whole[2 * b + c]);
  }
}

TEST(Crossover, WhatIsNoNumberIsSilence) {
  Crossover crossover = make(48000.0, {500.0, 2000.0}, 1);
  Channel in(300, 0.5f), clean = in;
  in[10] = std::numeric_limits<float>::quiet_NaN();
  in[11] = std::numeric_limits<float>::infinity();
  clean[10] = clean[11] = 0.0f;
  const Bands out = run(crossover, {in});
  crossover.reset();
  EXPECT_EQ(out, run(crossover, {clean}));
}

}  // namespace
}  // namespace sweetspot::dsp
