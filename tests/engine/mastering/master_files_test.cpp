#include "engine/mastering/master_files.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cmath>
#include <filesystem>
#include <numbers>
#include <random>

#include "engine/analysis/measure.h"
#include "engine/core/error.h"
#include "engine/mastering/chain.h"
#include "engine/mastering/song_run.h"
#include "engine/mastering/tonal_match.h"
#include "engine/media/audio_file.h"
#include "engine/media/audio_writer.h"
#include "engine/processors/registry.h"

namespace sweetspot {
namespace {

namespace fs = std::filesystem;

class MasterFiles : public ::testing::Test {
 protected:
  MasterFiles() {
    folder_ = fs::temp_directory_path() / ("sweetspot_master_" + std::to_string(std::random_device{}()));
    fs::create_directories(folder_);
  }
  ~MasterFiles() override { fs::remove_all(folder_); }

  // Something like music: a bass, a chord, hits of noise once a half second. `tilt` darkens the noise.
  fs::path mix(const std::string& name, double level_db, double seconds = 12.0, int channels = 2, double bass_db = 0.0,
               double rate = 48000.0) {
    const auto frames = static_cast<std::size_t>(seconds * rate);
    std::vector<std::vector<float>> sound(static_cast<std::size_t>(channels), std::vector<float>(frames));
    std::mt19937 random(7);
    std::normal_distribution<double> noise(0.0, 1.0);
    const double gain = std::pow(10.0, level_db / 20.0);
    const double bass = std::pow(10.0, bass_db / 20.0);
    for (std::size_t i = 0; i < frames; ++i) {
      const double t = static_cast<double>(i) / rate;
      const double hit = std::exp(-std::fmod(t, 0.5) / 0.05);
      const double tones = 0.25 * bass * std::sin(2 * std::numbers::pi * 55 * t) +
                           0.08 * (std::sin(2 * std::numbers::pi * 440 * t) + std::sin(2 * std::numbers::pi * 554 * t));
      for (auto& channel : sound) channel[i] = static_cast<float>(gain * (tones + 0.3 * hit * noise(random)));
    }
    const fs::path path = folder_ / name;
    std::vector<const float*> pointers;
    for (const auto& channel : sound) pointers.push_back(channel.data());
    AudioWriter writer(path, rate, channels, {.format = AudioFormat::wav, .depth = SampleDepth::float32});
    writer.write(pointers.data(), static_cast<int>(frames));
    writer.finish();
    return path;
  }

  static std::vector<MasteredFile> master(std::vector<fs::path> inputs, const fs::path& out, const MasterOptions& options = {}) {
    return master_files(inputs, out, options, {});
  }

  std::size_t files_in(const fs::path& folder) const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
  }

