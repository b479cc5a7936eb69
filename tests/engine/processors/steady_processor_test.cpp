// A processor at steady values: its dry sound waits for it, and blocks of any size give the same.
#include "engine/processors/steady_processor.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "engine/processors/registry.h"
#include "tests/support/processor_rig.h"

namespace sweetspot {
namespace {

using testing::noise;
using testing::Sound;

SteadySettings settings_of(std::string_view type, double mix, std::initializer_list<std::pair<const char*, double>> values = {}) {
  const ProcessorType* const found = find_processor(type);
  SteadySettings settings{found, default_values(*found), mix};
  for (const auto& [key, value] : values) settings.values[static_cast<std::size_t>(index_of(found->params, key))] = value;
  return settings;
}

Sound run(const SteadySettings& settings, Sound sound, int block, const Sound* key = nullptr) {
  SteadyProcessor processor(settings, 48000, static_cast<int>(sound.size()));
  const int frames = static_cast<int>(sound[0].size());
  for (int at = 0; at < frames; at += block) {
    float* audio[2] = {sound[0].data() + at, sound.back().data() + at};
    const float* side[2] = {key ? (*key)[0].data() + at : nullptr, key ? key->back().data() + at : nullptr};
    processor.process(audio, std::min(block, frames - at), at,
                      key ? std::span<const float* const>(side, key->size()) : std::span<const float* const>());
  }
  return sound;
}

double peak_between(const Sound& a, std::size_t from_a, const Sound& b, std::size_t count) {
  double most = 0.0;
  for (std::size_t c = 0; c < a.size(); ++c)
    for (std::size_t i = 0; i < count; ++i) most = std::max(most, std::abs(double{a[c][from_a + i]} - b[c][i]));
  return most;
}

// Below its ceiling a limiter only delays; if the dry sound did not wait, the two would comb.
TEST(SteadyProcessor, TheDrySoundWaitsForALatentProcessor) {
  const SteadySettings settings = settings_of("limiter", 0.5);
  const SteadyProcessor processor(settings, 48000, 2);
  ASSERT_GT(processor.latency(), 0);
  const Sound in = noise(2, 20000, 0.1f, 1);
  const Sound out = run(settings, in, 512);
  EXPECT_LT(peak_between(out, static_cast<std::size_t>(processor.latency()), in, 15000), 1e-7);
}

TEST(SteadyProcessor, MixBlendsInAStraightLine) {
  const Sound in = noise(1, 9600, 0.3f, 2);
  const auto at = [&](double mix) { return run(settings_of("gain", mix, {{"gain", -20.0}}), in, 512); };
  const Sound dry = at(0.0), half = at(0.5), wet = at(1.0);
  EXPECT_LT(peak_between(dry, 0, in, 9600), 1e-7);
  for (std::size_t i = 0; i < 9600; ++i) ASSERT_NEAR(half[0][i], 0.5 * (dry[0][i] + wet[0][i]), 1e-7);
}

TEST(SteadyProcessor, BlocksOfAnySizeGiveTheSameSamples) {
  const Sound in = noise(2, 9600, 0.8f, 3);
  const SteadySettings settings = settings_of("compressor", 0.7, {{"threshold", -30.0}, {"lookahead", 3.0}});
  const Sound whole = run(settings, in, 512);
  for (const int block : {1, 37, 64}) EXPECT_EQ(run(settings, in, block), whole) << block;
}

TEST(SteadyProcessor, HearsItsSideChainAndShowsItsMeter) {
  const SteadySettings settings = settings_of("compressor", 1.0, {{"threshold", -30.0}});
  const Sound in = noise(1, 24000, 0.01f, 4), loud = noise(1, 24000, 0.9f, 5);
  EXPECT_LT(peak_between(run(settings, in, 512), 0, in, 24000), 1e-6) << "it is too soft to be compressed";
  EXPECT_GT(peak_between(run(settings, in, 512, &loud), 0, in, 24000), 0.005);

  SteadyProcessor processor(settings, 48000, 1);
  EXPECT_EQ(processor.meter("gain_reduction"), 0.0);
  Sound copy = loud;
  float* audio[1] = {copy[0].data()};
  for (int i = 0; i < 40; ++i) {
    processor.process(audio, 512, i * 512);
    audio[0] += 512;
  }
  EXPECT_GT(processor.meter("gain_reduction"), 6.0);
  EXPECT_EQ(processor.meter("no such meter"), 0.0);
}

}  // namespace
}  // namespace sweetspot
