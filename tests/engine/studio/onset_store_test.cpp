// Onsets of files, and that the cache gives what was found.
#include "engine/studio/onset_store.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <thread>

#include "tests/engine/media/sound_files.h"

namespace sweetspot {
namespace {

std::vector<float> clicks(const std::vector<std::size_t>& places, std::size_t frames) {
  std::vector<float> audio(frames, 0.0f);
  for (const std::size_t at : places)
    for (std::size_t i = 0; i < 3000; ++i) audio[at + i] = 0.5f * (i % 5 < 2 ? 1.0f : -1.0f) * std::exp(-static_cast<float>(i) / 600.0f);
  return audio;
}

std::shared_ptr<const Onsets> wait_for(OnsetStore& store, const std::string& hash) {
  for (int i = 0; i < 5000 && !store.find(hash) && store.failure(hash).empty(); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  return store.find(hash);
}

TEST(OnsetStore, FindsThemInAFileAndGivesThemFromTheCacheAgain) {
  test::TempFolder folder;
  const auto audio = clicks({20000, 60000, 100000}, 150000);
  std::vector<float> other = audio;
  for (float& x : other) x *= 0.5f;
  test::write(folder / "hits.flac", {audio, other}, 48000.0, {.format = AudioFormat::flac, .depth = SampleDepth::pcm24});
  Onsets found;
  {
    OnsetStore store{Cache(folder / "cache")};
    store.request("abc", folder / "hits.flac");
    const auto onsets = wait_for(store, "abc");
    ASSERT_NE(onsets, nullptr) << store.failure("abc");
    ASSERT_EQ(onsets->size(), 3u);
    EXPECT_NEAR(static_cast<double>((*onsets)[1].at), 60000.0, 48.0);
    found = *onsets;
  }
  std::filesystem::remove(folder / "hits.flac");
  OnsetStore store{Cache(folder / "cache")};
  store.request("abc", folder / "hits.flac");
  const auto again = wait_for(store, "abc");
  ASSERT_NE(again, nullptr) << "from the cache, without the file";
  EXPECT_EQ(*again, found);
}

TEST(OnsetStore, DamagedCacheIsMadeAnewAndAMissingFileIsSaid) {
  test::TempFolder folder;
  test::write(folder / "hits.wav", {clicks({20000}, 60000)}, 48000.0, {});
  const Cache cache(folder / "cache");
  ASSERT_TRUE(cache.put("abc", "onsets", "what another program wrote"));
  OnsetStore store{cache};
  store.request("abc", folder / "hits.wav");
  const auto onsets = wait_for(store, "abc");
  ASSERT_NE(onsets, nullptr);
  EXPECT_EQ(onsets->size(), 1u);
  store.request("gone", folder / "gone.wav");
  EXPECT_EQ(wait_for(store, "gone"), nullptr);
  EXPECT_NE(store.failure("gone").find("gone.wav"), std::string::npos);
}

}  // namespace
}  // namespace sweetspot
