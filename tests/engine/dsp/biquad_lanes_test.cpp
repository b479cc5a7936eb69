// The vector kernels against the difference equation written out.
#include "engine/dsp/biquad_lanes.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <vector>

#include "engine/dsp/matched_cascade.h"

namespace sweetspot::dsp {
namespace {

std::vector<Biquad> some_sections(int count, std::mt19937& random) {
  std::uniform_real_distribution<double> unit(0.0, 1.0);
  MatchedCascade design;
  std::vector<Biquad> sections;
  for (int i = 0; i < count; ++i)
    sections.push_back(design.add(analog_bell(24.0 * unit(random) - 12.0, 0.5 + 3.0 * unit(random)), 0.003 + 2.0 * unit(random)));
  return sections;
}

struct Channels {
  std::vector<Biquad> sections;
  std::vector<BiquadState> states;
  std::vector<std::vector<float>> audio;
  std::vector<float*> pointers;

  CascadeBlock block(int at = 0) {
    pointers.clear();
    for (auto& channel : audio) pointers.push_back(channel.data() + at);
    return {sections, states.data(), pointers.data(), static_cast<int>(audio.size())};
  }
};

Channels make_channels(int channels, int sections, int frames, std::mt19937& random) {
  std::uniform_real_distribution<float> sample(-1.0f, 1.0f);
  Channels made;
  made.sections = some_sections(sections, random);
  made.states.resize(static_cast<std::size_t>(sections));
  made.audio.assign(static_cast<std::size_t>(channels), std::vector<float>(static_cast<std::size_t>(frames)));
  for (auto& channel : made.audio)
    for (float& x : channel) x = random() % 50 == 0 ? -0.0f : sample(random);
  return made;
}

TEST(BiquadLanes, AgreesWithTheDifferenceEquation) {
  std::mt19937 random(1);
  for (const int sections : {1, 2, 3, 4, 5, 7, 9, 33, kLongestCascade})
    for (const int channels : {1, 2}) {
      Channels made = make_channels(channels, sections, 500, random);
      std::vector<std::vector<double>> wanted;
      for (const auto& channel : made.audio) wanted.emplace_back(channel.begin(), channel.end());
      std::vector<BiquadState> states(made.states.size());
      for (int channel = 0; channel < channels; ++channel)
        for (double& x : wanted[static_cast<std::size_t>(channel)])
          for (std::size_t k = 0; k < made.sections.size(); ++k) x = tick(made.sections[k], states[k], channel, x);

      run_cascade(made.block(), 300);
      run_cascade(made.block(300), 200);
      for (std::size_t channel = 0; channel < made.audio.size(); ++channel)
        for (std::size_t i = 0; i < 500; ++i) {
          const double scale = 1.0 + std::abs(wanted[channel][i]);
          ASSERT_NEAR(made.audio[channel][i], wanted[channel][i], 1e-7 * scale) << sections << " sections, frame " << i;
        }
    }
}

// Any mix of lengths and widths together is bit-identical to each alone.
TEST(BiquadLanes, TogetherEqualsAlone) {
  std::mt19937 random(2);
  for (int round = 0; round < 40; ++round) {
    std::vector<Channels> together;
    for (int lanes = 0; lanes < kCascadeLanes - 1;) {
      const int channels = 1 + static_cast<int>(random() % 2);
      together.push_back(make_channels(channels, 1 + static_cast<int>(random() % kCascadeSections), 600, random));
      lanes += channels;
      if (random() % 8 == 0) break;
    }
    if (round % 4 == 0) {
      together[0].audio[0][7] = std::numeric_limits<float>::quiet_NaN();
      together[0].audio[0][9] = std::numeric_limits<float>::infinity();
    }
    std::vector<Channels> alone = together;
    for (int at = 0; at < 512;) {
      const int frames = std::min(512 - at, 1 + static_cast<int>(random() % 300));
      std::vector<CascadeBlock> blocks;
      for (Channels& channels : together) blocks.push_back(channels.block(at));
      run_cascades(blocks, frames);
      for (Channels& channels : alone) run_cascade(channels.block(at), frames);
      at += frames;
    }
    for (std::size_t i = 0; i < alone.size(); ++i)
      for (std::size_t channel = 0; channel < alone[i].audio.size(); ++channel)
        ASSERT_EQ(std::memcmp(alone[i].audio[channel].data(), together[i].audio[channel].data(), 600 * sizeof(float)), 0) << round;
  }
}

TEST(BiquadLanes, WhatIsNotFiniteCountsAsSilence) {
  std::mt19937 random(3);
  Channels bad = make_channels(1, 3, 200, random);
  Channels good = bad;
  bad.audio[0][50] = std::numeric_limits<float>::quiet_NaN();
  bad.audio[0][60] = -std::numeric_limits<float>::infinity();
  good.audio[0][50] = good.audio[0][60] = 0.0f;
  run_cascade(bad.block(), 200);
  run_cascade(good.block(), 200);
  EXPECT_EQ(bad.audio[0], good.audio[0]);
}

}  // namespace
}  // namespace sweetspot::dsp