  fs::path folder_;
};

TEST_F(MasterFiles, HitsItsLoudnessUnderItsCeiling) {
  const fs::path in = mix("Mix.wav", -6);
  for (const char* preset : {"transparent", "Warm", "Glue", "Loud"}) {
    const auto results = master({in}, folder_ / "out.wav", {.preset = find_master_preset(preset), .integrated_lufs = -12.0, .ceiling_dbtp = -1.5});
    ASSERT_EQ(results.size(), 1u);
    EXPECT_EQ(results[0].note, "");
    const Measurement measured = measure_file(folder_ / "out.wav");
    EXPECT_NEAR(measured.loudness.integrated_lufs.value(), -12.0, 0.05) << preset;
    EXPECT_LT(measured.loudness.true_peak_dbtp.value(), -1.5 + 0.05) << preset;
    EXPECT_EQ(AudioReader(folder_ / "out.wav").info().frames, AudioReader(in).info().frames);
  }
}

TEST_F(MasterFiles, TransparentIsTheMixAtAnotherLevelWhileNothingIsOver) {
  const fs::path in = mix("Mix.wav", -12);
  const auto results = master({in}, folder_ / "out.wav", {.integrated_lufs = -30.0});
  EXPECT_EQ(results[0].most_limiting_db, 0.0);
  AudioReader a(in), b(folder_ / "out.wav");
  const int frames = static_cast<int>(a.info().frames);
  std::vector<float> l(static_cast<std::size_t>(frames)), r(l), ml(l), mr(l);
  float* mixed[] = {l.data(), r.data()};
  float* mastered[] = {ml.data(), mr.data()};
  a.read(0, frames, mixed);
  b.read(0, frames, mastered);
  double both = 0, power = 0;
  for (std::size_t i = 0; i < l.size(); ++i) both += double{l[i]} * ml[i], power += double{l[i]} * l[i];
  double residue = 0;
  for (std::size_t i = 0; i < l.size(); ++i) residue += std::pow(ml[i] - both / power * l[i], 2);
  EXPECT_LT(10 * std::log10(residue / power / std::pow(both / power, 2)), -100.0);  // the steps of 24 bits
}

TEST_F(MasterFiles, TheReferenceLendsToneAndLoudness) {
  const fs::path in = mix("Mix.wav", -9, 12.0, 2, 0.0);
  const fs::path reference = mix("Reference.wav", -4, 12.0, 2, 8.0);
  const auto results = master({in}, folder_ / "out.wav", {.ceiling_dbtp = -1.0, .reference = reference});
  const Measurement wanted = measure_file(reference), got = measure_file(folder_ / "out.wav");
  EXPECT_NEAR(got.loudness.integrated_lufs.value(), wanted.loudness.integrated_lufs.value(), 0.05);
  const auto bass_of = [](const fs::path& path) {
    AudioReader reader(path);
    return tonal_balance(spectrum_of(reader, {}))[0];
  };
  EXPECT_GT(bass_of(folder_ / "out.wav"), bass_of(in) + 1.0);
  EXPECT_LT(bass_of(folder_ / "out.wav"), bass_of(reference));
}

TEST(TonalMatch, StaysWithinThreeDecibelsAndIsFlatForEquals) {
  const TonalBalance flat{};
  for (const auto& [key, value] : tonal_match(flat, flat).params) {
    if (key.ends_with("gain")) {
      EXPECT_EQ(value, 0.0) << key;
    }
  }
  const TonalBalance steep{12, 8, 4, 0, -3, -5, -7, -9};
  for (const auto& [key, value] : tonal_match(flat, steep).params) {
    if (key.ends_with("gain")) {
      EXPECT_LE(std::abs(value), kMostMatchDb) << key;
    }
  }
}

TEST(TonalMatch, ItsCurveIsTheDifference) {
  const TonalBalance wanted{1.5, 0.5, -1, -1, 0.5, 1, -0.5, -1};
  MasterChain chain({.devices = {tonal_match({}, wanted)}}, 48000, 1);
  std::vector<float> impulse(32768, 0.0f);
  impulse[0] = 1.0f;
  for (std::size_t at = 0; at < impulse.size(); at += kMaxBlockFrames) {
    float* audio[] = {impulse.data() + at};
    chain.process(audio, kMaxBlockFrames);
  }
  for (std::size_t band = 0; band < kTonalCentres.size(); ++band) {
    std::complex<double> sum = 0;
    for (std::size_t i = 0; i < impulse.size(); ++i)
      sum += double{impulse[i]} * std::polar(1.0, -2 * std::numbers::pi * kTonalCentres[band] * static_cast<double>(i) / 48000);
    EXPECT_NEAR(20 * std::log10(std::abs(sum)), wanted[band], 0.35) << kTonalCentres[band];
  }
}

TEST_F(MasterFiles, AnAlbumInAFolderIsNumberedAndBalanced) {
  const auto quiet = mix("Quiet.wav", -20, 8), loud = mix("Loud.wav", -8, 8);
  const auto results = master({quiet, loud}, folder_ / "album", {.integrated_lufs = -14.0});
  EXPECT_EQ(results[0].path.filename(), "01 Quiet.wav");
  EXPECT_EQ(results[1].path.filename(), "02 Loud.wav");
  const double first = measure_file(results[0].path).loudness.integrated_lufs.value();
  const double second = measure_file(results[1].path).loudness.integrated_lufs.value();
  // The album is 2.74 LU under the loud song and 9.26 over the quiet one: half of the one, no more than 2 LU of the other.
  EXPECT_NEAR(second - first, 3.37, 0.1);
  const auto preserved = master({quiet, loud}, folder_ / "album", {.integrated_lufs = -18.0, .balance = AlbumBalance::preserved});
  EXPECT_NEAR(preserved[1].after.integrated_lufs.value() - preserved[0].after.integrated_lufs.value(), 12.0, 0.1);
}

TEST_F(MasterFiles, AnAlbumInOneFileHasGaps) {
  const auto one = mix("One.wav", -12, 5, 1), two = mix("Two.wav", -12, 6, 2);
  const auto results = master({one, two}, folder_ / "album.wav", {.gap_seconds = 1.5});
  AudioReader reader(folder_ / "album.wav");
  EXPECT_EQ(reader.info().channels, 2);
  EXPECT_EQ(reader.info().frames, static_cast<Frames>(12.5 * 48000));
  EXPECT_EQ(results[1].start, 6.5);
  std::vector<float> l(72000), r(72000);
  float* audio[] = {l.data(), r.data()};
  reader.read(5 * 48000, 72000, audio);
  for (std::size_t i = 0; i < l.size(); ++i) ASSERT_EQ(l[i], 0.0f);
}

TEST_F(MasterFiles, WhatCannotBeDoneIsSaidAndLeavesNothing) {
  const auto in = mix("Mix.wav", -12, 4);
  const auto other_rate = mix("Other.wav", -12, 4, 2, 0, 44100);
  const std::size_t before = files_in(folder_);
  EXPECT_THROW(master({in}, in), Error);
  EXPECT_THROW(find_master_preset("Shouty"), Error);
  EXPECT_THROW(master({in}, folder_ / "out.xyz"), Error);
  EXPECT_THROW(master({folder_ / "missing.wav"}, folder_ / "out.wav"), Error);
  EXPECT_THROW(master({in, other_rate}, folder_ / "both.wav"), Error);
  EXPECT_THROW(master({}, folder_ / "out.wav"), Error);
  const std::atomic<bool> cancel = true;
  const std::vector<fs::path> inputs = {in};
  EXPECT_THROW(master_files(inputs, folder_ / "out.wav", {}, {.report = {}, .cancel = &cancel}), Cancelled);
  EXPECT_EQ(files_in(folder_), before);
}

TEST_F(MasterFiles, TooMuchIsNotForced) {
  const auto in = mix("Mix.wav", -12, 6);
  const auto results = master({in}, folder_ / "out.wav", {.integrated_lufs = -3.0});
  EXPECT_NE(results[0].note.find("would need more than"), std::string::npos) << results[0].note;
  EXPECT_NEAR(results[0].most_limiting_db, 15.0, 0.2);
}

TEST_F(MasterFiles, ProgressRunsFromNothingToAll) {
  const auto in = mix("Mix.wav", -12, 4);
  double last = 0.0;
  const std::vector<fs::path> inputs = {in};
  master_files(inputs, folder_ / "out.wav", {}, {.report = [&last](double fraction) {
                 EXPECT_GE(fraction, last - 1e-9);
                 last = fraction;
               }});
  EXPECT_GT(last, 0.9);
  EXPECT_LE(last, 1.0);
}

TEST(MasterPresets, AreMadeOfWhatThereIsAndEndInALimiter) {
  for (const Preset& preset : master_presets()) {
    EXPECT_EQ(preset.devices.back().type, "limiter");
    EXPECT_NO_THROW(MasterChain({.devices = preset.devices}, 48000, 2)) << preset.name;
  }
}

}  // namespace
}  // namespace sweetspot
