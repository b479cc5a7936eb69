// The linear-phase crossover: what its bands sum to, and each band's response.
#include "engine/dsp/linear_crossover.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <random>
#include <vector>

namespace sweetspot::dsp {
namespace {

using Channel = std::vector<float>;

double decibels(double gain) { return 20.0 * std::log10(std::max(gain, 1e-20)); }

Channel noise(std::size_t frames, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> sample(-1.0f, 1.0f);
  Channel channel(frames);
  for (float& x : channel) x = sample(random);
  return channel;
}

// Blocks of `block` frames; the splits glide between the two lists over the whole sound when they differ.
std::vector<Channel> run(LinearCrossover& crossover, const std::vector<Channel>& in, const std::vector<double>& from,
                         const std::vector<double>& to, int block) {
  const std::size_t frames = in[0].size();
  std::vector<Channel> out(in.size() * static_cast<std::size_t>(crossover.bands()), Channel(frames));
  for (std::size_t at = 0; at < frames;) {
    const std::size_t length = std::min(frames - at, static_cast<std::size_t>(block));
    std::vector<const float*> sources;
    std::vector<float*> bands;
    for (const Channel& channel : in) sources.push_back(channel.data() + at);
    for (Channel& band : out) bands.push_back(band.data() + at);
    if (from == to) {
      for (std::size_t s = 0; s < from.size(); ++s) crossover.set_split(static_cast<int>(s), from[s]);
      crossover.process(sources.data(), bands.data(), static_cast<int>(length));
    } else {
      std::vector<std::vector<double>> hertz(from.size());
      std::vector<const double*> moving;
      for (std::size_t s = 0; s < from.size(); ++s) {
        for (std::size_t i = 0; i < length; ++i)
          hertz[s].push_back(from[s] * std::pow(to[s] / from[s], static_cast<double>(at + i) / static_cast<double>(frames)));
        moving.push_back(hertz[s].data());
      }
      crossover.process_gliding(sources.data(), bands.data(), static_cast<int>(length), moving.data());
    }
    at += length;
  }
  return out;
}

// What the sum of the bands is beside the delayed sound, in dB.
double null_db(const std::vector<Channel>& in, const std::vector<Channel>& bands, std::size_t latency) {
  double error = 0.0, power = 0.0;
  for (std::size_t c = 0; c < in.size(); ++c)
    for (std::size_t i = latency; i < in[c].size(); ++i) {
      double sum = 0.0;
      for (std::size_t row = c; row < bands.size(); row += in.size()) sum += bands[row][i];
      error += std::pow(sum - in[c][i - latency], 2.0);
      power += std::pow(in[c][i - latency], 2.0);
    }
  return 10.0 * std::log10(error / power + 1e-30);
}

TEST(LinearCrossover, TheBandsSumToTheDelayedSoundAlsoWhileTheSplitsMove) {
  const std::vector<double> low{30.0, 120.0, 500.0, 1500.0, 4000.0}, high{300.0, 900.0, 3000.0, 9000.0, 20000.0};
  for (const double rate : {44100.0, 48000.0, 96000.0, 192000.0}) {
    for (std::size_t splits = 1; splits <= 5; splits += 2) {
      LinearCrossover crossover;
      crossover.prepare(rate, static_cast<int>(splits) + 1, 2);
      const auto latency = static_cast<std::size_t>(LinearCrossover::latency(rate));
      const std::vector<Channel> in{noise(3 * latency, 1), noise(3 * latency, 2)};
      const std::vector<double> from(low.begin(), low.begin() + static_cast<std::ptrdiff_t>(splits));
      const std::vector<double> to(high.begin(), high.begin() + static_cast<std::ptrdiff_t>(splits));
      EXPECT_LT(null_db(in, run(crossover, in, from, from, 512), latency), -140.0) << rate;
      crossover.reset();
      EXPECT_LT(null_db(in, run(crossover, in, from, to, 512), latency), -140.0) << rate;
    }
  }
}

TEST(LinearCrossover, EveryBandHasTheDeclaredResponseAndNoPhase) {
  for (const double rate : {44100.0, 96000.0}) {
    const std::vector<double> splits{100.0, 800.0, 5000.0};
    LinearCrossover crossover;
    crossover.prepare(rate, 4, 1);
    const auto latency = static_cast<std::size_t>(LinearCrossover::latency(rate));
    Channel impulse(3 * latency, 0.0f);
    impulse[0] = 1.0f;
    const std::vector<Channel> bands = run(crossover, {impulse}, splits, splits, 300);
    for (int band = 0; band < 4; ++band) {
      const Channel& x = bands[static_cast<std::size_t>(band)];
      for (double hertz = 20.0; hertz < 20000.0; hertz *= 1.19) {
        const double omega = 2.0 * std::numbers::pi * hertz / rate;
        std::complex<double> sum = 0.0;
        for (std::size_t i = 0; i < x.size(); ++i)
          sum += double{x[i]} * std::polar(1.0, -omega * (static_cast<double>(i) - static_cast<double>(latency)));
        const double wanted = linear_crossover_response(splits, band, hertz, rate);
        EXPECT_NEAR(sum.real(), wanted, 2e-6) << band << ", " << hertz;
        EXPECT_NEAR(sum.imag(), 0.0, 2e-6) << band << ", " << hertz;
        if (wanted > 1e-4) {
          EXPECT_NEAR(decibels(std::abs(sum)), decibels(wanted), 0.05) << band << ", " << hertz;
        }
      }
    }
  }
}

TEST(LinearCrossover, ALowSplitIsDeclaredToBeLessExact) {
  LinearCrossover crossover;
  crossover.prepare(48000.0, 2, 1);
  const auto latency = static_cast<std::size_t>(LinearCrossover::latency(48000.0));
  Channel impulse(3 * latency, 0.0f);
  impulse[0] = 1.0f;
  const std::vector<double> split{20.0};
  const Channel low = run(crossover, {impulse}, split, split, 512)[0];
  for (double hertz = 2.0; hertz < 200.0; hertz *= 1.3) {
    std::complex<double> sum = 0.0;
    for (std::size_t i = 0; i < low.size(); ++i)
      sum += double{low[i]} * std::polar(1.0, -2.0 * std::numbers::pi * hertz * static_cast<double>(i) / 48000.0);
    EXPECT_NEAR(std::abs(sum), linear_crossover_response(split, 0, hertz, 48000.0), 0.0035) << hertz;
  }
}

TEST(LinearCrossover, AnyCutGivesTheSameSamplesAndResetRepeats) {
  const std::vector<Channel> in{noise(15000, 3), noise(15000, 4)};
  const std::vector<double> from{50.0, 1000.0}, to{400.0, 3000.0};
  LinearCrossover crossover;
  crossover.prepare(48000.0, 3, 2);
  const std::vector<Channel> whole = run(crossover, in, from, to, 512);
  for (const int block : {1, 77, 256}) {
    crossover.reset();
    EXPECT_EQ(run(crossover, in, from, to, block), whole) << block;
  }
}

}  // namespace
}  // namespace sweetspot::dsp
