#include "engine/dsp/dither.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <vector>

namespace sweetspot::dsp {
namespace {

constexpr double kStep = 1.0 / 32768;

std::vector<float> reduced(std::vector<float> audio, DitherKind kind, double rate = 44100, int bits = 16) {
  Dither dither(kind, bits, rate, 1);
  float* channel[] = {audio.data()};
  dither.process(channel, static_cast<int>(audio.size()));
  return audio;
}

std::vector<float> tone(double frequency, double level_db, int frames, double rate = 44100) {
  std::vector<float> audio(frames);
  for (int i = 0; i < frames; ++i) audio[i] = static_cast<float>(std::pow(10, level_db / 20) * std::sin(2 * std::numbers::pi * frequency * i / rate));
  return audio;
}

std::vector<double> error_of(const std::vector<float>& in, const std::vector<float>& out) {
  std::vector<double> error(in.size());
  for (std::size_t i = 0; i < in.size(); ++i) error[i] = static_cast<double>(out[i]) - in[i];
  return error;
}

double power(const std::vector<double>& x) {
  double sum = 0;
  for (const double v : x) sum += v * v;
  return sum / static_cast<double>(x.size());
}

// dB relative to a full-scale sine.
double dbfs(double mean_square) { return 10 * std::log10(2 * mean_square); }

// Power of a signal between two frequencies as that of white noise of the same density, by a Hann-windowed Fourier sum.
double density_dbfs(const std::vector<double>& x, double rate, double from, double to) {
  constexpr int kSize = 2048;
  double sum = 0;
  int count = 0;
  for (std::size_t start = 0; start + kSize <= x.size(); start += kSize) {
    for (int bin = static_cast<int>(from / rate * kSize); bin < to / rate * kSize; bin += 3) {
      std::complex<double> value = 0;
      for (int i = 0; i < kSize; ++i) {
        const double window = 0.5 - 0.5 * std::cos(2 * std::numbers::pi * i / kSize);
        value += x[start + i] * window * std::polar(1.0, -2 * std::numbers::pi * bin * i / kSize);
      }
      sum += std::norm(value) / (0.375 * kSize);
      ++count;
    }
  }
  return dbfs(sum / count);
}

TEST(Dither, WhiteNoiseIsAsLoudAsTheoryHasIt) {
  const auto quiet = tone(997, -90, 400000);
  EXPECT_NEAR(dbfs(power(error_of(quiet, reduced(quiet, DitherKind::tpdf)))), -93.3, 0.1);
}

TEST(Dither, EverythingLiesOnTheSteps) {
  for (const DitherKind kind : {DitherKind::tpdf, DitherKind::shaped}) {
    for (const int bits : {16, 24}) {
      for (const float x : reduced(tone(997, -1, 20000), kind, 44100, bits)) {
        const double steps = std::ldexp(x, bits - 1);
        ASSERT_EQ(steps, std::round(steps));
      }
    }
  }
}

// Noise power and mean while a constant moves through one step: neither may depend on the signal.
TEST(Dither, NoiseDoesNotFollowTheSignalAndIsRightInTheMean) {
  for (const DitherKind kind : {DitherKind::tpdf, DitherKind::shaped}) {
    double least = 1e9, most = 0;
    for (int k = 0; k < 16; ++k) {
      const std::vector<float> constant(200000, static_cast<float>((100 + k / 16.0) * kStep));
      const auto error = error_of(constant, reduced(constant, kind));
      double mean = 0;
      for (const double e : error) mean += e / static_cast<double>(error.size());
      EXPECT_LE(std::abs(mean) / kStep, 0.01);
      least = std::min(least, power(error));
      most = std::max(most, power(error));
    }
    EXPECT_LE(10 * std::log10(most / least), 0.2);
  }
}

TEST(Dither, AToneBelowOneStepKeepsItsLevelAndMakesNoHarmonics) {
  const auto quiet = tone(997, -100, 441000);
  const auto out = reduced(quiet, DitherKind::tpdf);
  const auto level = [&](double frequency) {
    std::complex<double> sum = 0;
    for (std::size_t i = 0; i < out.size(); ++i) sum += static_cast<double>(out[i]) * std::polar(2.0 / static_cast<double>(out.size()), -2 * std::numbers::pi * frequency * static_cast<double>(i) / 44100);
    return 20 * std::log10(std::abs(sum));
  };
  EXPECT_NEAR(level(997), -100, 0.3);
  for (int k = 2; k < 8; ++k) EXPECT_LT(level(997 * k), -130);
}

TEST(Dither, ShapedNoiseLeavesTheMiddleAlone) {
  const auto quiet = tone(997, -90, 200000);
  const auto error = error_of(quiet, reduced(quiet, DitherKind::shaped));
  EXPECT_LE(density_dbfs(error, 44100, 1000, 5000), -112.0);
  EXPECT_LE(dbfs(power(error)), -76.0);
  const auto at_48 = error_of(quiet, reduced(quiet, DitherKind::shaped, 48000));
  EXPECT_LE(density_dbfs(at_48, 48000, 1000, 5000), -113.0);
}

TEST(Dither, EqualSoundGivesEqualSamplesWhateverTheBlocks) {
  for (const DitherKind kind : {DitherKind::tpdf, DitherKind::shaped}) {
    auto whole = std::vector{tone(440, -20, 10000), tone(440, -20, 10000)};
    auto pieces = whole;
    float* channels[] = {whole[0].data(), whole[1].data()};
    Dither(kind, 16, 44100, 2).process(channels, 10000);
    Dither dither(kind, 16, 44100, 2);
    for (int at = 0, count = 1; at < 10000; at += count, count = std::min(10000 - at, count * 2 + 1)) {
      float* piece[] = {pieces[0].data() + at, pieces[1].data() + at};
      dither.process(piece, count);
    }
    EXPECT_EQ(pieces, whole);
    EXPECT_NE(whole[0], whole[1]);   // noise of its own on each side
  }
}

TEST(Dither, ShapedNoiseStaysTameAtEveryRateAndLevel) {
  for (const double rate : {8000.0, 22050.0, 96000.0, 192000.0}) {
    const auto loud = tone(100, 0, 50000, rate);
    for (const double e : error_of(loud, reduced(loud, DitherKind::shaped, rate))) ASSERT_LT(std::abs(e) / kStep, 100);
  }
}

}  // namespace
}  // namespace sweetspot::dsp
