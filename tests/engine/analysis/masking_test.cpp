// Oracles: maskers planted in known bands.
#include "engine/analysis/masking.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>

#include "engine/analysis/excitation.h"

namespace sweetspot {
namespace {

constexpr double kRate = 48000.0;

// Noise between two frequencies, of equal power a hertz, as a sum of sines of random phase: it has nothing beyond them.
std::vector<float> band_noise(double low, double high, double rms, double seconds, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> phase(0.0, 2.0 * std::numbers::pi);
  const double step = 5.3;
  const auto count = static_cast<std::size_t>((high - low) / step);
  std::vector<float> out(static_cast<std::size_t>(seconds * kRate));
  const double amplitude = rms * std::sqrt(2.0 / static_cast<double>(count));
  for (std::size_t i = 0; i < count; ++i) {
    const double w = 2.0 * std::numbers::pi * (low + step * (static_cast<double>(i) + 0.5)) / kRate;
    double c = std::cos(phase(random)), s = std::sqrt(1.0 - c * c);
    const double cw = std::cos(w), sw = std::sin(w);
    for (float& sample : out) {
      sample += static_cast<float>(amplitude * s);
      const double next = c * cw - s * sw;
      s = s * cw + c * sw;
      c = next;
    }
  }
  return out;
}

ErbFrames frames_of(const std::vector<float>& sound, int block = 999) {
  ErbLevels levels(kRate, static_cast<Frames>(sound.size()));
  for (std::size_t at = 0; at < sound.size(); at += static_cast<std::size_t>(block)) {
    const float* const both[] = {sound.data() + at, sound.data() + at};
    levels.process(both, static_cast<int>(std::min<std::size_t>(static_cast<std::size_t>(block), sound.size() - at)));
  }
  return levels.finish();
}

double power_of(const ErbFrames& frames, std::size_t low, std::size_t high) {
  double sum = 0.0;
  for (std::size_t f = 0; f < frames.frames(); ++f)
    for (std::size_t band = low; band < high; ++band) sum += frames.at(f)[band];
  return sum / static_cast<double>(frames.frames());
}

TEST(ErbScale, IsThatOfGlasbergAndMoore) {
  EXPECT_NEAR(erb_width(1000.0), 132.6, 0.1);
  EXPECT_NEAR(erb_number(1000.0), 15.6, 0.05);
  for (const double hertz : {50.0, 412.0, 3000.0, 15000.0}) EXPECT_NEAR(erb_hertz(erb_number(hertz)), hertz, 1e-6 * hertz);
  // Two bands are as wide as the filter in their middle.
  const std::size_t band = erb_band_at(2000.0);
  EXPECT_NEAR(erb_band_edge(band + 1) - erb_band_edge(band - 1), erb_width(erb_band_edge(band)), 0.02 * erb_width(2000.0));
}

TEST(ErbLevels, ABandHoldsItsPower) {
  const auto frames = frames_of(band_noise(900.0, 1200.0, 0.1, 3.0, 1));
  const double all = power_of(frames, 0, kErbBands);
  EXPECT_NEAR(10.0 * std::log10(all), -20.0, 0.3);
  EXPECT_GT(power_of(frames, erb_band_at(900.0), erb_band_at(1200.0) + 1), 0.97 * all);
}

TEST(ErbLevels, DoesNotDependOnBlocks) {
  const auto sound = band_noise(900.0, 1200.0, 0.1, 1.0, 1);
  EXPECT_EQ(frames_of(sound, 999).power, frames_of(sound, 64).power);
}

TEST(ErbLevels, LongSoundsAreGathered) {
  ErbLevels levels(kRate, static_cast<Frames>(3600.0 * kRate));
  const std::vector<float> second(48000, 0.0f);
  const float* const both[] = {second.data(), second.data()};
  for (int i = 0; i < 3600; ++i) levels.process(both, 48000);
  const ErbFrames frames = levels.finish();
  EXPECT_LE(frames.frames(), ErbLevels::kMostFrames + 1);
  EXPECT_NEAR(static_cast<double>(frames.frames()) * frames.seconds, 3600.0, 3.0);
}

TEST(Excitation, SpreadsUpwardsTheFartherTheLouder) {
  const Excitation ear;
  const auto slope_up = [&](double level_db) {
    ErbBands power{}, out{};
    const std::size_t at = erb_band_at(1000.0);
    power[at] = std::pow(10.0, level_db / 10.0);
    ear.spread(power, out);
    EXPECT_NEAR(10.0 * std::log10(out[at] / power[at]), 0.0, 1e-6);  // its own filter lets all through
    // Downwards the slope does not depend on the level: about 25 dB four filters away.
    EXPECT_LT(10.0 * std::log10(out[at - 8] / power[at]), -20.0);
    return 10.0 * std::log10(out[at + 8] / power[at]);
  };
  const double loud = slope_up(-10.0), soft = slope_up(-60.0);
  EXPECT_GT(loud, soft + 10.0);
}

class PlantedMasker : public testing::TestWithParam<std::pair<double, double>> {};

TEST_P(PlantedMasker, IsToldThereAndNowhereElse) {
  const auto [low, high] = GetParam();
  // Equal power in each of the ear's bands would be hard to make from sines; pink in octaves is near.
  std::vector<float> sound(static_cast<std::size_t>(4.0 * kRate));
  for (double edge = 100.0; edge < 9000.0; edge *= 1.3) {
    const auto band = band_noise(edge, 1.3 * edge, 0.02, 4.0, static_cast<unsigned>(edge));
    for (std::size_t i = 0; i < sound.size(); ++i) sound[i] += band[i];
  }
  const auto masker = band_noise(low, high, 0.02 * std::sqrt(std::log(high / low) / std::log(1.3)) * std::pow(10.0, 10.0 / 20.0), 4.0, 5);
  const auto innocent = band_noise(low, high, 0.0001, 4.0, 6);
  const auto a = frames_of(sound), b = frames_of(masker), c = frames_of(innocent);
  const ErbFrames* const others[] = {&c, &b};
  const MaskingMap map = masking(a, others);
  ASSERT_EQ(map.bands.size(), 1u);
  const CoveredBand& found = map.bands[0];
  EXPECT_EQ(found.by, 1u);
  EXPECT_GT(found.degree, 0.7);
  EXPECT_NEAR(found.excess_db, 10.0, 3.0);
  EXPECT_NEAR(std::log2(found.centre_hz / std::sqrt(low * high)), 0.0, 0.25);
  for (std::size_t band = 0; band < kErbBands; ++band) {
    const double from_low = erb_number(low) - erb_number(erb_band_hertz(band)),
                 from_high = erb_number(erb_band_hertz(band)) - erb_number(high);
    EXPECT_LT(map.by[0].degree[band], 0.01);
    // What spreads reaches two filters down and, since it is loud, four up.
    if (from_low > 2.0 || from_high > 4.0) {
      EXPECT_LT(map.by[1].degree[band], 0.1) << erb_band_hertz(band);
    }
    if (from_low < -0.5 && from_high < -0.5) {
      EXPECT_GT(map.by[1].degree[band], 0.8) << erb_band_hertz(band);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Bands, PlantedMasker,
                         testing::Values(std::pair{250.0, 400.0}, std::pair{1000.0, 1500.0}, std::pair{3000.0, 4500.0}));

// A sound as it comes out of the pan knob: -1 left, 1 right, constant power.
ErbFrames panned(const std::vector<float>& sound, double pan) {
  std::vector<float> left = sound, right = sound;
  const double angle = 0.25 * std::numbers::pi * (pan + 1.0);
  for (float& sample : left) sample *= static_cast<float>(std::sqrt(2.0) * std::cos(angle));
  for (float& sample : right) sample *= static_cast<float>(std::sqrt(2.0) * std::sin(angle));
  ErbLevels levels(kRate, static_cast<Frames>(sound.size()));
  const float* const both[] = {left.data(), right.data()};
  levels.process(both, static_cast<int>(sound.size()));
  return levels.finish();
}

TEST(StereoPlace, TheSamePlaceHelpsNothingAndApartHelpsAtEachFrequency) {
  const auto sound = band_noise(100.0, 8000.0, 0.05, 2.0, 2);
  const auto ears = [&](double pan) { return at_the_ears(panned(sound, pan).sides); };
  for (const double pan : {-1.0, -0.4, 0.0, 1.0})
    for (const double relief : relief_db(ears(pan), ears(pan))) EXPECT_NEAR(relief, 0.0, 0.05) << pan;
  const ErbBands far = relief_db(ears(-1.0), ears(1.0)), near = relief_db(ears(-0.3), ears(0.3));
  for (const double hertz : {200.0, 500.0, 2000.0, 6000.0}) {
    const std::size_t band = erb_band_at(hertz);
    EXPECT_GT(far[band], near[band]) << hertz;
    EXPECT_GT(near[band], 0.3) << hertz;
    EXPECT_LT(far[band], 18.0) << hertz;
  }
  // Both sides are alike.
  const ErbBands back = relief_db(ears(1.0), ears(-1.0));
  for (std::size_t band = 0; band < kErbBands; ++band) EXPECT_NEAR(back[band], far[band], 0.01);
}

// What listeners gain when a tone in noise is turned over in one ear: 11 to 15 dB about 500 Hz, 2 to 3 dB at high frequencies (the review
// of N. I. Durlach and H. S. Colburn, "Binaural phenomena", in Handbook of Perception 4, 1978). The model stays below.
TEST(StereoPlace, ATurnedToneIsHeardAsListenersDo) {
  EarBands noise, tone;
  noise.left.fill(1.0), noise.right.fill(1.0), noise.coherence.fill(1.0);
  tone = noise;
  tone.phase.fill(std::numbers::pi);
  const ErbBands relief = relief_db(tone, noise);
  EXPECT_NEAR(relief[erb_band_at(500.0)], 11.0, 1.5);
  EXPECT_LT(relief[erb_band_at(4000.0)], 3.0);
}

TEST(Masking, WhatIsPannedApartCoversLess) {
  const auto sound = band_noise(500.0, 2000.0, 0.05, 3.0, 2), masker = band_noise(500.0, 2000.0, 0.07, 3.0, 3);
  const auto lost = [&](double pan_a, double pan_b) {
    const auto a = panned(sound, pan_a), b = panned(masker, pan_b);
    const ErbFrames* const others[] = {&b};
    const MaskingMap map = masking(a, others);
    double sum = 0.0;
    for (std::size_t band = 0; band < kErbBands; ++band) sum += map.presence[band] * map.all.degree[band];
    return sum;
  };
  const double together = lost(0.0, 0.0), side = lost(-1.0, -1.0), apart = lost(-0.5, 0.5), far = lost(-1.0, 1.0);
  EXPECT_GT(together, 0.5);
  EXPECT_NEAR(side, together, 0.02);
  EXPECT_LT(apart, together - 0.1);
  EXPECT_LT(far, apart);
  EXPECT_LT(far, 0.15);
}

TEST(Masking, TwoOnBothSidesCoverTheMiddleMoreThanOne) {
  const auto sound = band_noise(500.0, 2000.0, 0.05, 3.0, 2);
  const auto a = panned(sound, 0.0), left = panned(band_noise(500.0, 2000.0, 0.07, 3.0, 3), -1.0),
             right = panned(band_noise(500.0, 2000.0, 0.07, 3.0, 4), 1.0);
  const ErbFrames* const one[] = {&left};
  const ErbFrames* const two[] = {&left, &right};
  const std::size_t band = erb_band_at(1000.0);
  const MaskingMap with_one = masking(a, one), with_two = masking(a, two);
  EXPECT_GT(with_two.all.degree[band], with_one.all.degree[band] + 0.1);
  EXPECT_LT(with_two.all.relief[band], with_one.all.relief[band]);
}

TEST(Masking, WhatSoundsAtAnotherTimeCoversNothing) {
  auto sound = band_noise(500.0, 2000.0, 0.05, 4.0, 2);
  auto masker = band_noise(500.0, 2000.0, 0.5, 4.0, 3);
  std::fill(sound.begin() + 90000, sound.end(), 0.0f);
  std::fill(masker.begin(), masker.begin() + 98000, 0.0f);
  const auto a = frames_of(sound), b = frames_of(masker);
  const ErbFrames* const others[] = {&b};
  const MaskingMap map = masking(a, others);
  EXPECT_TRUE(map.bands.empty());
}

TEST(Masking, PresenceSumsToOneAndSilenceHasNone) {
  const auto a = frames_of(band_noise(500.0, 2000.0, 0.05, 2.0, 2)), silence = frames_of(std::vector<float>(96000));
  const ErbFrames* const others[] = {&silence};
  const MaskingMap map = masking(a, others);
  double sum = 0.0;
  for (const double share : map.presence) sum += share;
  EXPECT_NEAR(sum, 1.0, 1e-9);
  EXPECT_TRUE(map.bands.empty());
  const ErbFrames* const loud[] = {&a};
  EXPECT_TRUE(masking(silence, loud).bands.empty());
}

}  // namespace
}  // namespace sweetspot
