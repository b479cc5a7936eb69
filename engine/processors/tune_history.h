// The last moments of a signal, readable as one piece.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

namespace sweetspot {

// A ring written twice, so that any stretch of the last `size` samples lies in one piece. Positions count samples since
// reset; before the first there is silence.
class History {
 public:
  // Room for at least `samples`. [main]
  void prepare(std::int64_t samples) {
    size_ = static_cast<std::int64_t>(std::bit_ceil(static_cast<std::uint64_t>(std::max<std::int64_t>(samples, 16))));
    data_.assign(static_cast<std::size_t>(2 * size_), 0.0f);
    written_ = 0;
  }

  void reset() noexcept {
    std::fill(data_.begin(), data_.end(), 0.0f);
    written_ = 0;
  }

  void push(float sample) noexcept {
    const std::int64_t at = written_++ & (size_ - 1);
    data_[static_cast<std::size_t>(at)] = sample;
    data_[static_cast<std::size_t>(at + size_)] = sample;
  }

  std::int64_t written() const noexcept { return written_; }

  // `count` samples from `position` on; at most `size` of them, all written and none overwritten.
  const float* at(std::int64_t position) const noexcept { return data_.data() + (position & (size_ - 1)); }
  std::span<const float> span(std::int64_t position, std::int64_t count) const noexcept {
    return {at(position), static_cast<std::size_t>(count)};
  }

 private:
  std::vector<float> data_;
  std::int64_t size_ = 16;
  std::int64_t written_ = 0;
};

}  // namespace sweetspot
