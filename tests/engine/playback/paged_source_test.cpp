#include "engine/playback/paged_source.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cmath>
#include <random>
#include <thread>

#include "engine/playback/disk_thread.h"

namespace sweetspot {
namespace {

// A track whose every sample says where it is.
class CountingSource : public TrackSource {
 public:
  explicit CountingSource(int channels) : channels_(channels) {}
  void read(Frames position, int frames, float* const* audio) noexcept override {
    for (int c = 0; c < channels_; ++c)
      for (int i = 0; i < frames; ++i) audio[c][i] = value(position + i, c);
  }
  int channels() const noexcept override { return channels_; }
  bool silent(Frames position, int frames) const noexcept override { return position + frames <= 0; }

  static float value(Frames at, int channel) { return static_cast<float>((at * 2 + channel) % 1'000'003); }

 private:
  int channels_;
};

void expect_exact(PagedSource& source, Frames position, int frames) {
  std::vector<float> left(static_cast<size_t>(frames)), right(left.size());
  float* const audio[2] = {left.data(), right.data()};
  source.read(position, frames, audio);
  for (int i = 0; i < frames; ++i) {
    ASSERT_EQ(left[static_cast<size_t>(i)], CountingSource::value(position + i, 0)) << "frame " << position + i;
    if (source.channels() == 2) {
      ASSERT_EQ(right[static_cast<size_t>(i)], CountingSource::value(position + i, 1));
    }
  }
}

TEST(PagedSource, GivesWhatWasLoadedAcrossPageBorders) {
  PagedSource source(std::make_shared<CountingSource>(2), 4);
  for (std::int64_t page : {0, 1, 2}) EXPECT_TRUE(source.load(page, {0, 1, 2}));
  EXPECT_FALSE(source.load(1, {0, 1, 2})) << "a page is not read twice";
  expect_exact(source, 0, 512);
  expect_exact(source, kPageFrames - 100, 512);
  expect_exact(source, 2 * kPageFrames - 1, 2);
  EXPECT_EQ(source.dropouts(), 0u);
}

TEST(PagedSource, WhatIsMissingIsSilenceAndCounts) {
  PagedSource source(std::make_shared<CountingSource>(1), 4);
  source.load(0, {0});
  std::vector<float> samples(512, 9.0f);
  float* const audio[1] = {samples.data()};
  source.read(kPageFrames - 256, 512, audio);
  EXPECT_EQ(samples[255], CountingSource::value(kPageFrames - 1, 0));
  for (size_t i = 256; i < 512; ++i) EXPECT_EQ(samples[i], 0.0f);
  EXPECT_EQ(source.dropouts(), 1u);
}

TEST(PagedSource, KeepsWhatIsWantedAndReplacesTheRest) {
  PagedSource source(std::make_shared<CountingSource>(1), 2);
  EXPECT_TRUE(source.load(5, {5, 6}));
  EXPECT_TRUE(source.load(6, {5, 6}));
  EXPECT_FALSE(source.load(7, {5, 6, 7})) << "no place is free while both pages are wanted";
  EXPECT_TRUE(source.load(7, {6, 7}));
  EXPECT_FALSE(source.has(5));
  EXPECT_TRUE(source.has(6));
  expect_exact(source, 7 * kPageFrames, 64);
}

TEST(PagedSource, KeepsWhatIsHeardWhateverElseIsWanted) {
  PagedSource source(std::make_shared<CountingSource>(1), 3);
  HeardPages heard;
  heard.set(20 * kPageFrames + 100, 50 * kPageFrames);
  for (const std::int64_t page : {20, 50, 7}) EXPECT_TRUE(source.load(page, {page}, &heard));
  EXPECT_TRUE(source.load(8, {8}, &heard));
  EXPECT_FALSE(source.has(7));
  EXPECT_TRUE(source.has(20) && source.has(50));
  heard.set(20 * kPageFrames, 20 * kPageFrames);
  EXPECT_TRUE(source.load(9, {8, 9}, &heard));
  EXPECT_FALSE(source.has(50));
}

TEST(PagedSource, IsExactWhileAnotherThreadReplacesPages) {
  PagedSource source(std::make_shared<CountingSource>(2), 6);
  std::atomic<bool> done{false};
  std::thread disk([&] {
    std::minstd_rand random(1);
    while (!done) {
      const auto page = static_cast<std::int64_t>(random() % 12);
      source.load(page, {page});
    }
  });
  std::minstd_rand random(2);
  std::vector<float> left(512), right(512);
  float* const audio[2] = {left.data(), right.data()};
  int heard = 0;
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (heard < 2'000'000 && std::chrono::steady_clock::now() < until) {
    const Frames position = random() % (12 * kPageFrames - 512);
    source.read(position, 512, audio);
    for (int i = 0; i < 512; ++i) {
      const auto at = static_cast<size_t>(i);
      if (left[at] == 0.0f && right[at] == 0.0f) continue;  // not in memory just then
      ++heard;
      ASSERT_EQ(left[at], CountingSource::value(position + i, 0));
      ASSERT_EQ(right[at], CountingSource::value(position + i, 1));
    }
  }
  done = true;
  disk.join();
  EXPECT_GE(heard, 2'000'000);
}

TEST(PagesAhead, CoverTwoSecondsThenLoopAndPoints) {
  ReadAhead ahead;
  ahead.position = 100000;
  ahead.points = {0, 900000};
  const auto pages = pages_ahead(ahead, 48000.0);
  EXPECT_EQ(pages.front(), 100000 / kPageFrames) << "the most urgent first";
  for (Frames at = 100000; at < 196000; at += 1000) EXPECT_NE(std::find(pages.begin(), pages.end(), page_of(at)), pages.end());
  EXPECT_NE(std::find(pages.begin(), pages.end(), 0), pages.end());
  EXPECT_NE(std::find(pages.begin(), pages.end(), page_of(900000)), pages.end());
  auto sorted = pages;
  std::sort(sorted.begin(), sorted.end());
  EXPECT_EQ(std::adjacent_find(sorted.begin(), sorted.end()), sorted.end()) << "no page twice";
}

TEST(PagesAhead, FollowTheLoop) {
  ReadAhead ahead;
  ahead.position = 480000;
  ahead.loop_start = 96000;
  ahead.loop_end = 490000;
  const auto pages = pages_ahead(ahead, 48000.0);
  EXPECT_NE(std::find(pages.begin(), pages.end(), page_of(100000)), pages.end());
  EXPECT_NE(std::find(pages.begin(), pages.end(), page_of(170000)), pages.end());
  EXPECT_EQ(std::find(pages.begin(), pages.end(), page_of(540000)), pages.end()) << "past the loop's end nothing is played";
}

TEST(DiskThread, FillsAheadAndFollowsLocates) {
  DiskThread disk(48000.0);
  auto source = disk.add(std::make_shared<CountingSource>(2));
  disk.follow({});
  ASSERT_TRUE(disk.wait_for({source}, 0, 2000));
  expect_exact(*source, 0, 512);
  ReadAhead ahead;
  ahead.position = 10'000'000;
  disk.follow(ahead);
  ASSERT_TRUE(disk.wait_for({source}, ahead.position, 2000));
  expect_exact(*source, ahead.position, 512);
}

}  // namespace
}  // namespace sweetspot
