// EBU Tech 3341 and 3342 signals, libebur128 as an oracle, and a brute-force interpolator for true peak.
#include "engine/analysis/loudness.h"

#include <ebur128.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <random>
#include <vector>

#include "engine/core/units.h"

namespace sweetspot {
namespace {

using Channels = std::vector<std::vector<float>>;

struct Segment {
  double seconds;
  double dbfs;  // peak; minus infinity for silence
};

// A 1 kHz tone through segments of level, phase-continuous.
std::vector<float> tone(const std::vector<Segment>& segments, double rate = 48000.0, double hertz = 1000.0) {
  std::vector<float> out;
  for (const Segment& segment : segments) {
    const auto end = out.size() + static_cast<std::size_t>(std::llround(segment.seconds * rate));
    const double amplitude = std::isfinite(segment.dbfs) ? std::pow(10.0, segment.dbfs / 20.0) : 0.0;
    while (out.size() < end)
      out.push_back(static_cast<float>(amplitude * std::sin(2.0 * std::numbers::pi * hertz * static_cast<double>(out.size()) / rate)));
  }
  return out;
}

std::vector<float> noise(std::size_t frames, unsigned seed, double amplitude) {
  std::mt19937 random(seed);
  std::vector<float> out(frames);
  double low = 0.0;
  for (float& x : out) {
    const double white = static_cast<double>(random()) / 2147483648.0 - 1.0;
    low += 0.3 * (white - low);
    x = static_cast<float>(amplitude * low);
  }
  return out;
}

LoudnessMeter measured(const Channels& sound, double rate = 48000.0, std::size_t block = 1000) {
  LoudnessMeter meter(rate, static_cast<int>(sound.size()));
  for (std::size_t at = 0; at < sound[0].size(); at += block) {
    std::vector<const float*> audio;
    for (const auto& channel : sound) audio.push_back(channel.data() + at);
    meter.process(audio.data(), static_cast<Frames>(std::min(block, sound[0].size() - at)));
  }
  meter.finish();
  return meter;
}

LoudnessFigures stereo(const std::vector<Segment>& segments) {
  const auto x = tone(segments);
  return measured({x, x}).figures();
}

constexpr double kTolerance = 0.1;  // of EBU Tech 3341

TEST(Loudness, SteadyTonesReadTheirLevel) {
  for (double level : {-23.0, -33.0}) {
    const LoudnessFigures f = stereo({{20.0, level}});
    EXPECT_NEAR(*f.integrated_lufs, level, kTolerance);
    EXPECT_NEAR(*f.momentary_max_lufs, level, kTolerance);
    EXPECT_NEAR(*f.short_term_max_lufs, level, kTolerance);
  }
}

TEST(Loudness, GatesLeaveOutTheQuietParts) {
  EXPECT_NEAR(*stereo({{10, -36}, {60, -23}, {10, -36}}).integrated_lufs, -23.0, kTolerance);
  EXPECT_NEAR(*stereo({{10, -72}, {10, -36}, {60, -23}, {10, -36}, {10, -72}}).integrated_lufs, -23.0, kTolerance);
  EXPECT_NEAR(*stereo({{20, -26}, {20.1, -20}, {20, -26}}).integrated_lufs, -23.0, kTolerance);
  // -50 lies under the relative gate, -41 above it.
  EXPECT_NEAR(*stereo({{60, -50}, {60, -30}, {60, -50}}).integrated_lufs, -30.0, kTolerance);
  EXPECT_NEAR(*stereo({{60, -41}, {60, -30}, {60, -41}}).integrated_lufs, 10.0 * std::log10((2e-4 * std::pow(10.0, -0.1) + 1e-3) / 3.0),
              kTolerance);
}

TEST(Loudness, SurroundChannelsCountMore) {
  Channels sound;
  for (double level : {-28.0, -28.0, -24.0, -30.0, -30.0}) sound.push_back(tone({{20.0, level}}));
  EXPECT_NEAR(*measured(sound).figures().integrated_lufs, -23.0, kTolerance);
}

TEST(Loudness, AWindowIsFoundWhereverItStarts) {
  for (int i = 0; i < 20; ++i) {
    EXPECT_NEAR(*stereo({{i * 0.15, kMinusInfinity}, {3, -23}, {1, kMinusInfinity}}).short_term_max_lufs, -23.0, kTolerance) << i;
    EXPECT_NEAR(*stereo({{i * 0.02, kMinusInfinity}, {0.4, -23}, {1, kMinusInfinity}}).momentary_max_lufs, -23.0, kTolerance) << i;
  }
}

TEST(Loudness, PeriodicLevelsGiveConstantWindows) {
  std::vector<Segment> slow, fast;
  for (int i = 0; i < 5; ++i) slow.insert(slow.end(), {{1.34, -20}, {1.66, -30}});
  for (int i = 0; i < 25; ++i) fast.insert(fast.end(), {{0.18, -20}, {0.22, -30}});
  const auto a = tone(slow), b = tone(fast);
  const LoudnessMeter slow_meter = measured({a, a}), fast_meter = measured({b, b});
  for (const LoudnessPoint& p : slow_meter.series())
    if (p.seconds > 2.999) {
      EXPECT_NEAR(p.short_term, -23.0, kTolerance) << p.seconds;
    }
  for (const LoudnessPoint& p : fast_meter.series())
    if (p.seconds > 0.999) {
      EXPECT_NEAR(p.momentary, -23.0, kTolerance) << p.seconds;
    }
}

TEST(Loudness, TheSeriesFollowsALiveProgramme) {
  std::vector<Segment> segments;
  for (int i = 0; i < 20; ++i)
    segments.insert(segments.end(), {{i * 0.02, kMinusInfinity}, {0.4, -38.0 + i}, {0.4 - i * 0.02, kMinusInfinity}});
  const auto x = tone(segments);
  const LoudnessMeter meter = measured({x, x});
  for (int i = 0; i < 20; ++i) {
    double highest = kMinusInfinity;
    for (const LoudnessPoint& p : meter.series())
      if (p.seconds > i * 0.8 + 0.001 && p.seconds < (i + 1) * 0.8 + 0.001) highest = std::max(highest, p.momentary);
    EXPECT_NEAR(highest, -38.0 + i, kTolerance) << i;
  }
}

TEST(Loudness, RangeOfSteps) {
  EXPECT_NEAR(*stereo({{20, -20}, {20, -30}}).loudness_range_lu, 10.0, 1.0);
  EXPECT_NEAR(*stereo({{20, -20}, {20, -15}}).loudness_range_lu, 5.0, 1.0);
  EXPECT_NEAR(*stereo({{20, -40}, {20, -20}}).loudness_range_lu, 20.0, 1.0);
  EXPECT_NEAR(*stereo({{20, -50}, {20, -35}, {20, -20}, {20, -35}, {20, -50}}).loudness_range_lu, 15.0, 1.0);
}

TEST(Loudness, AgreesWithLibebur128AtEveryRate) {
  for (int rate : {8000, 11025, 24000, 44100, 48000, 88200, 96000, 192000}) {
    const auto frames = static_cast<std::size_t>(rate) * 6;
    Channels sound{noise(frames, 1, 0.5), noise(frames, 2, 0.3)};
    for (std::size_t n = frames / 3; n < frames / 2; ++n) sound[0][n] *= 0.05f, sound[1][n] *= 0.05f;
    ebur128_state* peer = ebur128_init(2, static_cast<unsigned long>(rate), EBUR128_MODE_I);
    for (std::size_t n = 0; n < frames; ++n) {
      const float pair[2] = {sound[0][n], sound[1][n]};
      ebur128_add_frames_float(peer, pair, 1);
    }
    double expected = 0.0;
    ebur128_loudness_global(peer, &expected);
    ebur128_destroy(&peer);
    EXPECT_NEAR(*measured(sound, rate).figures().integrated_lufs, expected, 0.01) << rate;
  }
}

TEST(Loudness, DoesNotDependOnBlocks) {
  const Channels sound{noise(100'000, 3, 0.7), noise(100'000, 4, 0.7)};
  const LoudnessFigures whole = measured(sound, 44100, 100'000).figures();
  std::mt19937 random(7);
  for (int run = 0; run < 3; ++run) {
    LoudnessMeter meter(44100, 2);
    for (std::size_t at = 0; at < sound[0].size();) {
      const auto count = std::min<std::size_t>(1 + random() % 700, sound[0].size() - at);
      const float* audio[2] = {sound[0].data() + at, sound[1].data() + at};
      meter.process(audio, static_cast<Frames>(count));
      at += count;
    }
    meter.finish();
    EXPECT_EQ(*meter.figures().integrated_lufs, *whole.integrated_lufs);
    EXPECT_EQ(*meter.figures().true_peak_dbtp, *whole.true_peak_dbtp);
  }
}

TEST(Loudness, SilenceAndShortSoundsHaveNoFigures) {
  const Channels silence(2, std::vector<float>(48000 * 4));
  const LoudnessFigures f = measured(silence).figures();
  EXPECT_FALSE(f.integrated_lufs || f.momentary_max_lufs || f.short_term_max_lufs || f.true_peak_dbtp || f.sample_peak_dbfs);
  const auto blip = tone({{0.3, -6}});
  const LoudnessFigures g = measured({blip}).figures();
  EXPECT_FALSE(g.integrated_lufs || g.loudness_range_lu);
  EXPECT_NEAR(*g.sample_peak_dbfs, -6.0, 0.01);
}

TEST(Loudness, SamplesThatAreNoNumbersAreCountedAndHarmNothing) {
  auto x = tone({{5, -20}});
  const LoudnessFigures clean = measured({x}).figures();
  x[1000] = std::numeric_limits<float>::quiet_NaN();
  x[2000] = std::numeric_limits<float>::infinity();
  const LoudnessMeter meter = measured({x});
  EXPECT_EQ(meter.non_finite(), 2u);
  EXPECT_NEAR(*meter.figures().integrated_lufs, *clean.integrated_lufs, 0.01);
}

TEST(LiveLoudness, ReadsWhatTheOfflineMeterReads) {
  const Channels sound{noise(480'000, 5, 0.8), noise(480'000, 6, 0.2)};
  LiveLoudness live(48000, 2);
  for (std::size_t at = 0; at < sound[0].size(); at += 64) {
    const float* audio[2] = {sound[0].data() + at, sound[1].data() + at};
    live.process(audio, 64);
  }
  const LoudnessFigures f = measured(sound).figures();
  const LiveLoudness::Reading r = live.read();
  EXPECT_NEAR(r.integrated, *f.integrated_lufs, 1e-9);
  EXPECT_NEAR(r.range, *f.loudness_range_lu, 1e-9);
  EXPECT_NEAR(r.momentary_max, *f.momentary_max_lufs, 1e-9);
  EXPECT_NEAR(r.true_peak, *f.true_peak_dbtp, 0.5);  // the last 128 samples are still in its delay
  EXPECT_LT(r.sample_peak[1], r.sample_peak[0] - 6.0);
  live.restart();
  const std::vector<float> silence(4800);
  const float* audio[2] = {silence.data(), silence.data()};
  live.process(audio, 4800);
  EXPECT_FALSE(std::isfinite(live.read().integrated));
  EXPECT_FALSE(std::isfinite(live.read().true_peak));
}

// ---- true peak

double peak_dbtp(const std::vector<float>& x, double rate = 48000.0) { return *measured({x}, rate).figures().true_peak_dbtp; }

std::vector<float> phased_tone(double divisor, double degrees, double amplitude) {
  std::vector<float> out(48000);
  for (std::size_t n = 0; n < out.size(); ++n) {
    const double fade = std::min({1.0, static_cast<double>(n) / 480.0, static_cast<double>(out.size() - 1 - n) / 480.0});
    const double phase = 2.0 * std::numbers::pi * static_cast<double>(n) / divisor + degrees * std::numbers::pi / 180.0;
    out[n] = static_cast<float>(fade * amplitude * std::sin(phase));
  }
  return out;
}

TEST(TruePeak, TonesOfTheStandard) {
  EXPECT_NEAR(peak_dbtp(phased_tone(4, 0, 0.5)), -6.02, 0.05);
  EXPECT_NEAR(peak_dbtp(phased_tone(4, 45, 0.5)), -6.02, 0.05);
  EXPECT_NEAR(peak_dbtp(phased_tone(6, 60, 0.5)), -6.02, 0.05);
  EXPECT_NEAR(peak_dbtp(phased_tone(8, 67.5, 0.5)), -6.02, 0.05);
  EXPECT_NEAR(peak_dbtp(phased_tone(4, 45, 1.41)), 2.98, 0.05);
}

// Highest of 16 points a sample of a windowed-sinc interpolation in double precision, everywhere.
double brute_force_dbtp(const std::vector<float>& x) {
  constexpr int kHalf = 128;
  double top = 0.0;
  for (int p = 0; p < 16; ++p) {
    std::vector<double> taps;
    for (int k = -kHalf + 1; k <= kHalf; ++k) {
      const double t = k - p / 16.0, u = t / kHalf;
      const double sinc = t == 0.0 ? 1.0 : std::sin(std::numbers::pi * t) / (std::numbers::pi * t);
      taps.push_back(u >= 1.0 ? 0.0 : sinc * std::cyl_bessel_i(0.0, 11.0 * std::sqrt(1.0 - u * u)) / std::cyl_bessel_i(0.0, 11.0));
    }
    for (int n = -kHalf; n < static_cast<int>(x.size()) + kHalf; ++n) {
      double y = 0.0;
      for (int k = -kHalf + 1; k <= kHalf; ++k)
        if (n + k >= 0 && n + k < static_cast<int>(x.size()))
          y += taps[static_cast<std::size_t>(k + kHalf - 1)] * x[static_cast<std::size_t>(n + k)];
      top = std::max(top, std::abs(y));
    }
  }
  return 20.0 * std::log10(top);
}

TEST(TruePeak, IsThatOfSixteenTimesEverywhere) {
  std::mt19937 random(11);
  for (int run = 0; run < 24; ++run) {
    std::vector<float> x(700);
    const int kind = run % 4;
    for (std::size_t n = 0; n < x.size(); ++n) {
      const double white = static_cast<double>(random()) / 2147483648.0 - 1.0;
      const double sine = std::sin((0.1 + 0.115 * run) * static_cast<double>(n) + run);
      x[n] = static_cast<float>(kind == 0   ? white
                                : kind == 1 ? std::clamp(3.0 * white, -1.0, 1.0)
                                : kind == 2 ? sine
                                            : (n % 97 < 5 ? white : 0.0));
    }
    EXPECT_NEAR(peak_dbtp(x), brute_force_dbtp(x), 0.05) << "kind " << kind << " run " << run;
  }
}

TEST(TruePeak, SeesThePeakWhereverItLies) {
  // A loud click late in the file, after a quieter one: what is skipped must not hide it, nor the file's very end.
  std::vector<float> x(5000);
  x[100] = 0.5f;
  x[4999] = 0.9f;
  EXPECT_NEAR(peak_dbtp(x), brute_force_dbtp(x), 0.01);
}

}  // namespace
}  // namespace sweetspot
