// Parallel paths meet to the sample: an inverted copy through a latent path cancels.
#include <gtest/gtest.h>

#include "tests/engine/mixer/mix_rig.h"

namespace sweetspot {
namespace {

using namespace rig;

constexpr int kFrames = 12000;

// Two copies of one noise, the second inverted.
Desk opposed() {
  Desk desk;
  const Sound sound = noise(2, kFrames, 11);
  desk.track(20, sound);
  desk.track(21, sound).inverted = true;
  return desk;
}

void expect_silence(const Desk& desk) {
  EXPECT_EQ(rms(render(desk, kFrames).left), 0.0);
  EXPECT_EQ(rms(render(desk, kFrames, {0, 2, true}).right), 0.0);
}

TEST(Latency, LatentInsertCancels) {
  Desk desk = opposed();
  desk.device(desk.strip(21), 30, "delay", {{"frames", 333}});
  expect_silence(desk);
}

TEST(Latency, LatentBusCancels) {
  Desk desk = opposed();
  desk.bus(22);
  desk.strip(21).output = {22};
  desk.device(desk.strip(22), 30, "delay", {{"frames", 2000}});
  desk.device(desk.strip(20), 31, "delay", {{"frames", 77}});
  expect_silence(desk);
}

TEST(Latency, LatentSendCancelsTheDirectSound) {
  Desk desk;
  desk.track(20, noise(2, kFrames, 12));
  desk.send(desk.strip(20), 40, 22).pre_fader = true;
  Strip& bus = desk.bus(22);
  bus.inverted = true;
  desk.device(bus, 30, "delay", {{"frames", 100}});
  desk.device(bus, 31, "delay", {{"frames", 55}});
  expect_silence(desk);
}

TEST(Latency, BypassAndDryKeepTheDelay) {
  for (const double mix : {0.0, 0.25, 1.0}) {
    for (const bool bypassed : {false, true}) {
      Desk desk = opposed();
      Device& device = desk.device(desk.strip(21), 30, "delay", {{"frames", 333}});
      device.mix = mix;
      device.bypassed = bypassed;
      EXPECT_LT(rms(render(desk, kFrames).left), 1e-8) << mix << bypassed;
    }
  }
}

TEST(Latency, TotalIsReported) {
  Desk desk = opposed();
  desk.device(desk.strip(21), 30, "delay", {{"frames", 300}});
  desk.device(desk.mix(), 31, "delay", {{"frames", 20}});
  desk.device(desk.master(), 32, "delay", {{"frames", 5}});
  const auto plan = compile(desk.session(), nullptr, desk.assets());
  EXPECT_EQ(plan->mix_latency(), 320);
  EXPECT_EQ(plan->latency(), 325);
}

// A click on the key track must silence exactly its own frame of the steady track, wherever the delays are.
void expect_ducked_at(const Desk& desk, std::uint64_t latency) {
  const auto plan = compile(desk.session(), nullptr, desk.assets());
  EXPECT_EQ(static_cast<std::uint64_t>(plan->mix_latency()), latency);
  const std::vector<float> out = run_plan(*plan, 0, 4000).left;
  for (std::size_t i = latency; i < 4000; ++i) EXPECT_EQ(out[i] == 0.0f, i == 1000 + latency) << i;
}

Desk keyed() {
  Desk desk;
  Sound click = constant(1, 4000, 0.0f);
  click[0][1000] = 1.0f;
  desk.track(20, constant(2, 4000, 0.5f));
  desk.track(21, click).output = {22};
  desk.bus(22, "Unheard");
  desk.strip(22).fader.gain_db = kSilenceDb;
  return desk;
}

TEST(Latency, SideChainComesEarlier) {
  Desk desk = keyed();
  desk.device(desk.strip(20), 30, "delay", {{"frames", 200}});
  desk.device(desk.strip(20), 31, "duck").sidechain = {21};
  expect_ducked_at(desk, 200);
}

TEST(Latency, SideChainComesLater) {
  Desk desk = keyed();
  desk.device(desk.strip(21), 30, "delay", {{"frames", 200}});
  desk.device(desk.strip(20), 31, "duck").sidechain = {21};
  expect_ducked_at(desk, 200);
}

TEST(Latency, AutomationMeetsTheSoundItWasSetAt) {
  Desk desk;
  Strip& strip = desk.track(20, constant(2, 4000, 0.5f));
  desk.device(strip, 30, "delay", {{"frames", 201}});
  desk.device(strip, 31, "probe");
  desk.lane(strip, {{31}, {}, "value"}, {{0, 0.0, Curve::hold}, {1003, 1.0}});
  desk.device(desk.mix(), 32, "delay", {{"frames", 100}});
  desk.lane(desk.mix(), {{}, {}, "gain"}, {{0, 0.0, Curve::hold}, {2005, -144.0}});
  const std::vector<float> out = render(desk, 4000).left;
  EXPECT_EQ(out[301 + 1002], 0.5f);
  EXPECT_EQ(out[301 + 1003], 1.5f);
  EXPECT_EQ(out[301 + 2004], 1.5f);
  EXPECT_EQ(out[301 + 2005], 0.0f);
}

TEST(Latency, TapsLineUpWithTheMix) {
  Desk desk;
  const Sound sound = noise(2, kFrames, 5);
  desk.track(20, sound);
  desk.track(21, noise(2, kFrames, 6));
  desk.device(desk.strip(21), 30, "delay", {{"frames", 150}});
  const auto plan = compile(desk.session(), nullptr, desk.assets(), {{StripId{20}}});
  std::vector<float> left(512), right(512);
  plan->run(0, 512, true, nullptr);
  ASSERT_TRUE(plan->tap({20}, left.data(), right.data()));
  EXPECT_FALSE(plan->tap({21}, left.data(), right.data()));
  for (std::size_t i = 150; i < 512; ++i) ASSERT_EQ(left[i], sound[0][i - 150]);
}

}  // namespace
}  // namespace sweetspot
