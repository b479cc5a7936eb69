// The sum is exact, and does not depend on blocks or threads.
#include <gtest/gtest.h>

#include <numbers>

#include "engine/core/error.h"
#include "tests/engine/mixer/mix_rig.h"

namespace sweetspot {
namespace {

using namespace rig;

constexpr int kFrames = 20000;

TEST(Sum, ThirtyTwoTracksNullAgainstDoublePrecision) {
  Desk desk;
  std::mt19937 random(7);
  std::uniform_real_distribution<double> gain(-30.0, 0.0);
  std::uniform_real_distribution<double> pan(-1.0, 1.0);
  std::vector<double> left(kFrames), right(kFrames);
  for (unsigned i = 0; i < 32; ++i) {
    const int channels = i % 3 == 0 ? 2 : 1;
    const Sound sound = noise(channels, kFrames, i);
    Strip& strip = desk.track(100 + i, sound);
    strip.fader.gain_db = gain(random);
    strip.fader.pan = pan(random);
    strip.inverted = i % 5 == 0;
    const double g = (strip.inverted ? -1 : 1) * std::pow(10.0, strip.fader.gain_db / 20.0);
    const double p = strip.fader.pan;
    const double angle = (p + 1.0) * std::numbers::pi / 4.0;
    for (std::size_t k = 0; k < kFrames; ++k) {
      left[k] += g * (channels == 1 ? std::cos(angle) : std::min(1.0, 1.0 - p)) * sound[0][k];
      right[k] += g * (channels == 1 ? std::sin(angle) : std::min(1.0, 1.0 + p)) * sound.back()[k];
    }
  }
  const Stereo out = render(desk, kFrames);
  EXPECT_LT(null_db(out.left, left), -150.0);
  EXPECT_LT(null_db(out.right, right), -150.0);
}

TEST(Sum, InvertedCopyGivesExactSilence) {
  Desk desk;
  const Sound sound = noise(2, kFrames, 3);
  for (const std::uint64_t id : {20, 21}) {
    Strip& strip = desk.track(id, sound);
    strip.fader = {-3.3, 0.2, 1.3, PanLaw::constant_power};
    strip.inverted = id == 21;
  }
  EXPECT_EQ(rms(render(desk, kFrames).left), 0.0);
}

// Through a bus, the mix and the master, each with a level of its own, a sum is rounded once, at the very end.
TEST(Sum, BusesWithoutDevicesLoseNothing) {
  Desk desk;
  Strip& bus = desk.bus(50);
  bus.trim_db = -3.7;
  bus.fader.gain_db = 2.2;
  desk.mix().fader.gain_db = -1.3;
  desk.master().fader.gain_db = -0.7;
  std::vector<double> expected(kFrames);
  for (unsigned i = 0; i < 8; ++i) {
    const Sound sound = noise(2, kFrames, i);
    Strip& strip = desk.track(100 + i, sound);
    strip.fader.gain_db = -2.5 * i;
    strip.output = {50};
    const double gain = std::pow(10.0, (-2.5 * i - 3.7 + 2.2 - 1.3 - 0.7) / 20.0);
    for (std::size_t k = 0; k < kFrames; ++k) expected[k] += gain * sound[0][k];
  }
  EXPECT_LT(null_db(render(desk, kFrames).left, expected), -150.0);
  desk.lane(bus, {{}, {}, "gain"}, {{0, 2.2}, {kFrames, 2.2}});
  EXPECT_LT(null_db(render(desk, kFrames).left, expected), -150.0);
}

TEST(Sum, ABusAndItsInvertedCopyGiveExactSilence) {
  Desk desk;
  for (const std::uint64_t id : {50, 51}) {
    Strip& bus = desk.bus(id);
    bus.fader.gain_db = -3.3;
    bus.inverted = id == 51;
  }
  for (unsigned i = 0; i < 3; ++i) {
    Strip& strip = desk.track(100 + i, noise(1, kFrames, i));
    strip.output = {50};
    desk.send(strip, 4000 + i, 51, 0.0);
  }
  EXPECT_EQ(rms(render(desk, kFrames).left), 0.0);
}

// Tracks with batched and other devices, a bus, sends, moving automation, a latent path and a side-chain.
Desk busy_desk() {
  Desk desk;
  desk.bus(50).devices.clear();
  desk.device(desk.strip(50), 500, "pole", {{"pole", 0.3}});
  desk.bus(51);
  for (unsigned i = 0; i < 24; ++i) {
    Strip& strip = desk.track(100 + i, noise(i % 3 ? 1 : 2, kFrames, i, 0.05f));
    strip.fader.gain_db = -0.5 * i;
    strip.fader.pan = (i % 7) / 3.5 - 1.0;
    if (i % 2) desk.device(strip, 1000 + i, "gain", {{"gain", -1.0 * i}});
    desk.device(strip, 2000 + i, "pole", {{"pole", 0.05 + 0.03 * i}});
    if (i % 4 == 0) desk.device(strip, 3000 + i, "delay", {{"frames", 37.0 + i}}).mix = 0.7;
    if (i % 3 == 0) strip.output = {50};
    if (i % 5 == 0) desk.send(strip, 4000 + i, 51, -6.0);
    if (i % 6 == 0)
      desk.lane(strip, {{}, {}, "gain"}, {{1000, 0.0}, {7001, -40.0, Curve::hold}, {9005, 0.0, Curve::smooth}, {15000, -10.0}});
    if (i % 8 == 0) desk.lane(strip, {{2000 + i}, {}, "pole"}, {{3000, 0.1}, {6001, 0.5}, {6002, 0.2}, {18000, 0.9}});
  }
  desk.device(desk.mix(), 5000, "duck").sidechain = {50};
  desk.device(desk.master(), 5001, "pole", {{"pole", 0.5}});
  desk.device(desk.master(), 5002, "delay");
  return desk;
}

class Identity : public testing::TestWithParam<Cuts> {};

TEST_P(Identity, SamplesDoNotDependOnBlocksOrThreads) {
  const Desk desk = busy_desk();
  const Stereo reference = render(desk, kFrames, {512, 1, false});
  EXPECT_GT(rms(reference.left), 1e-3);
  const Stereo other = render(desk, kFrames, GetParam());
  ASSERT_EQ(reference.left.size(), other.left.size());
  EXPECT_EQ(reference.left, other.left);
  EXPECT_EQ(reference.right, other.right);
  EXPECT_EQ(render(desk, kFrames, {512, 1, false}, false).left, render(desk, kFrames, GetParam(), false).left);
}

INSTANTIATE_TEST_SUITE_P(Cuts, Identity,
                         testing::Values(Cuts{1, 1}, Cuts{32, 1}, Cuts{64, 2}, Cuts{0, 1, false, 5}, Cuts{0, 2, false, 6},
                                         Cuts{0, 3, false, 7}, Cuts{512, 2}, Cuts{512, 1, true}, Cuts{512, 2, true}, Cuts{128, 3, true},
                                         Cuts{0, 2, true, 8}));

TEST(Routing, CycleIsRefusedWithItsPath) {
  Desk desk;
  desk.bus(20, "Drums").output = {21};
  desk.bus(21, "Reverb");
  desk.send(desk.strip(21), 30, 20);
  try {
    compile(desk.session(), nullptr, desk.assets());
    FAIL() << "a cycle was accepted";
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("Drums -> Reverb -> Drums"), std::string::npos) << error.what();
  }
}

TEST(Routing, UnknownDevicePassesItsSoundThrough) {
  Desk desk;
  const Sound sound = noise(2, 4000, 1);
  desk.device(desk.track(20, sound), 30, "from_the_future");
  EXPECT_EQ(render(desk, 4000).left, sound[0]);
}

}  // namespace
}  // namespace sweetspot
