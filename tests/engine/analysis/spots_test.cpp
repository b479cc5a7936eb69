// Oracles: noise with a planted resonance, clean noise, a melody.
#include "engine/analysis/spots.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>

#include "engine/analysis/bell_fit.h"
#include "engine/analysis/loudness.h"

namespace sweetspot {
namespace {

constexpr double kRate = 48000.0;

// P. Kellet's filter for pink noise: within 0.05 dB of 3 dB an octave above 9 Hz.
std::vector<float> pink(double seconds, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<double> white(0.0, 0.1);
  double b[7] = {};
  std::vector<float> out(static_cast<std::size_t>(seconds * kRate));
  for (float& sample : out) {
    const double w = white(random);
    b[0] = 0.99886 * b[0] + w * 0.0555179;
    b[1] = 0.99332 * b[1] + w * 0.0750759;
    b[2] = 0.96900 * b[2] + w * 0.1538520;
    b[3] = 0.86650 * b[3] + w * 0.3104856;
    b[4] = 0.55000 * b[4] + w * 0.5329522;
    b[5] = -0.7616 * b[5] - w * 0.0168980;
    sample = static_cast<float>(b[0] + b[1] + b[2] + b[3] + b[4] + b[5] + b[6] + w * 0.5362);
    b[6] = w * 0.115926;
  }
  return out;
}

// A bell by the cookbook's bilinear form; its peak is exact.
void ring(std::vector<float>& sound, double hertz, double gain_db, double q) {
  const double a = std::pow(10.0, gain_db / 40.0), w = 2.0 * std::numbers::pi * hertz / kRate, alpha = std::sin(w) / (2.0 * q);
  const double a0 = 1.0 + alpha / a, b0 = (1.0 + alpha * a) / a0, b1 = -2.0 * std::cos(w) / a0, b2 = (1.0 - alpha * a) / a0;
  const double a1 = b1, a2 = (1.0 - alpha / a) / a0;
  double x1 = 0, x2 = 0, y1 = 0, y2 = 0;
  for (float& sample : sound) {
    const double x = sample, y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2;
    x2 = x1, x1 = x, y2 = y1, y1 = y;
    sample = static_cast<float>(y);
  }
}

ToneSpectrum::Figures spectrum_of(const std::vector<float>& sound, int block = 1000) {
  ToneSpectrum spectrum(kRate, static_cast<Frames>(sound.size()));
  for (std::size_t at = 0; at < sound.size(); at += static_cast<std::size_t>(block)) {
    const float* const both[] = {sound.data() + at, sound.data() + at};
    spectrum.process(both, static_cast<int>(std::min<std::size_t>(static_cast<std::size_t>(block), sound.size() - at)));
  }
  return spectrum.finish();
}

class Planted : public testing::TestWithParam<Bell> {};

TEST_P(Planted, IsFoundWithinOnePercentAndOneDecibel) {
  const Bell& bell = GetParam();
  auto sound = pink(30.0, 7);
  ring(sound, bell.hertz, bell.gain_db, bell.q);
  const auto spots = find_spots(spectrum_of(sound), {});
  ASSERT_EQ(spots.size(), 1u);
  EXPECT_EQ(spots[0].kind, SpotKind::resonance);
  EXPECT_NEAR(spots[0].hertz, bell.hertz, 0.01 * bell.hertz);
  EXPECT_NEAR(spots[0].height_db, bell.gain_db, 1.0);
  EXPECT_LT(spots[0].gain_db, 0.0);
  EXPECT_GT(spots[0].steady, 0.7);
}

INSTANTIATE_TEST_SUITE_P(Bells, Planted,
                         testing::Values(Bell{412.0, 9.0, 10.0}, Bell{412.0, 9.0, 5.0}, Bell{180.0, 8.0, 6.0}, Bell{1250.0, 12.0, 12.0},
                                         Bell{3300.0, 7.0, 8.0}, Bell{7000.0, 10.0, 20.0}));

TEST(Spots, SaysWhatRingsWithFigures) {
  auto sound = pink(30.0, 8);
  ring(sound, 412.0, 9.0, 8.0);
  const auto spots = find_spots(spectrum_of(sound), {});
  ASSERT_EQ(spots.size(), 1u);
  EXPECT_TRUE(spots[0].sentence.starts_with("Ringing at 41")) << spots[0].sentence;
  EXPECT_NE(spots[0].sentence.find(" Hz, 9 dB above its neighbours"), std::string::npos) << spots[0].sentence;
}

TEST(Spots, TwoPlantedAreBothFound) {
  auto sound = pink(30.0, 9);
  ring(sound, 300.0, 8.0, 8.0);
  ring(sound, 2200.0, 10.0, 10.0);
  const auto spots = find_spots(spectrum_of(sound), {});
  ASSERT_EQ(spots.size(), 2u);
  EXPECT_NEAR(spots[0].hertz, 2200.0, 22.0);  // the stronger one first
  EXPECT_NEAR(spots[1].hertz, 300.0, 3.0);
}

TEST(Spots, CleanPinkNoiseHasNone) {
  static constexpr SpotRange kRanges[] = {{180.0, 350.0, "mud"}, {2500.0, 5000.0, "presence", true, -30.0}};
  for (unsigned seed = 1; seed <= 5; ++seed) {
    const auto spectrum = spectrum_of(pink(12.0, seed));
    EXPECT_TRUE(find_spots(spectrum, {}).empty());
    EXPECT_TRUE(find_spots(spectrum, {0.0, kRanges}).empty());
  }
}

// Notes come and go; that one of them is played often does not make it ring.
TEST(Spots, AMelodyDoesNotRing) {
  std::vector<float> sound = pink(24.0, 3);
  for (float& sample : sound) sample *= 0.02f;
  static constexpr int kSteps[] = {0, 4, 7, 0, 5, 9, 2, 7, 11, 0, 3, 8};
  double phase[8] = {};
  for (std::size_t n = 0; n < sound.size(); ++n) {
    const double note = 220.0 * std::exp2(kSteps[(n / 12000) % 12] / 12.0);
    for (int h = 0; h < 8; ++h) {
      phase[h] += 2.0 * std::numbers::pi * note * (h + 1) / kRate;
      sound[n] += static_cast<float>(0.1 / (h + 1) * std::sin(phase[h]));
    }
  }
  const auto spots = find_spots(spectrum_of(sound), {});
  EXPECT_TRUE(spots.empty()) << spots[0].sentence << " " << spots.size();
}

// Tones of falling strength on one pitch, with a vibrato in cents, struck `strikes` times and dying away, above noise at -50 dB.
std::vector<float> tone(double hertz, int partials, double vibrato, int strikes, double seconds = 12.0) {
  std::vector<float> sound = pink(seconds, 21);
  for (float& sample : sound) sample *= 0.003f;
  double phase = 0.0;
  const auto each = static_cast<double>(sound.size()) / std::max(1, strikes);
  for (std::size_t n = 0; n < sound.size(); ++n) {
    const double t = static_cast<double>(n) / kRate;
    phase += 2.0 * std::numbers::pi * hertz * std::exp2(vibrato / 1200.0 * std::sin(2.0 * std::numbers::pi * 5.5 * t)) / kRate;
    const double since = strikes > 0 ? std::fmod(static_cast<double>(n), each) / kRate : 0.0;
    for (int h = 1; h <= partials; ++h)
      sound[n] += static_cast<float>(0.2 / h * std::exp(-since * (1.0 + 0.7 * h) * (strikes > 0 ? 1.0 : 0.0)) * std::sin(phase * h));
  }
  return sound;
}

struct Note {
  const char* name;
  double hertz;
  int partials;
  double vibrato;
  int strikes;
};
class HeldNote : public testing::TestWithParam<Note> {};

TEST_P(HeldNote, IsNoResonance) {
  const Note& note = GetParam();
  const auto spots = find_spots(spectrum_of(tone(note.hertz, note.partials, note.vibrato, note.strikes)), {});
  EXPECT_TRUE(spots.empty()) << spots[0].sentence;
}

INSTANTIATE_TEST_SUITE_P(Notes, HeldNote,
                         testing::Values(Note{"sine", 412.0, 1, 0.0, 0}, Note{"drone", 110.0, 12, 0.0, 0}, Note{"held", 440.0, 8, 0.0, 0},
                                         Note{"vibrato", 330.0, 8, 40.0, 0}, Note{"bass", 55.0, 8, 0.0, 24},
                                         Note{"pluck", 196.0, 6, 0.0, 12}),
                         [](const auto& note) { return std::string(note.param.name); });

TEST(Spots, ADroneOfAFifthIsNoResonance) {
  auto sound = tone(110.0, 10, 0.0, 0);
  const auto other = tone(164.8, 10, 0.0, 0);
  for (std::size_t i = 0; i < sound.size(); ++i) sound[i] += other[i];
  const auto spots = find_spots(spectrum_of(sound), {});
  EXPECT_TRUE(spots.empty()) << spots[0].sentence;
}

TEST(Spots, ABroadHumpInARangeIsExcess) {
  static constexpr SpotRange kRanges[] = {{180.0, 350.0, "mud"}};
  auto sound = pink(20.0, 4);
  ring(sound, 260.0, 8.0, 1.4);
  const auto spots = find_spots(spectrum_of(sound), {0.0, kRanges});
  ASSERT_EQ(spots.size(), 1u);
  EXPECT_EQ(spots[0].kind, SpotKind::excess);
  EXPECT_NEAR(spots[0].hertz, 260.0, 40.0);
  EXPECT_LT(spots[0].gain_db, 0.0);
}

TEST(Spots, AWeakRangeIsALack) {
  static constexpr SpotRange kRanges[] = {{2500.0, 5000.0, "presence", true, -6.0}};
  auto sound = pink(20.0, 5);
  ring(sound, 3500.0, -14.0, 0.7);
  const auto spots = find_spots(spectrum_of(sound), {0.0, kRanges});
  ASSERT_EQ(spots.size(), 1u);
  EXPECT_EQ(spots[0].kind, SpotKind::lack);
  EXPECT_GT(spots[0].gain_db, 0.0);
}

TEST(Spots, SilenceHasNone) { EXPECT_TRUE(find_spots(spectrum_of(std::vector<float>(48000)), {}).empty()); }

TEST(ToneSpectrum, DoesNotDependOnBlocks) {
  const auto sound = pink(3.0, 6);
  const auto a = spectrum_of(sound, 1000), b = spectrum_of(sound, 37);
  EXPECT_EQ(a.power, b.power);
  EXPECT_EQ(a.levels, b.levels);
}

// The change is that of the K-weighted power: measured against the meter's own filter.
TEST(Spots, LoudnessChangeIsWhatAMeterReads) {
  const auto sound = pink(20.0, 12);
  Spot spot;
  spot.hertz = 3000.0;
  spot.q = 1.2;
  spot.gain_db = 6.0;
  auto louder = sound;
  ring(louder, spot.hertz, spot.gain_db, spot.q);
  const auto loudness = [](const std::vector<float>& s) {
    LoudnessMeter meter(kRate, 1);
    const float* const one[] = {s.data()};
    meter.process(one, static_cast<Frames>(s.size()));
    meter.finish();
    return *meter.figures().integrated_lufs;
  };
  EXPECT_NEAR(loudness_change_db(spectrum_of(sound), std::span(&spot, 1)), loudness(louder) - loudness(sound), 0.1);
}

}  // namespace
}  // namespace sweetspot
