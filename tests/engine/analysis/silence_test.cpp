#include "engine/analysis/silence.h"

#include <random>

#include <gmock/gmock.h>

namespace sweetspot {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr double kRate = 48000.0;

// Five seconds of noise at -80 dB with bursts at -20 dB.
std::vector<float> bursts(std::initializer_list<std::pair<int, int>> at) {
  std::mt19937 random(3);
  std::vector<float> x(5 * 48000);
  for (float& sample : x) sample = (random() % 2 ? 1e-4f : -1e-4f);
  for (const auto& [from, to] : at)
    for (int i = from; i < to; ++i) x[static_cast<std::size_t>(i)] = i % 2 ? 0.1f : -0.1f;
  return x;
}

std::vector<SoundingSpan> find(const std::vector<float>& x, const SilenceSettings& settings, int block = 1000) {
  SilenceFinder finder(settings, kRate);
  for (std::size_t at = 0; at < x.size(); at += static_cast<std::size_t>(block)) {
    const float* const audio[] = {x.data() + at};
    finder.process(audio, 1, static_cast<int>(std::min<std::size_t>(static_cast<std::size_t>(block), x.size() - at)));
  }
  return finder.spans();
}

TEST(Silence, FindsBurstsToTheFrame) {
  const SilenceSettings bare{.before = 0.0, .after = 0.0};
  const auto x = bursts({{10000, 30000}, {60000, 100000}});
  EXPECT_THAT(find(x, bare), ElementsAre(SoundingSpan{10000, 30000}, SoundingSpan{60000, 100000}));
  EXPECT_EQ(find(x, bare, 7), find(x, bare, 240000));
}

TEST(Silence, KeepsTheAttackAndTheDecayInsideTheRecording) {
  const auto x = bursts({{100, 30000}, {235200, 240000}});
  EXPECT_THAT(find(x, {.before = 0.02, .after = 0.1}), ElementsAre(SoundingSpan{0, 34800}, SoundingSpan{235200 - 960, 240000}));
}

TEST(Silence, BridgesShortGapsAndDropsClicks) {
  const auto x = bursts({{10000, 20000}, {31000, 40000}, {52001, 60000}, {200000, 200100}});
  const SilenceSettings bare{.shortest_gap = 0.25, .before = 0.0, .after = 0.0};  // 12000 frames
  EXPECT_THAT(find(x, bare), ElementsAre(SoundingSpan{10000, 40000}, SoundingSpan{52001, 60000}));
}

TEST(Silence, ASoundLastsBelowTheThresholdByTheHysteresis) {
  auto x = bursts({{10000, 20000}});
  for (std::size_t i = 20000; i < 40000; ++i) x[i] = 0.0035f;  // -49.1 dB
  EXPECT_THAT(find(x, {.before = 0.0, .after = 0.0}), ElementsAre(SoundingSpan{10000, 40000}));
  EXPECT_THAT(find(x, {.hysteresis_db = 0.0, .before = 0.0, .after = 0.0}), ElementsAre(SoundingSpan{10000, 20000}));
  EXPECT_THAT(find(bursts({}), {}), IsEmpty());
}

}  // namespace
}  // namespace sweetspot
