// Sound that the audio thread leaves for the eyes: the last moments before and after a device.
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>

namespace sweetspot {

// A ring of sound that one thread writes and another looks into. The writer never waits; a reader that is overtaken while it copies
// notices and is told. Samples are relaxed atomics, which cost what plain ones do.
class SignalTap {
 public:
  static constexpr std::size_t kFrames = 16384;  // of every lane
  static constexpr std::size_t kChannels = 2;
  enum Side : std::size_t { before, after };

  // Takes a block of one side. Write `before` and then `after` of the same block; a mono sound goes to both channels. [audio]
  void write(Side side, const float* const* audio, int channels, int frames) noexcept {
    const std::uint64_t at = written_.load(std::memory_order_relaxed);
    for (std::size_t c = 0; c < kChannels; ++c) {
      const float* const from = audio[std::min<std::size_t>(c, static_cast<std::size_t>(channels) - 1)];
      auto& lane = lanes_[side][c];
      for (int i = 0; i < frames; ++i) lane[(at + static_cast<std::uint64_t>(i)) % kFrames].store(from[i], std::memory_order_relaxed);
    }
    if (side == after) written_.store(at + static_cast<std::uint64_t>(frames), std::memory_order_release);
  }

  // How many frames were written in all. Any thread.
  std::uint64_t written() const noexcept { return written_.load(std::memory_order_acquire); }

  // Copies the newest frames of one lane, as many as `to` holds (kFrames / 2 at most, so that the writer stays away). False when
  // there are not yet so many, or the writer overtook. [one reader]
  bool read(Side side, std::size_t channel, std::span<float> to) const noexcept {
    const std::uint64_t end = written();
    if (end < to.size()) return false;
    const std::uint64_t start = end - to.size();
    const auto& lane = lanes_[side][channel];
    for (std::size_t i = 0; i < to.size(); ++i) to[i] = lane[(start + i) % kFrames].load(std::memory_order_relaxed);
    std::atomic_thread_fence(std::memory_order_acquire);
    return written() + kLongestBlock <= start + kFrames;
  }

 private:
  static constexpr std::uint64_t kLongestBlock = 1024;  // what may be under way beyond written()

  std::atomic<std::uint64_t> written_{0};
  std::array<std::array<std::array<std::atomic<float>, kFrames>, kChannels>, 2> lanes_{};
};

}  // namespace sweetspot
