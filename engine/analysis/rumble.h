// Power below hearing.
#pragma once

#include "engine/core/units.h"

namespace sweetspot {

// Mean square of one channel below about 15 Hz (Butterworth, 24 dB/oct) without its constant offset. Fed in order; states are
// double. No heap.
class RumbleMeter {
 public:
  explicit RumbleMeter(double rate);

  void process(const float* samples, Frames frames) noexcept;

  double mean_square() const noexcept { return frames_ > 0 ? sum_ / static_cast<double>(frames_) : 0.0; }

 private:
  struct Section {
    double b, a1, a2;
    double s1 = 0.0, s2 = 0.0;

    double operator()(double x) noexcept {
      const double y = b * x + s1;
      s1 = 2.0 * b * x - a1 * y + s2;
      s2 = b * x - a2 * y;
      return y;
    }
  };
  static Section low_pass(double hertz, double q, double rate);

  Section first_, second_;
  double follow_, offset_ = 0.0;
  double sum_ = 0.0;
  Frames frames_ = 0;
};

}  // namespace sweetspot
