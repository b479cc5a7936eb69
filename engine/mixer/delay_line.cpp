#include "engine/mixer/delay_line.h"

#include <algorithm>
#include <bit>

namespace sweetspot {

DelayLine::DelayLine(int channels, int longest, int fade)
    : channels_(channels),
      longest_(longest),
      fade_(std::max(1, fade)),
      size_(std::bit_ceil(static_cast<std::size_t>(longest + kMaxBlockFrames))),
      memory_(size_ * static_cast<std::size_t>(channels)) {}

void DelayLine::start(int delay) noexcept {
  start_empty();
  heard_ = longest_;
  delay_ = wanted_ = std::min(delay, longest_);
}

void DelayLine::start_empty() noexcept {
  std::fill(memory_.begin(), memory_.end(), 0.0f);
  head_ = 0;
  heard_ = delay_ = wanted_ = next_ = 0;
  fade_at_ = -1;
}

void DelayLine::aim(int delay) noexcept { wanted_ = std::min(delay, longest_); }

void DelayLine::adopt(const DelayLine& other) noexcept {
  const std::size_t kept = std::min(size_, other.size_);
  for (int c = 0; c < channels_; ++c) {
    const float* from = other.memory_.data() + static_cast<std::size_t>(c) * other.size_;
    for (std::size_t back = 1; back <= kept; ++back) ring(c)[(size_ - back) & (size_ - 1)] = from[(other.head_ - back) & (other.size_ - 1)];
  }
  head_ = 0;
  heard_ = std::min(other.heard_, longest_);
  delay_ = other.delay_;
  next_ = other.next_;
  fade_at_ = other.fade_at_;
}

void DelayLine::write(const float* const* in, int frames) noexcept {
  const std::size_t first = std::min(static_cast<std::size_t>(frames), size_ - head_);
  for (int c = 0; c < channels_; ++c) {
    std::copy_n(in[c], first, ring(c) + head_);
    std::copy_n(in[c] + first, static_cast<std::size_t>(frames) - first, ring(c));
  }
}

void DelayLine::feed(const float* const* in, int frames) noexcept {
  write(in, frames);
  head_ = (head_ + static_cast<std::size_t>(frames)) & (size_ - 1);
  heard_ = std::min(heard_ + frames, longest_);
}

void DelayLine::process(const float* const* in, float* const* out, int frames) noexcept {
  write(in, frames);
  if (changing()) {
    change(out, frames);
    return;
  }
  const std::size_t from = (head_ - static_cast<std::size_t>(delay_)) & (size_ - 1);
  const std::size_t first = std::min(static_cast<std::size_t>(frames), size_ - from);
  for (int c = 0; c < channels_; ++c) {
    std::copy_n(ring(c) + from, first, out[c]);
    std::copy_n(ring(c), static_cast<std::size_t>(frames) - first, out[c] + first);
  }
  head_ = (head_ + static_cast<std::size_t>(frames)) & (size_ - 1);
  heard_ = std::min(heard_ + frames, longest_);
}

void DelayLine::change(float* const* out, int frames) noexcept {
  for (int i = 0; i < frames; ++i) {
    if (fade_at_ < 0 && wanted_ != delay_ && heard_ >= wanted_) {
      next_ = wanted_;
      fade_at_ = 0;
    }
    const float share = fade_at_ < 0 ? 0.0f : static_cast<float>(fade_at_) / static_cast<float>(fade_);
    const std::size_t old_at = (head_ - static_cast<std::size_t>(delay_)) & (size_ - 1);
    const std::size_t new_at = (head_ - static_cast<std::size_t>(next_)) & (size_ - 1);
    for (int c = 0; c < channels_; ++c) {
      const float old_sample = ring(c)[old_at];
      out[c][i] = fade_at_ < 0 ? old_sample : old_sample + share * (ring(c)[new_at] - old_sample);
    }
    if (fade_at_ >= 0 && ++fade_at_ == fade_) {
      delay_ = next_;
      fade_at_ = -1;
    }
    head_ = (head_ + 1) & (size_ - 1);
    heard_ = std::min(heard_ + 1, longest_);
  }
}

}  // namespace sweetspot
