// What a watched device leaves for the eyes.
#include <gtest/gtest.h>

#include <vector>

#include "engine/realtime/signal_tap.h"
#include "tests/engine/mixer/mix_rig.h"

namespace sweetspot::rig {
namespace {

constexpr int kFrames = 9000;

std::vector<float> newest(const SignalTap& tap, SignalTap::Side side, std::size_t channel, std::size_t frames) {
  std::vector<float> sound(frames);
  EXPECT_TRUE(tap.read(side, channel, sound));
  return sound;
}

TEST(SignalTap, ShowsADeviceBeforeAndAfterItsGain) {
  Desk desk;
  Strip& track = desk.track(10, noise(2, kFrames, 1));
  Device& gain = desk.device(track, 20, "gain", {{"gain", -6.0}});
  const auto plan = compile(desk.session(), nullptr, desk.assets());
  const SignalTap* const tap = plan->watch(gain.id, true);
  ASSERT_NE(tap, nullptr);
  run_plan(*plan, 0, kFrames, {.block = 0});
  EXPECT_EQ(tap->written(), static_cast<std::uint64_t>(kFrames));
  const Sound wanted = noise(2, kFrames, 1);
  for (std::size_t c = 0; c < 2; ++c) {
    const auto before = newest(*tap, SignalTap::before, c, 4096);
    const auto after = newest(*tap, SignalTap::after, c, 4096);
    for (std::size_t i = 0; i < before.size(); ++i) {
      ASSERT_EQ(before[i], wanted[c][kFrames - 4096 + i]);
      ASSERT_NEAR(after[i], before[i] * std::pow(10.0, -6.0 / 20.0), 1e-6);
    }
  }
}

TEST(SignalTap, StopsWhenNobodyWatches) {
  Desk desk;
  Strip& track = desk.track(10, noise(1, kFrames, 1));
  Device& gain = desk.device(track, 20, "gain");
  const auto plan = compile(desk.session(), nullptr, desk.assets());
  const SignalTap* const tap = plan->watch(gain.id, true);
  run_plan(*plan, 0, 1000);
  EXPECT_EQ(plan->watch(gain.id, false), nullptr);
  run_plan(*plan, 1000, 1000);
  EXPECT_EQ(tap->written(), 1000u);
  EXPECT_EQ(plan->watch(DeviceId{999}, true), nullptr);
}

// A reader that the writer overtakes while it copies must be told. The ring holds 16384 frames: the newest 16000 are too close to
// what is written next.
TEST(SignalTap, RefusesWhatMayBeOverwritten) {
  SignalTap tap;
  std::vector<float> block(512, 0.5f);
  float* const audio[1] = {block.data()};
  for (int i = 0; i < 40; ++i)
    for (const SignalTap::Side side : {SignalTap::before, SignalTap::after}) tap.write(side, audio, 1, 512);
  std::vector<float> sound(8192);
  EXPECT_TRUE(tap.read(SignalTap::after, 1, sound));
  EXPECT_EQ(sound.front(), 0.5f);
  sound.resize(16000);
  EXPECT_FALSE(tap.read(SignalTap::after, 1, sound));
}

}  // namespace
}  // namespace sweetspot::rig
