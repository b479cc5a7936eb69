#include "engine/analysis/measure.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <numbers>
#include <random>

#include "engine/core/error.h"

namespace sweetspot {
namespace {

constexpr double kRate = 48000.0;
using Channel = std::vector<float>;

// Pink-like noise that swells in at the start and dies away at the end, as music does.
Channel music(double seconds, unsigned seed, double level = 0.1) {
  std::mt19937 random(seed);
  Channel out(static_cast<std::size_t>(seconds * kRate));
  double slow = 0.0, slower = 0.0;
  for (std::size_t n = 0; n < out.size(); ++n) {
    const double white = static_cast<double>(random()) / 2147483648.0 - 1.0;
    slow += 0.15 * (white - slow);
    slower += 0.02 * (white - slower);
    const double t = static_cast<double>(n) / kRate;
    const double fade = std::min({1.0, t / 0.2, std::max(seconds - t, 0.0) / 0.5});
    out[n] = static_cast<float>(level * fade * fade * (0.2 * white + slow + 2.0 * (slower - 0.0)));
  }
  // Nothing below hearing.
  double low = 0.0;
  for (float& x : out) {
    low += 0.01 * (x - low);
    x -= static_cast<float>(low);
  }
  return out;
}

Measurement measure(const std::vector<Channel>& sound, const SourceNotes& notes = {}) {
  Measurer measurer(kRate, static_cast<int>(sound.size()));
  std::vector<const float*> audio;
  for (const Channel& channel : sound) audio.push_back(channel.data());
  measurer.process(audio.data(), static_cast<Frames>(sound[0].size()));
  return measurer.finish(notes);
}

std::vector<std::string> ids(const Measurement& m) {
  std::vector<std::string> out;
  for (const Fault& fault : m.faults) out.push_back(fault.id);
  return out;
}

const Fault* fault(const Measurement& m, const std::string& id) {
  for (const Fault& f : m.faults)
    if (f.id == id) return &f;
  return nullptr;
}

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

TEST(Measure, CleanMusicHasNoFaults) { EXPECT_THAT(ids(measure({music(6, 1), music(6, 2)})), IsEmpty()); }

TEST(Measure, FiguresOfASine) {
  Channel x(static_cast<std::size_t>(4 * kRate));
  for (std::size_t n = 0; n < x.size(); ++n)
    x[n] = static_cast<float>(0.5 * std::sin(2.0 * std::numbers::pi * 997.0 * static_cast<double>(n) / kRate) + 0.01);
  const Measurement m = measure({x, x});
  EXPECT_NEAR(*m.crest_db, 3.01 + 0.17, 0.05);  // the offset raises the peak
  EXPECT_NEAR(m.dc, 0.01, 1e-5);
  EXPECT_NEAR(*m.correlation, 1.0, 1e-9);
  EXPECT_NEAR(*m.plr_lu, *m.loudness.true_peak_dbtp - *m.loudness.integrated_lufs, 1e-12);
  EXPECT_NEAR(*m.noise_floor_dbfs, -9.03, 0.05);
  EXPECT_EQ(m.clipped_runs, 0);
  EXPECT_TRUE(fault(m, "dc_offset"));
  EXPECT_TRUE(fault(m, "dual_mono"));
}

TEST(Measure, DeepTonesAreNoClipping) {
  for (double hertz : {20.0, 41.0, 60.0}) {
    Channel x(static_cast<std::size_t>(kRate));
    for (std::size_t n = 0; n < x.size(); ++n)
      x[n] = static_cast<float>(0.9 * std::sin(2.0 * std::numbers::pi * hertz * static_cast<double>(n) / kRate));
    EXPECT_EQ(measure({x}).clipped_runs, 0) << hertz;
  }
}

TEST(Measure, ClippingIsFoundWithItsPlace) {
  Channel left = music(6, 1, 0.2), right = music(6, 2, 0.2);
  const auto from = static_cast<std::size_t>(3 * kRate);
  for (std::size_t n = 0; n < 2400; ++n) left[from + n] = std::clamp(15.0f * left[from + n], -0.8f, 0.8f);
  const Measurement m = measure({left, right});
  EXPECT_GE(m.clipped_runs, 5);
  ASSERT_TRUE(fault(m, "clipped"));
  EXPECT_NEAR(fault(m, "clipped")->at, 3.02, 0.03);
}

TEST(Measure, PeaksBetweenSamplesAreFound) {
  Channel x(static_cast<std::size_t>(2 * kRate));
  for (std::size_t n = 0; n < x.size(); ++n) {
    const double t = static_cast<double>(n) / kRate;
    const double fade = std::min({1.0, t, 2.0 - t});
    x[n] = static_cast<float>(fade * 1.2 * std::sin(std::numbers::pi * (static_cast<double>(n) / 2.0 + 0.25)));
  }
  const Measurement m = measure({x});
  EXPECT_TRUE(fault(m, "true_peak_over_0"));
  EXPECT_FALSE(fault(m, "over_full_scale"));  // its samples stay below 0.85
  EXPECT_NEAR(fault(m, "true_peak_over_0")->at, 0.83, 0.12);
}

TEST(Measure, ChannelsAreCompared) {
  const Channel a = music(6, 1), b = music(6, 2);
  Channel inverted = a, quiet = b;
  for (float& x : inverted) x = -x;
  for (float& x : quiet) x *= 0.4f;
  EXPECT_THAT(ids(measure({a, inverted})), ElementsAre("out_of_phase"));
  EXPECT_THAT(ids(measure({a, quiet})), ElementsAre("imbalance"));
  EXPECT_THAT(ids(measure({a, Channel(a.size())})), ElementsAre("dead_channel"));
  EXPECT_FALSE(measure({a}).correlation);
}

TEST(Measure, SilenceAndEdges) {
  Channel x = music(6, 1);
  Channel padded(static_cast<std::size_t>(3 * kRate));
  padded.insert(padded.end(), x.begin(), x.end());
  padded.resize(padded.size() + static_cast<std::size_t>(7 * kRate));
  EXPECT_THAT(ids(measure({padded})), ElementsAre("silent_head", "silent_tail"));
  const Channel cut(x.begin() + static_cast<std::ptrdiff_t>(2 * kRate), x.begin() + static_cast<std::ptrdiff_t>(4 * kRate));
  EXPECT_THAT(ids(measure({cut})), ElementsAre("cut_start", "cut_end"));
  const Measurement nothing = measure({Channel(48000), Channel(48000)});
  EXPECT_THAT(ids(nothing), ElementsAre("silent"));
  EXPECT_FALSE(nothing.crest_db || nothing.plr_lu || nothing.correlation || nothing.noise_floor_dbfs);
}

TEST(Measure, DropoutsAndClicks) {
  Channel x = music(6, 1);
  std::fill_n(x.begin() + static_cast<std::ptrdiff_t>(2 * kRate), 256, 0.0f);
  const Measurement dropped = measure({x});
  ASSERT_TRUE(fault(dropped, "dropout"));
  EXPECT_NEAR(fault(dropped, "dropout")->at, 2.0, 0.001);
  Channel y = music(6, 3);
  y[static_cast<std::size_t>(2.5 * kRate)] += 0.8f;
  const Measurement clicked = measure({y});
  ASSERT_TRUE(fault(clicked, "click"));
  EXPECT_NEAR(fault(clicked, "click")->at, 2.5, 0.001);
  EXPECT_EQ(clicked.faults.size(), 1u);
}

TEST(Measure, RumbleBitsAndNumbers) {
  Channel x = music(6, 1);
  for (std::size_t n = 0; n < x.size(); ++n)
    x[n] += static_cast<float>(0.05 * std::sin(std::numbers::pi * static_cast<double>(n) / static_cast<double>(x.size())) *
                               std::sin(2.0 * std::numbers::pi * 8.0 * static_cast<double>(n) / kRate));
  EXPECT_THAT(ids(measure({x})), Contains("rumble"));
  Channel coarse = music(6, 1);
  for (float& s : coarse) s = std::round(s * 32768.0f) / 32768.0f;
  EXPECT_THAT(ids(measure({coarse}, {.bits = 24})), Contains("padded_bits"));
  EXPECT_THAT(ids(measure({coarse}, {.bits = 16})), Not(Contains("padded_bits")));
  Channel broken = music(6, 1);
  broken[5000] = std::numeric_limits<float>::quiet_NaN();
  const Measurement m = measure({broken});
  EXPECT_THAT(ids(m), Contains("not_a_number"));
  EXPECT_TRUE(m.loudness.integrated_lufs);
}

TEST(Measure, UnditheredFadesAreHeard) {
  std::mt19937 random(4);
  const auto uniform = [&] { return static_cast<double>(random()) / 4294967296.0; };
  Channel plain(static_cast<std::size_t>(6 * kRate)), dithered = plain;
  for (std::size_t n = 0; n < plain.size(); ++n) {
    const double t = static_cast<double>(n) / kRate;
    const double x = 0.3 * std::exp(-2.5 * t) * std::sin(2.0 * std::numbers::pi * 220.0 * t) * 32768.0;
    plain[n] = static_cast<float>(std::round(x) / 32768.0);
    dithered[n] = static_cast<float>(std::round(x + uniform() - uniform()) / 32768.0);
  }
  EXPECT_THAT(ids(measure({plain}, {.bits = 16})), Contains("no_dither"));
  EXPECT_THAT(ids(measure({dithered}, {.bits = 16})), Not(Contains("no_dither")));
}

TEST(Measure, ACodecsCutoffIsHeard) {
  // A steep low-pass at 16 kHz, by convolution with a long windowed sinc.
  const Channel x = music(4, 1, 0.5);
  constexpr int kHalf = 200;
  Channel y(x.size());
  for (std::size_t n = kHalf; n + kHalf < x.size(); ++n) {
    double sum = 0.0;
    for (int k = -kHalf; k <= kHalf; ++k) {
      const double t = k * 2.0 * 16000.0 / kRate;
      const double sinc = k == 0 ? 1.0 : std::sin(std::numbers::pi * t) / (std::numbers::pi * t);
      const double window = 0.42 + 0.5 * std::cos(std::numbers::pi * k / kHalf) + 0.08 * std::cos(2.0 * std::numbers::pi * k / kHalf);
      sum += sinc * window * 2.0 * 16000.0 / kRate * x[n + static_cast<std::size_t>(k + kHalf) - kHalf];
    }
    y[n] = static_cast<float>(sum);
  }
  const Measurement m = measure({y});
  ASSERT_TRUE(fault(m, "lossy_origin"));
  EXPECT_THAT(fault(m, "lossy_origin")->text, testing::HasSubstr("16."));
}

TEST(Measure, FilesThatCannotBeRead) {
  EXPECT_THROW(measure_file("/nowhere/at/all.wav"), Error);
  const auto path = std::filesystem::temp_directory_path() / "sweetspot_measure_text.wav";
  std::ofstream(path) << "this is a text";
  EXPECT_THROW(measure_file(path), Error);
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace sweetspot
