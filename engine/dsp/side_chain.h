// What a compressor hears: its key through a high-pass and a low-pass filter.
#pragma once

#include <cmath>
#include <numbers>

namespace sweetspot::dsp {

// Second-order Butterworth section with topology-preserving integrators, which takes new corner frequencies without clicks:
// V. Zavalishin, "The Art of VA Filter Design" (2012), chapter 4. Double precision. Not finite samples count as silence.
class KeyFilter {
 public:
  enum class Kind { high_pass, low_pass };

  // Corner (-3 dB) in Hz, kept below half the rate. Any time; the state stays. [audio]
  void set(Kind kind, double hertz, double rate) noexcept {
    kind_ = kind;
    const double corner = hertz < 0.49 * rate ? hertz : 0.49 * rate;
    g_ = std::tan(std::numbers::pi * corner / rate);
    a1_ = 1.0 / (1.0 + g_ * (g_ + std::numbers::sqrt2));
  }

  // [audio]
  void reset() noexcept { band_ = low_ = 0.0; }

  // In place. [audio]
  void process(float* samples, int frames) noexcept {
    for (int i = 0; i < frames; ++i) {
      const double x = std::isfinite(samples[i]) ? double{samples[i]} : 0.0;
      const double band = a1_ * (band_ + g_ * (x - low_));
      const double low = low_ + g_ * band;
      band_ = 2.0 * band - band_;
      low_ = 2.0 * low - low_;
      samples[i] = static_cast<float>(kind_ == Kind::low_pass ? low : x - std::numbers::sqrt2 * band - low);
    }
  }

 private:
  Kind kind_ = Kind::high_pass;
  double g_ = 0.0, a1_ = 1.0;
  double band_ = 0.0, low_ = 0.0;
};

// Root of the mean square as a level: a sine reads its peak. The mean is two one-pole averages in a row, which leaves a
// hundredth of a dB of ripple at 100 Hz. Double precision. Not finite samples count as silence.
class RmsLevel {
 public:
  // Time constant of each average. [main]
  void prepare(double rate, double milliseconds) {
    speed_ = -std::expm1(-1.0 / (milliseconds * 1e-3 * rate));
    reset();
  }

  // [audio]
  void reset() noexcept { first_ = second_ = 0.0; }

  // Replaces samples by levels. [audio]
  void process(float* samples, int frames) noexcept {
    for (int i = 0; i < frames; ++i) {
      const double x = std::isfinite(samples[i]) ? double{samples[i]} : 0.0;
      first_ += speed_ * (x * x - first_);
      second_ += speed_ * (first_ - second_);
      samples[i] = static_cast<float>(std::sqrt(2.0 * second_));
    }
  }

 private:
  double speed_ = 1.0;
  double first_ = 0.0, second_ = 0.0;
};

}  // namespace sweetspot::dsp
