// A finite average with soft corners: three running means one after the other.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace sweetspot::dsp {

// A flat top of `length` taps whose ends are rounded over a fifth of it (one long box and two short ones convolved), all positive,
// summing to one. Used on amounts of gain reduction: whatever the reduction was over the whole length, that it is at the output.
// A wide flat average spreads a change over the most time, which keeps its side bands narrowest near the tone; the rounding
// takes the corners off.
//
// Running sums of floating-point numbers would drift; these are sums of integers (2^-30 of full reduction), so nothing is left
// behind when the reduction ends and the output is exactly 0 again.
class BoxCascade {
 public:
  // Takes memory for `length` taps, 1 to 6000. [main]
  void prepare(int length) {
    const int whole = std::max(length, 1);
    const int round = std::max(whole / 10, 1);
    const std::array<int, 3> widths{whole - 2 * (round - 1), round, round};
    for (std::size_t i = 0; i < boxes_.size(); ++i) boxes_[i].ring.assign(static_cast<std::size_t>(widths[i]), 0);
    double taps = 1.0;
    for (const Box& box : boxes_) taps *= static_cast<double>(box.ring.size());
    scale_ = 1.0 / (taps * kOne);
    reset();
  }

  // As after prepare: all zero. [audio]
  void reset() noexcept {
    for (Box& box : boxes_) box.reset();
  }

  // Takes an amount of 0 to 1 and gives the average. [audio]
  double push(double amount) noexcept {
    std::int64_t value = static_cast<std::int64_t>(amount * kOne + 0.5);
    for (Box& box : boxes_) value = box.push(value);
    return static_cast<double>(value) * scale_;
  }

 private:
  static constexpr double kOne = 1073741824.0;  // 2^30; 6000 taps then fill 61 bits

  struct Box {
    std::vector<std::int64_t> ring;
    std::int64_t sum = 0;
    std::size_t at = 0;

    void reset() noexcept {
      std::fill(ring.begin(), ring.end(), 0);
      sum = 0;
      at = 0;
    }

    std::int64_t push(std::int64_t value) noexcept {
      sum += value - ring[at];
      ring[at] = value;
      if (++at == ring.size()) at = 0;
      return sum;
    }
  };

  std::array<Box, 3> boxes_;
  double scale_ = 1.0;
};

}  // namespace sweetspot::dsp
