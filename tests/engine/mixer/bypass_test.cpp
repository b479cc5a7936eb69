// Bypassing any processor of the registry while it plays: no click, and what is left is the sound that went in, as late as the processor
// is.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "engine/processors/registry.h"
#include "tests/engine/mixer/mix_rig.h"

namespace sweetspot::rig {
namespace {

constexpr int kPart = 48000;

class Bypass : public ::testing::TestWithParam<const ProcessorType*> {};

std::vector<float> stretch(const std::vector<float>& sound, int from, int to) { return {sound.begin() + from, sound.begin() + to}; }

TEST_P(Bypass, NeitherClicksNorLeavesATrace) {
  const ProcessorType& type = *GetParam();
  Desk desk;
  Strip& track = desk.track(20, sine(440.0, 4 * kPart, 48000.0, 0.25));
  track.fader.pan = -1.0;
  Device& device = desk.device(track, 30, type.id);
  Assets assets = desk.assets();
  assets.find = nullptr;
  const auto plan = compile(desk.session(), nullptr, assets);
  const auto set_bypassed = [&](bool bypassed) {
    device.bypassed = bypassed;
    plan->update(*desk.session());
  };
  std::vector<float> out;
  const auto play = [&](int frames) {
    const auto next = run_plan(*plan, static_cast<Frames>(out.size()), frames, {.block = 0}, false).left;
    out.insert(out.end(), next.begin(), next.end());
  };
  play(kPart);
  set_bypassed(true);
  play(kPart);
  set_bypassed(false);
  play(kPart);

  const auto late = static_cast<std::size_t>(plan->mix_latency());
  const auto in = sine(440.0, 4 * kPart, 48000.0, 0.25)[0];
  for (std::size_t i = kPart + 4800; i < 2 * kPart; ++i) ASSERT_EQ(out[i], in[i - late]) << i;
  const double own = std::max({largest_step(stretch(out, kPart / 2, kPart)), largest_step(stretch(out, 3 * kPart / 2, 2 * kPart)),
                               largest_step(stretch(out, 5 * kPart / 2, 3 * kPart))});
  EXPECT_LT(largest_step(stretch(out, kPart - 100, kPart + 4800)), 1.1 * own);
  EXPECT_LT(largest_step(stretch(out, 2 * kPart - 100, 2 * kPart + 4800)), 1.1 * own);
}

INSTANTIATE_TEST_SUITE_P(Registry, Bypass, ::testing::ValuesIn(all_processors().begin(), all_processors().end()),
                         [](const auto& tested) { return tested.param->id; });

}  // namespace
}  // namespace sweetspot::rig
