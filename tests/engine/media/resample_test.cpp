#include "engine/media/resample.h"

#include <gtest/gtest.h>

#include <complex>

#include "tests/engine/media/sound_files.h"

namespace sweetspot {
namespace {

using namespace test;

// Amplitude and phase of a frequency in the middle of a signal (Hann window), and what is left beside it.
struct Tone {
  double level_db;
  double residual_db;   // relative to the tone
  double phase;
};

Tone measure(const std::vector<float>& audio, double frequency, double rate) {
  const int first = static_cast<int>(audio.size()) / 4;
  const int count = static_cast<int>(audio.size()) / 2;
  // Least squares of sine and cosine.
  double ss = 0, cc = 0, sc = 0, xs = 0, xc = 0;
  for (int i = 0; i < count; ++i) {
    const double p = 2 * std::numbers::pi * frequency * (first + i) / rate;
    const double s = std::sin(p), c = std::cos(p), x = audio[first + i];
    ss += s * s, cc += c * c, sc += s * c, xs += x * s, xc += x * c;
  }
  const double det = ss * cc - sc * sc;
  const double a = (xs * cc - xc * sc) / det, b = (xc * ss - xs * sc) / det;
  double rest = 0;
  for (int i = 0; i < count; ++i) {
    const double p = 2 * std::numbers::pi * frequency * (first + i) / rate;
    const double r = audio[first + i] - a * std::sin(p) - b * std::cos(p);
    rest += r * r;
  }
  const double amplitude = std::hypot(a, b);
  return {20 * std::log10(amplitude), 10 * std::log10(rest / count / (amplitude * amplitude / 2) + 1e-30), std::atan2(b, a)};
}

double level_db(const std::vector<float>& audio) {
  double sum = 0;
  const std::size_t first = audio.size() / 4, last = audio.size() * 3 / 4;
  for (std::size_t i = first; i < last; ++i) sum += static_cast<double>(audio[i]) * audio[i];
  return 10 * std::log10(2 * sum / static_cast<double>(last - first) + 1e-30);
}

std::vector<float> converted(double frequency, double from, double to) {
  const Channels in = {sine(frequency, from, static_cast<int>(from / 2), 0.891)};
  return resample(in, from, to)[0];
}

class Rates : public testing::TestWithParam<std::pair<double, double>> {};

TEST_P(Rates, PassTheAudibleFlatAndRemoveTheRest) {
  const auto [from, to] = GetParam();
  const double reference = measure(converted(997, from, to), 997, to).level_db;
  EXPECT_NEAR(reference, -1.0, 0.01);
  for (const double f : {20.0, 100.0, 6000.0, 12000.0, 16000.0, 18000.0, 19000.0, 20000.0}) {
    const Tone tone = measure(converted(f, from, to), f, to);
    EXPECT_NEAR(tone.level_db, reference, 0.005) << f;
    EXPECT_LE(tone.residual_db, -140.0) << f;
    EXPECT_NEAR(tone.phase, 0.0, 1e-4) << f;   // not late, not early
  }
  if (std::min(from, to) == 44100) {
    EXPECT_GT(measure(converted(21100, from, to), 21100, to).level_db, -4.0);
  }
  if (to < from) {
    for (const double f : {1.01, 1.05, 1.3, 1.7}) {
      const double above = f * to / 2;
      if (above >= from * 0.49) continue;
      EXPECT_LE(level_db(converted(above, from, to)), -140.0) << above;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Pairs, Rates, testing::Values(std::pair{44100.0, 48000.0}, std::pair{48000.0, 44100.0}, std::pair{96000.0, 44100.0},
                                                       std::pair{44100.0, 96000.0}, std::pair{48000.0, 96000.0}, std::pair{96000.0, 48000.0}));

TEST(Resampler, LengthIsExactAndPiecesDoNotMatter) {
  std::mt19937 random(7);
  for (const auto& [from, to] : {std::pair{44100.0, 48000.0}, {48000.0, 44100.0}, {8000.0, 192000.0}, {192000.0, 8000.0}, {44056.0, 48000.0}}) {
    for (const int frames : {1, 37, 1000, 30011}) {
      Channels in = noise(2, frames, static_cast<unsigned>(frames));
      const Channels whole = resample(in, from, to);
      ASSERT_EQ(static_cast<Frames>(whole[0].size()), resampled_length(frames, from, to)) << from << " " << frames;
      Resampler resampler(from, to, 2);
      Channels pieces(2);
      const auto take = [&] {
        for (int c = 0; c < 2; ++c) pieces[c].insert(pieces[c].end(), resampler.output()[c], resampler.output()[c] + resampler.output_frames());
      };
      for (int at = 0; at < frames;) {
        const int count = std::min<int>(frames - at, 1 + static_cast<int>(random() % 4000));
        resampler.push(pointers(in, at).data(), count);
        take();
        at += count;
      }
      resampler.finish();
      take();
      EXPECT_EQ(pieces, whole) << from << " to " << to << ", " << frames;
    }
  }
}

}  // namespace
}  // namespace sweetspot
