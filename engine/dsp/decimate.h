// Lowering the rate by a whole factor.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace sweetspot::dsp {

// The low-pass that must come before dropping samples: a linear-phase windowed sinc, flat to 0.3 of the new rate, -60 dB from
// 0.6 of it on. Made for analysis, not for ears.
class DecimationFilter {
 public:
  // Takes memory. [main]
  explicit DecimationFilter(int factor);

  int factor() const noexcept { return factor_; }

  // Samples that `at` reads to each side of its centre.
  int reach() const noexcept { return reach_; }

  // The filtered signal at *centre, without delay. No heap, no locks.
  float at(const float* centre) const noexcept;

 private:
  int factor_;
  int reach_;
  std::vector<float> taps_;
};

// Every `factor`-th sample of the filtered signal, from the first on; silence is taken to lie outside. Takes memory.
std::vector<float> decimate(std::span<const float> x, int factor);

}  // namespace sweetspot::dsp
