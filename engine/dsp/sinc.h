// Reading a signal between its samples.
#pragma once

#include <array>
#include <cstddef>

namespace sweetspot::dsp {

// Taps of a Kaiser-windowed sinc that delays by a fraction of a sample: flat within 0.01 dB to 0.42 of the rate.
class FractionalTaps {
 public:
  static constexpr int kTaps = 32;
  static constexpr int kBefore = 15;  // taps before the sample at the whole position

  // `fraction` 0 to 1: value(x) is then the signal at x + fraction. At 0 it is exactly the sample. No heap, no locks.
  explicit FractionalTaps(double fraction) noexcept;

  // The signal at `x + fraction`; reads x[-kBefore] to x[kTaps - kBefore - 1].
  float value(const float* x) const noexcept {
    if (whole_) return *x;
    float sum[8] = {};
    const float* first = x - kBefore;
    for (int n = 0; n < kTaps; n += 8) {
      for (int k = 0; k < 8; ++k) sum[k] += taps_[static_cast<std::size_t>(n + k)] * first[n + k];
    }
    return ((sum[0] + sum[4]) + (sum[1] + sum[5])) + ((sum[2] + sum[6]) + (sum[3] + sum[7]));
  }

 private:
  std::array<float, kTaps> taps_{};
  bool whole_;
};

}  // namespace sweetspot::dsp
