// The taps of a linear-phase crossover's low-pass, a few at a time.
#pragma once

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <span>
#include <vector>

#include "engine/dsp/svf.h"

namespace sweetspot::dsp {

// Taps of a low-pass without phase whose magnitude is that of a Linkwitz-Riley low-pass of 24 dB an octave: 1 / (1 + x^4) with x the
// frequency over the split, both warped as in svf.h, -6 dB at the split.
//
// That magnitude is a Butterworth section of second order forwards and backwards in time, so the taps are known in closed form: with its
// poles p and p* inside the unit circle they are 2 Re(c p^|n|), and one more term at n = 0 (partial fractions of H(z) H(1/z)). The outer
// half is tapered by a raised cosine, and the sum of all taps made 1.
class CrossoverKernel {
 public:
  // Takes memory for 2 half + 1 taps, half at least 2. [main]
  void prepare(int half) {
    window_.resize(static_cast<std::size_t>(half) + 1);
    const int flat = half / 2;
    for (int n = 0; n <= half; ++n) {
      const double way = n <= flat ? 0.0 : static_cast<double>(n - flat) / (half + 1 - flat);
      window_[static_cast<std::size_t>(n)] = 0.5 + 0.5 * std::cos(std::numbers::pi * way);
    }
    done_ = steps();
  }

  int half() const noexcept { return static_cast<int>(window_.size()) - 1; }

  // Steps that a kernel takes, all alike.
  int steps() const noexcept { return 2 * half() + 2; }

  // Begins a kernel for a split in Hz. [audio]
  void begin(double hertz, double rate) noexcept {
    using Complex = std::complex<double>;
    const double g = Svf::warped(hertz, rate);
    const Complex s(-0.5 * std::numbers::sqrt2, 0.5 * std::numbers::sqrt2);
    pole_ = (1.0 + g * s) / (1.0 - g * s);
    const double b0 = g * g / (1.0 + std::numbers::sqrt2 * g + g * g);
    const Complex sum = 1.0 + pole_, square = sum * sum;
    const double radius = std::norm(pole_);
    turn_ = b0 * b0 * square * square / (pole_ * Complex(0.0, 2.0 * pole_.imag()) * (1.0 - pole_ * pole_) * (1.0 - radius));
    first_ = 2.0 * turn_.real() + b0 * b0 / radius;
    total_ = 0.0;
    done_ = 0;
  }

  // Whether a kernel is being made.
  bool busy() const noexcept { return done_ < steps(); }

  // Goes on until so many steps are done; writes the 2 half + 1 taps, which must be the same memory until the last. [audio]
  void advance(int until, std::span<float> taps) noexcept {
    const int middle = half();
    for (; done_ < std::min(until, middle + 1); ++done_) {
      const double tap = window_[static_cast<std::size_t>(done_)] * (done_ == 0 ? first_ : 2.0 * turn_.real());
      total_ += done_ == 0 ? tap : 2.0 * tap;
      turn_ *= pole_;
      taps[static_cast<std::size_t>(middle + done_)] = static_cast<float>(tap);
    }
    const float scale = static_cast<float>(1.0 / total_);
    for (; done_ < std::min(until, steps()); ++done_) {
      const int n = done_ - middle - 1;
      const float tap = scale * taps[static_cast<std::size_t>(middle + n)];
      taps[static_cast<std::size_t>(middle + n)] = taps[static_cast<std::size_t>(middle - n)] = tap;
    }
  }

 private:
  std::vector<double> window_;
  std::complex<double> pole_, turn_;  // p and c p^n
  double first_ = 0.0, total_ = 0.0;
  int done_ = 0;
};

}  // namespace sweetspot::dsp
