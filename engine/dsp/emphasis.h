// Treble lifted before something and put back after it.
#pragma once

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sweetspot::dsp {

// A shelf of the first order (bilinear) and its exact inverse, as on a tape recorder (time constants as in IEC 60094-1): what is recorded
// is lifted from 50 us on (3183 Hz) up to four times, and lowered by as much when it is played. The amount may change with every sample.
class Emphasis {
 public:
  // Rate in Hz. [main]
  void prepare(double rate) noexcept {
    const double low = corner(kLowHertz, rate);
    const double high = corner(kRatio * kLowHertz, rate);
    n0_ = high / low * (1.0 + low) / (1.0 + high);
    n1_ = high / low * (low - 1.0) / (1.0 + high);
    d1_ = (high - 1.0) / (1.0 + high);
    reset();
  }

  // [audio]
  void reset() noexcept { x_ = y_ = 0.0; }

  // One sample, by an amount 0 (as it is) to 1. [audio]
  double lift(double x, double amount) noexcept {
    const double y = (1.0 + amount * (n0_ - 1.0)) * x + (d1_ + amount * (n1_ - d1_)) * x_ - d1_ * y_;
    x_ = x;
    y_ = y;
    return y;
  }
  double lower(double x, double amount) noexcept {
    const double y = (x + d1_ * x_ - (d1_ + amount * (n1_ - d1_)) * y_) / (1.0 + amount * (n0_ - 1.0));
    x_ = x;
    y_ = y;
    return y;
  }

 private:
  static constexpr double kLowHertz = 3183.0;
  static constexpr double kRatio = 4.0;

  static double corner(double hertz, double rate) noexcept { return std::tan(std::numbers::pi * std::min(hertz / rate, 0.45)); }

  double n0_ = 1.0, n1_ = 0.0, d1_ = 0.0;
  double x_ = 0.0, y_ = 0.0;
};

}  // namespace sweetspot::dsp
