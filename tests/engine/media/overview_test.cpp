#include "engine/media/overview.h"

#include <gtest/gtest.h>

#include <condition_variable>
#include <fstream>
#include <mutex>

#include "engine/media/overview_store.h"
#include "tests/engine/media/sound_files.h"

namespace sweetspot {
namespace {

using namespace test;

OverviewBin brute_force(const std::vector<float>& audio, Frames from, Frames to) {
  OverviewBin bin{audio[from], audio[from], 0};
  double squares = 0;
  for (Frames i = from; i < to; ++i) {
    bin.min = std::min(bin.min, audio[i]);
    bin.max = std::max(bin.max, audio[i]);
    squares += static_cast<double>(audio[i]) * audio[i];
  }
  bin.rms = static_cast<float>(std::sqrt(squares / static_cast<double>(to - from)));
  return bin;
}

void expect_near(const OverviewBin& got, const OverviewBin& expected) {
  EXPECT_EQ(got.min, expected.min);
  EXPECT_EQ(got.max, expected.max);
  EXPECT_NEAR(got.rms, expected.rms, 1e-5f * expected.rms + 1e-9f);
}

Overview overview_of(Channels audio, int piece = 4096) {
  OverviewBuilder builder(static_cast<int>(audio.size()));
  const int frames = static_cast<int>(audio[0].size());
  for (int at = 0; at < frames; at += piece) builder.add(pointers(audio, at).data(), std::min(piece, frames - at));
  return builder.finish();
}

TEST(Overview, EveryBinIsWhatBruteForceFinds) {
  const Channels audio = noise(2, 100003);
  const Overview overview = overview_of(audio);
  EXPECT_EQ(overview.frames(), 100003);
  EXPECT_EQ(overview.channels(), 2);
  for (int level = 0; level < 4; ++level) {
    const Frames width = kOverviewFrames[level];
    for (int c = 0; c < 2; ++c) {
      const auto bins = overview.bins(c, level);
      ASSERT_EQ(static_cast<Frames>(bins.size()), (100003 + width - 1) / width);
      for (std::size_t i = 0; i < bins.size(); ++i) {
        const Frames from = static_cast<Frames>(i) * width;
        expect_near(bins[i], brute_force(audio[c], from, std::min<Frames>(from + width, 100003)));
      }
    }
  }
}

TEST(Overview, RangesAreTheBinsTheyTouch) {
  const Channels audio = noise(1, 150000, 9);
  const Overview overview = overview_of(audio);
  std::mt19937 random(4);
  for (int i = 0; i < 500; ++i) {
    const Frames from = random() % 150000;
    const Frames to = std::min<Frames>(150000, from + 1 + random() % (i % 2 ? 100 : 100000));
    const Frames whole_from = from / 64 * 64;
    const Frames whole_to = std::min<Frames>((to + 63) / 64 * 64, 150000);
    expect_near(overview.range(0, from, to), brute_force(audio[0], whole_from, whole_to));
  }
  EXPECT_EQ(overview.range(0, 200000, 300000), OverviewBin());
  EXPECT_EQ(overview.range(0, 10, 10), OverviewBin());
}

TEST(Overview, PiecesHardlyMatter) {
  const Channels audio = noise(1, 10000, 11);
  const Overview whole = overview_of(audio);
  for (const int piece : {1, 63, 64, 65, 1000}) {
    const Overview pieces = overview_of(audio, piece);
    for (std::size_t i = 0; i < whole.bins(0, 0).size(); ++i) expect_near(pieces.bins(0, 0)[i], whole.bins(0, 0)[i]);
  }
}

TEST(Overview, LevelsGoWithTheZoom) {
  EXPECT_EQ(Overview::level_for(1), 0);
  EXPECT_EQ(Overview::level_for(511), 0);
  EXPECT_EQ(Overview::level_for(512), 1);
  EXPECT_EQ(Overview::level_for(1e6), 3);
}

TEST(Overview, BytesComeBackAndDamageIsSeen) {
  const Overview overview = overview_of(noise(2, 40000));
  std::string bytes = overview.to_bytes();
  const auto again = Overview::from_bytes(bytes);
  ASSERT_TRUE(again);
  for (int level = 0; level < 4; ++level) {
    for (int c = 0; c < 2; ++c) EXPECT_TRUE(std::ranges::equal(again->bins(c, level), overview.bins(c, level)));
  }
  EXPECT_FALSE(Overview::from_bytes(""));
  EXPECT_FALSE(Overview::from_bytes(bytes.substr(0, bytes.size() - 1)));
  std::mt19937 random(5);
  for (int i = 0; i < 200; ++i) {
    std::string damaged = bytes;
    damaged[random() % damaged.size()] ^= static_cast<char>(1 << random() % 8);
    EXPECT_FALSE(Overview::from_bytes(damaged));
  }
}

// Waits for a number of callbacks.
class Waiter {
 public:
  std::function<void(const std::string&)> callback() {
    return [this](const std::string&) {
      const std::lock_guard lock(mutex_);
      ++count_;
      wake_.notify_all();
    };
  }
  bool wait_for(int count) {
    std::unique_lock lock(mutex_);
    return wake_.wait_for(lock, std::chrono::seconds(10), [&] { return count_ >= count; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable wake_;
  int count_ = 0;
};

TEST(OverviewStore, BuildsInTheBackgroundAndKeepsInTheCache) {
  TempFolder folder;
  const Channels audio = {sine(100, 48000, 48000, 0.75)};
  write(folder / "a.wav", audio, 48000);
  const Cache cache(folder / "cache");
  Waiter waiter;
  {
    OverviewStore store(cache, waiter.callback());
    EXPECT_EQ(store.find("h"), nullptr);
    store.request("h", folder / "a.wav");
    store.request("h", folder / "a.wav");
    store.request("gone", folder / "gone.wav");
    ASSERT_TRUE(waiter.wait_for(2));
    ASSERT_NE(store.find("h"), nullptr);
    EXPECT_NEAR(store.find("h")->range(0, 0, 48000).max, 0.75, 1e-4);
    EXPECT_EQ(store.find("gone"), nullptr);
    EXPECT_NE(store.failure("gone").find("no such file"), std::string::npos);
  }
  EXPECT_GT(cache.size(), 0u);
  std::filesystem::rename(folder / "a.wav", folder / "b.wav");
  {
    OverviewStore store(cache, waiter.callback());
    store.request("h", folder / "a.wav");   // the file is gone; the cache is enough
    ASSERT_TRUE(waiter.wait_for(3));
    EXPECT_NE(store.find("h"), nullptr);
  }
  std::ofstream(cache.path("h", "overview"), std::ios::in | std::ios::out) << "damage";
  OverviewStore store(cache, waiter.callback());
  store.request("h", folder / "b.wav");
  ASSERT_TRUE(waiter.wait_for(4));
  ASSERT_NE(store.find("h"), nullptr);
  EXPECT_TRUE(Overview::from_bytes(*cache.get("h", "overview")));
}

TEST(OverviewStore, GoesAwayWhileItWorks) {
  TempFolder folder;
  write(folder / "a.wav", noise(2, 2000000), 48000);
  const Cache cache(folder / "cache");
  {
    OverviewStore store(cache);
    for (int i = 0; i < 50; ++i) store.request(std::to_string(i), folder / "a.wav");
  }
  int made = 0;
  for (int i = 0; i < 50; ++i) made += cache.get(std::to_string(i), "overview").has_value() ? 1 : 0;
  EXPECT_LT(made, 50) << "it worked to the end instead of stopping";
}

TEST(Cache, ACacheThatCannotBeWrittenIsNoError) {
  TempFolder folder;
  std::ofstream(folder / "file") << "-";
  const Cache cache(folder / "file");
  EXPECT_FALSE(cache.put("key", "kind", "bytes"));
  EXPECT_FALSE(cache.get("key", "kind"));
  EXPECT_EQ(cache.size(), 0u);
}

}  // namespace
}  // namespace sweetspot
