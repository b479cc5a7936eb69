#include "engine/analysis/onsets.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>

namespace sweetspot {
namespace {

constexpr double kRate = 48000.0;
using Sound = std::vector<float>;

MonoReader reader_of(const Sound& sound) {
  return [&sound](Frames from, int frames, float* out) { std::copy_n(sound.begin() + from, frames, out); };
}

std::vector<Onset> onsets_of(const Sound& sound, double rate = kRate) {
  return find_onsets(reader_of(sound), static_cast<Frames>(sound.size()), rate);
}

// Hits of decaying noise, each at a time that is known to the sample.
void add_hit(Sound& sound, Frames at, double level, double seconds, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<double> noise(0.0, 0.3);
  for (std::size_t i = 0; i < static_cast<std::size_t>(4 * seconds * kRate) && static_cast<std::size_t>(at) + i < sound.size(); ++i)
    sound[static_cast<std::size_t>(at) + i] +=
        static_cast<float>(level * noise(random) * std::exp(-static_cast<double>(i) / (seconds * kRate)));
}

// A plucked note: partials that die away, begun within 2 ms.
void add_note(Sound& sound, Frames at, double hertz, double level, double seconds) {
  for (std::size_t i = 0; i < static_cast<std::size_t>(3 * seconds * kRate) && static_cast<std::size_t>(at) + i < sound.size(); ++i) {
    const double t = static_cast<double>(i) / kRate;
    double x = 0.0;
    for (int k = 1; k <= 8; ++k) x += std::sin(2.0 * std::numbers::pi * hertz * k * t) / k;
    sound[static_cast<std::size_t>(at) + i] += static_cast<float>(level * 0.5 * x * std::exp(-t / seconds) * std::min(1.0, t / 0.002));
  }
}

void expect_found(const std::vector<Onset>& found, const std::vector<Frames>& wanted, double within_ms) {
  ASSERT_EQ(found.size(), wanted.size());
  for (std::size_t i = 0; i < wanted.size(); ++i)
    EXPECT_NEAR(static_cast<double>(found[i].at), static_cast<double>(wanted[i]), within_ms * 0.001 * kRate) << i;
}

TEST(Onsets, HitsAreFoundToTheMillisecond) {
  Sound sound(10 * 48000, 0.0f);
  std::vector<Frames> wanted;
  std::mt19937 random(3);
  for (Frames at = 5000; at < 9 * 48000; at += 9000 + random() % 20000) {
    wanted.push_back(at);
    add_hit(sound, at, 0.1 + 0.9 * static_cast<double>(random() % 100) / 100.0, 0.05, static_cast<unsigned>(at));
  }
  expect_found(onsets_of(sound), wanted, 1.0);
}

TEST(Onsets, HitsOverAHeldChordAreFoundAndTheChordIsNot) {
  Sound sound(8 * 48000);
  for (std::size_t i = 0; i < sound.size(); ++i)
    for (const double t = static_cast<double>(i) / kRate; const double hertz : {220.0, 277.2, 329.6})
      sound[i] += static_cast<float>(0.05 * std::sin(2.0 * std::numbers::pi * hertz * t) * std::min(1.0, t));
  std::vector<Frames> wanted;
  for (Frames at = 96000; at < 7 * 48000; at += 24000) {
    wanted.push_back(at);
    add_hit(sound, at, 0.5, 0.03, static_cast<unsigned>(at));
  }
  auto found = onsets_of(sound);
  std::erase_if(found, [](const Onset& onset) { return onset.at < 48000; });  // the chord's own coming
  expect_found(found, wanted, 2.0);
}

TEST(Onsets, NotesAreFoundWhereTheyAreStruck) {
  Sound sound(6 * 48000, 0.0f);
  std::vector<Frames> wanted;
  const double scale[] = {110.0, 130.8, 146.8, 164.8, 196.0, 220.0, 261.6, 293.7};
  for (int i = 0; i < 8; ++i) {
    wanted.push_back(9600 + i * 30000);
    add_note(sound, wanted.back(), scale[i], 0.4, 0.4);
  }
  expect_found(onsets_of(sound), wanted, 4.0);
}

TEST(Onsets, VibratoAndSilenceHaveNone) {
  Sound sound(4 * 48000);
  double phase = 0.0;
  for (std::size_t i = 0; i < sound.size(); ++i) {
    const double t = static_cast<double>(i) / kRate, hertz = 440.0 * std::exp2(0.6 / 12.0 * std::sin(2.0 * std::numbers::pi * 6.0 * t));
    phase += 2.0 * std::numbers::pi * hertz / kRate;
    for (int k = 1; k <= 10; ++k) sound[i] += static_cast<float>(0.05 * std::sin(k * phase) / k * std::min(1.0, t / 0.5));
  }
  auto found = onsets_of(sound);
  std::erase_if(found, [](const Onset& onset) { return onset.at < 24000; });
  EXPECT_TRUE(found.empty()) << found.size();
  EXPECT_TRUE(onsets_of(Sound(48000, 0.0f)).empty());
  EXPECT_TRUE(onsets_of(Sound(1, 0.5f)).size() <= 1);
  EXPECT_TRUE(onsets_of({}).empty());
}

TEST(Onsets, OtherRatesGiveTheSameTimes) {
  Sound sound(2 * 96000, 0.0f);
  std::mt19937 random(9);
  std::normal_distribution<double> noise(0.0, 0.2);
  for (const std::size_t at : {20000u, 70000u, 130000u})
    for (std::size_t i = 0; i < 20000; ++i) sound[at + i] += static_cast<float>(noise(random) * std::exp(-static_cast<double>(i) / 4000.0));
  const auto found = onsets_of(sound, 96000.0);
  ASSERT_EQ(found.size(), 3u);
  EXPECT_NEAR(static_cast<double>(found[1].at), 70000.0, 96.0);
}

TEST(Onsets, CanBeCancelled) {
  const Sound sound(10 * 48000, 0.1f);
  std::atomic<bool> cancel{true};
  EXPECT_THROW(find_onsets(reader_of(sound), static_cast<Frames>(sound.size()), kRate, {.report = {}, .cancel = &cancel}), Cancelled);
}

}  // namespace
}  // namespace sweetspot
