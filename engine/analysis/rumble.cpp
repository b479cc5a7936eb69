#include "engine/analysis/rumble.h"

#include <cmath>
#include <numbers>

namespace sweetspot {

namespace {

constexpr double kEdgeHz = 15.0;
constexpr double kOffsetHz = 1.0;

}  // namespace

// Q of the two halves of a fourth-order Butterworth filter.
RumbleMeter::RumbleMeter(double rate)
    : first_(low_pass(kEdgeHz, 0.54119610, rate)),
      second_(low_pass(kEdgeHz, 1.30656296, rate)),
      follow_(1.0 - std::exp(-2.0 * std::numbers::pi * kOffsetHz / rate)) {}

RumbleMeter::Section RumbleMeter::low_pass(double hertz, double q, double rate) {
  const double k = std::tan(std::numbers::pi * hertz / rate);
  const double a0 = 1.0 + k / q + k * k;
  return {k * k / a0, 2.0 * (k * k - 1.0) / a0, (1.0 - k / q + k * k) / a0};
}

void RumbleMeter::process(const float* samples, Frames frames) noexcept {
  for (Frames n = 0; n < frames; ++n) {
    const double low = second_(first_(samples[n] + 1e-18));  // the tiny offset keeps silence out of denormal numbers
    offset_ += follow_ * (low - offset_);
    const double y = low - offset_;
    sum_ += y * y;
  }
  frames_ += frames;
}

}  // namespace sweetspot
