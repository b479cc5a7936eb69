#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

#include "engine/analysis/pitch.h"
#include "engine/params/spec.h"
#include "engine/processors/registry.h"
#include "tests/support/allocation_guard.h"
#include "tests/support/processor_rig.h"
#include "tests/support/sung.h"

namespace sweetspot::testing {
namespace {

constexpr double kRate = 48000.0;

const ProcessorType& tune() { return *find_processor("tune"); }

std::vector<double> settings(std::initializer_list<std::pair<const char*, const char*>> texts) {
  std::vector<double> values = default_values(tune());
  for (const auto& [key, text] : texts) {
    const int index = index_of(tune().params, key);
    EXPECT_GE(index, 0) << key;
    values[static_cast<std::size_t>(index)] = parse_value(tune().params[static_cast<std::size_t>(index)], text);
  }
  return values;
}

// The output in line with the input.
Sound tuned(const Sound& input, const std::vector<double>& values, double rate = kRate, std::mt19937* splits = nullptr) {
  const auto latency = static_cast<std::size_t>(tune().latency(values, rate));
  Sound padded = input;
  for (auto& channel : padded) channel.resize(channel.size() + latency);
  ProcessorRig rig(tune(), rate, static_cast<int>(input.size()), values);
  Sound out = rig.run(padded, resting_at(values), kMaxBlockFrames, splits);
  for (auto& channel : out) channel.erase(channel.begin(), channel.begin() + static_cast<std::ptrdiff_t>(latency));
  return out;
}

Sound voice_at(double hz, double rate = kRate) {
  Sung voice;
  voice.rate = rate;
  voice.hz = steady(hz);
  return {sing(voice)};
}

std::vector<double> pitch_between(const std::vector<float>& sound, double rate, double from, double to) {
  const PitchTrack track = track_pitch(sound, rate);
  std::vector<double> cents;
  for (std::size_t i = 0; i < track.frames.size(); ++i) {
    if (track.time(i) > from && track.time(i) < to && track.frames[i].voiced)
      cents.push_back(100.0 * midi_from_hz(static_cast<double>(track.frames[i].hz)));
  }
  return cents;
}

struct OffPitch {
  double hz;
  double cents;
  double rate;
};

class FlatAndSharp : public ::testing::TestWithParam<OffPitch> {};

TEST_P(FlatAndSharp, ComesOutWithinACent) {
  const auto [hz, cents, rate] = GetParam();
  const Sound out = tuned(voice_at(cents_above(hz, cents), rate), settings({{"retune", "20"}}), rate);
  for (const double pitch : pitch_between(out[0], rate, 0.3, 0.9)) ASSERT_NEAR(pitch, 100.0 * midi_from_hz(hz), 1.0);
}

INSTANTIATE_TEST_SUITE_P(Voices, FlatAndSharp,
                         ::testing::Values(OffPitch{110.0, -20.0, 48000.0}, OffPitch{220.0, -45.0, 48000.0}, OffPitch{220.0, 40.0, 44100.0},
                                           OffPitch{440.0, -20.0, 96000.0}, OffPitch{659.255, 30.0, 48000.0},
                                           OffPitch{880.0, -30.0, 192000.0}));

TEST(Tune, SawtoothIsTunedToo) {
  Sung saw;
  saw.hz = steady(cents_above(220.0, -20.0));
  saw.level = [](double f) { return 100.0 / f; };
  const Sound out = tuned({sing(saw)}, settings({{"retune", "0"}}));
  for (const double pitch : pitch_between(out[0], kRate, 0.2, 0.9)) ASSERT_NEAR(pitch, 5700.0, 1.0);
}

TEST(Tune, WhatIsInTunePassesBitByBit) {
  const Sound input = voice_at(440.0);
  EXPECT_EQ(tuned(input, settings({})), input);
}

TEST(Tune, NoiseAndSilencePassBitByBit) {
  const Sound input = noise(2, 24000, 0.3f, 3);
  EXPECT_EQ(tuned(input, settings({{"retune", "0"}})), input);
}

TEST(Tune, StrengthIsTheShareThatIsCorrected) {
  const Sound out = tuned(voice_at(cents_above(440.0, -40.0)), settings({{"strength", "50"}, {"retune", "10"}}));
  for (const double pitch : pitch_between(out[0], kRate, 0.3, 0.9)) ASSERT_NEAR(pitch, 6880.0, 1.0);
}

TEST(Tune, OnlyNotesOfTheScaleAreAimedAt) {
  const Sound input = voice_at(cents_above(440.0, 140.0));  // between A# and B
  const auto in_key = settings({{"key", "C"}, {"scale", "major"}, {"retune", "0"}});
  for (const double pitch : pitch_between(tuned(input, in_key)[0], kRate, 0.2, 0.9)) ASSERT_NEAR(pitch, 7100.0, 1.0);
  const auto only_a = settings({{"scale", "custom"}, {"note_a_sharp", "off"}, {"note_b", "off"}, {"note_c", "off"}, {"retune", "0"}});
  for (const double pitch : pitch_between(tuned(input, only_a)[0], kRate, 0.2, 0.9)) ASSERT_NEAR(pitch, 6900.0, 1.0);
}

double spread(const std::vector<double>& cents) {
  const auto [low, high] = std::minmax_element(cents.begin(), cents.end());
  return *high - *low;
}

TEST(Tune, VibratoIsKeptOrFlattened) {
  Sung voice;
  voice.seconds = 1.5;
  voice.hz = [](double t) { return cents_above(330.0, -15.0 + 40.0 * std::sin(2.0 * std::numbers::pi * 5.5 * t)); };
  const Sound input{sing(voice)};
  EXPECT_GT(spread(pitch_between(tuned(input, settings({{"retune", "50"}}))[0], kRate, 0.4, 1.3)), 70.0);
  EXPECT_LT(spread(pitch_between(tuned(input, settings({{"retune", "0"}, {"vibrato", "flatten"}}))[0], kRate, 0.4, 1.3)), 25.0);
}

TEST(Tune, AnyCutIntoBlocksGivesTheSameVoice) {
  Sung voice;
  voice.hz = [](double t) { return t < 0.5 ? cents_above(220.0, 35.0) : cents_above(294.0, -30.0 * t); };
  const Sound input{sing(voice)};
  const auto values = settings({{"retune", "0"}, {"formants", "shift"}});
  const Sound whole = tuned(input, values);
  for (unsigned seed = 1; seed <= 3; ++seed) {
    std::mt19937 splits(seed);
    EXPECT_EQ(tuned(input, values, kRate, &splits), whole);
  }
}

TEST(Tune, SingingTakesNoMemoryAndNoLock) {
  if (!kAllocationGuardWorks) GTEST_SKIP() << "the sanitizer has malloc to itself";
  const Sound input = voice_at(cents_above(196.0, 30.0));
  for (const char* formants : {"keep", "shift"}) {
    const auto values = settings({{"retune", "5"}, {"formants", formants}});
    ProcessorRig rig(tune(), kRate, 1, values);
    const AllocationGuard guard;
    rig.run(input, resting_at(values), 64);
    EXPECT_EQ(guard.offences().all(), 0u);
  }
}

TEST(Tune, ChannelsMoveTogether) {
  Sound input = voice_at(cents_above(220.0, -30.0));
  input.push_back(input[0]);
  for (float& x : input[1]) x *= 0.5f;
  const Sound out = tuned(input, settings({{"retune", "0"}}));
  for (std::size_t n = 0; n < out[0].size(); ++n) ASSERT_NEAR(out[1][n], 0.5f * out[0][n], 1e-6f);
}

TEST(Tune, FormantsStayOrMoveWithThePitch) {
  // A narrow formant on the tenth harmonic; up a fourth it is either still there, or a fourth higher.
  Sung voice;
  voice.seconds = 1.0;
  voice.hz = steady(110.0);
  voice.level = [](double f) { return 0.02 + std::exp(-std::pow((f - 1100.0) / 150.0, 2.0)); };
  const Sound input{sing(voice)};
  const auto energy_at = [](const std::vector<float>& x, double hz) {
    double re = 0.0, im = 0.0;
    for (std::size_t n = 20000; n < 40000; ++n) {
      const double w = 0.5 - 0.5 * std::cos(2.0 * std::numbers::pi * static_cast<double>(n - 20000) / 20000.0);
      re += w * static_cast<double>(x[n]) * std::cos(2.0 * std::numbers::pi * hz * static_cast<double>(n) / kRate);
      im += w * static_cast<double>(x[n]) * std::sin(2.0 * std::numbers::pi * hz * static_cast<double>(n) / kRate);
    }
    return 10.0 * std::log10(re * re + im * im);
  };
  // Up to the only note allowed, D3: 5 semitones, harmonics at multiples of 146.83 Hz.
  const double d3 = 146.8324;
  const auto only_d = [](const char* formants) {
    return settings({{"scale", "custom"},
                     {"formants", formants},
                     {"retune", "0"},
                     {"note_c", "off"},
                     {"note_c_sharp", "off"},
                     {"note_d_sharp", "off"},
                     {"note_e", "off"},
                     {"note_f", "off"},
                     {"note_f_sharp", "off"},
                     {"note_g", "off"},
                     {"note_g_sharp", "off"},
                     {"note_a", "off"},
                     {"note_a_sharp", "off"},
                     {"note_b", "off"}});
  };
  const Sound keep = tuned(input, only_d("keep")), shift = tuned(input, only_d("shift"));
  EXPECT_GT(energy_at(keep[0], 7.0 * d3), energy_at(keep[0], 10.0 * d3) + 6.0);
  EXPECT_GT(energy_at(shift[0], 10.0 * d3), energy_at(shift[0], 7.0 * d3) + 6.0);
}

TEST(Tune, MetersShowHowFarOffAndHowMuchIsCorrected) {
  const auto values = settings({{"retune", "0"}});
  auto processor = tune().make();
  processor->prepare({kRate, 1, 512}, values);
  Sound sound = voice_at(cents_above(440.0, -25.0));
  const std::vector<ParamRamp> ramps = ramps_at(values);
  float meters[2] = {};
  for (int n = 0; n + 512 <= 40000; n += 512) {
    float* audio[] = {sound[0].data() + n};
    ProcessBlock block;
    block.audio = audio;
    block.frames = 512;
    block.params = ramps;
    block.meters = meters;
    processor->process(block);
  }
  ASSERT_EQ(tune().meters.size(), 2u);
  EXPECT_NEAR(meters[0], -25.0f, 1.0f);
  EXPECT_NEAR(meters[1], 25.0f, 1.0f);
}

}  // namespace
}  // namespace sweetspot::testing
