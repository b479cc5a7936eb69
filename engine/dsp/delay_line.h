// A delay of whole samples.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace sweetspot::dsp {

// Gives back what it was given `delay` samples ago; silence at first. Exact: samples pass through untouched.
class DelayLine {
 public:
  // Takes memory for a delay of 0 or more samples. [main]
  void prepare(int delay) {
    ring_.assign(static_cast<std::size_t>(std::max(delay, 0)), 0.0f);
    at_ = 0;
  }

  // Fills itself with silence. [audio]
  void reset() noexcept {
    std::fill(ring_.begin(), ring_.end(), 0.0f);
    at_ = 0;
  }

  // Delays a block in place. [audio]
  void process(float* samples, int frames) noexcept {
    if (ring_.empty()) return;
    for (std::size_t left = static_cast<std::size_t>(frames); left > 0;) {
      const std::size_t run = std::min(left, ring_.size() - at_);
      std::swap_ranges(samples, samples + run, ring_.data() + at_);
      samples += run;
      left -= run;
      at_ += run;
      if (at_ == ring_.size()) at_ = 0;
    }
  }

  int delay() const noexcept { return static_cast<int>(ring_.size()); }

 private:
  std::vector<float> ring_;
  std::size_t at_ = 0;
};

}  // namespace sweetspot::dsp
