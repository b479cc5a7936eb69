// Small filters of the first order.
#pragma once

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sweetspot::dsp {

// Takes away what stands still: a high-pass of 5 Hz, in double.
class DcBlocker {
 public:
  static constexpr double kHertz = 5.0;

  // Seconds after which a step of what stands still is 110 dB down.
  static constexpr double kSettleSeconds = 0.41;

  // [main]
  void prepare(double rate) noexcept {
    speed_ = -std::expm1(-2.0 * std::numbers::pi * kHertz / rate);
    reset();
  }

  // [audio]
  void reset() noexcept { mean_ = 0.0; }

  // One sample, which must be finite. [audio]
  double tick(double x) noexcept {
    mean_ += speed_ * (x - mean_);
    return x - mean_;
  }

 private:
  double speed_ = 0.0;
  double mean_ = 0.0;
};

// A balance about a pivot: treble up by half of the tilt, bass down by as much, at 6 dB an octave between. Exactly nothing at 0 dB.
class Tilt {
 public:
  struct Tuning {
    double speed = 0.0, bass = 0.0, treble = 0.0;  // gains less 1

    // Any thread.
    static Tuning of(double tilt_db, double rate) noexcept {
      const double treble = std::pow(10.0, tilt_db / 40.0);
      // The corner moves so that the pivot keeps its level.
      const double g = std::tan(std::numbers::pi * std::min(kPivotHertz * treble / rate, 0.45));
      return {g / (1.0 + g), 1.0 / treble - 1.0, treble - 1.0};
    }
  };

  static constexpr double kPivotHertz = 700.0;

  // [audio]
  void reset() noexcept { state_ = 0.0; }

  // One sample, which must be finite. [audio]
  double tick(const Tuning& t, double x) noexcept {
    const double step = t.speed * (x - state_);
    const double low = state_ + step;
    state_ = low + step;
    return x + t.bass * low + t.treble * (x - low);
  }

 private:
  double state_ = 0.0;
};

}  // namespace sweetspot::dsp
