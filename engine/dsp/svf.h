// The state-variable filter whose coefficients may change with every sample.
#pragma once

#include <cmath>
#include <numbers>

namespace sweetspot::dsp {

// Second-order low-pass, band-pass and high-pass at once, with topology-preserving integrators (V. Zavalishin, "The Art of VA Filter
// Design", 2012, chapter 4), so that a moving corner neither clicks nor rings. Bilinear: its curve is squeezed towards half the rate.
class Svf {
 public:
  // g is the warped corner, k is 1/Q, a1 what both make of the loop.
  struct Tuning {
    double g = 0.0, k = std::numbers::sqrt2, a1 = 1.0;

    static Tuning from(double g, double k) noexcept { return {g, k, 1.0 / (1.0 + g * (g + k))}; }

    // Corner in Hz, kept below half the rate; q > 0. Any thread, no heap.
    static Tuning at(double hertz, double q, double rate) noexcept { return from(warped(hertz, rate), 1.0 / q); }
  };

  struct Outputs {
    double low, band, high;  // band is k times less than a band-pass of 0 dB
  };

  // tan(pi f / rate), the corner kept below 0.49 of the rate. Any thread, no heap.
  static double warped(double hertz, double rate) noexcept {
    return std::tan(std::numbers::pi * (hertz < 0.49 * rate ? hertz : 0.49 * rate) / rate);
  }

  // [audio]
  void reset() noexcept { band_ = low_ = 0.0; }

  // Begins as if the input had always been `x`. [audio]
  void settle(double x) noexcept {
    band_ = 0.0;
    low_ = x;
  }

  // One sample, which must be finite. [audio]
  Outputs tick(const Tuning& t, double x) noexcept {
    const double band = t.a1 * (band_ + t.g * (x - low_));
    const double low = low_ + t.g * band;
    band_ = 2.0 * band - band_;
    low_ = 2.0 * low - low_;
    return {low, band, x - t.k * band - low};
  }

 private:
  double band_ = 0.0, low_ = 0.0;
};

}  // namespace sweetspot::dsp
