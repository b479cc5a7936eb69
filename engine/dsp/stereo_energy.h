// How much of a stereo sound is middle and how much is side, and how alike that makes its channels.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace sweetspot::dsp {

// Sums (or means: nothing here minds) of the squares of the mid signal (left + right) / 2 and the side signal (left - right) / 2, and of
// their product.
struct StereoEnergy {
  double mid = 0.0, side = 0.0, cross = 0.0;

  // A frame more. What is louder than any sound counts as 60 dB over full scale, so that nothing is remembered for ever. [audio]
  void add(double m, double s) noexcept {
    m = std::clamp(m, -1000.0, 1000.0);
    s = std::clamp(s, -1000.0, 1000.0);
    mid += m * m;
    side += s * s;
    cross += m * s;
  }

  // [audio]
  void add(const StereoEnergy& more) noexcept {
    mid += more.mid;
    side += more.side;
    cross += more.cross;
  }

  // As it would be so many times as long, with the side at a gain. [audio]
  StereoEnergy times(double length, double side_gain) const noexcept {
    return {length * mid, length * side * side_gain * side_gain, length * cross * side_gain};
  }

  bool silent() const noexcept { return mid + side < 1e-12; }

  // Of left and right, -1 to 1; 1 in silence. [audio]
  double correlation() const noexcept {
    const double both = (mid + side) * (mid + side) - 4.0 * cross * cross;
    return silent() || both <= 0.0 ? 1.0 : std::clamp((mid - side) / std::sqrt(both), -1.0, 1.0);
  }

  // Level of right over left in dB, within `most`; 0 in silence. [audio]
  double balance_db(double most) const noexcept {
    const double left = mid + side + 2.0 * cross, right = mid + side - 2.0 * cross;
    if (silent()) return 0.0;
    return std::clamp(10.0 * std::log10(std::max(right, 1e-30) / std::max(left, 1e-30)), -most, most);
  }

  // The most that the side may be multiplied by, at most 1, for a correlation no less than that, -1 to below 1. [audio]
  //
  // With the side times g the correlation is (m - g^2 s) / sqrt((m + g^2 s)^2 - 4 g^2 c^2). Setting it equal to r and squaring gives a
  // quadratic in g^2; of its two roots the smaller belongs to r at or above 0, the greater to r below.
  double side_gain_for(double least) const noexcept {
    if (silent() || correlation() >= least) return 1.0;
    const double r2 = least * least;
    const double a = (1.0 - r2) * side * side;
    const double b = 2.0 * mid * side * (1.0 + r2) - 4.0 * r2 * cross * cross;
    const double c = (1.0 - r2) * mid * mid;
    const double root = std::sqrt(std::max(0.0, b * b - 4.0 * a * c));
    const double square = least >= 0.0 ? 2.0 * c / std::max(b + root, 1e-60) : (b + root) / std::max(2.0 * a, 1e-60);
    return std::sqrt(std::clamp(square, 0.0, 1.0));
  }
};

// The energy of up to the last 300 ms, in steps of 10 ms. Nothing older is remembered, not even a rounding: steps are added up anew.
class StereoWindow {
 public:
  static constexpr int kSteps = 30;

  // It is fed `frames` frames at a time. [main]
  void prepare(double rate, int frames) {
    feeds_ = std::max(1, static_cast<int>(std::lround(0.01 * rate / frames)));
    reset();
  }

  // [audio]
  void reset() noexcept {
    steps_ = {};
    now_ = {};
    fed_ = 0;
    at_ = 0;
  }

  // [audio]
  void feed(const StereoEnergy& sums) noexcept {
    now_.add(sums);
    if (++fed_ < feeds_) return;
    steps_[at_] = now_;
    at_ = (at_ + 1) % kSteps;
    now_ = {};
    fed_ = 0;
  }

  // Of the last steps, 1 to kSteps, and what came since. [audio]
  StereoEnergy last(int steps) const noexcept {
    StereoEnergy all = now_;
    for (int i = 1; i <= steps; ++i) all.add(steps_[(at_ + kSteps - static_cast<std::size_t>(i)) % kSteps]);
    return all;
  }

  // How many steps that is, in whole and broken ones. [audio]
  double length(int steps) const noexcept { return steps + static_cast<double>(fed_) / feeds_; }

 private:
  std::array<StereoEnergy, kSteps> steps_{};
  StereoEnergy now_;  // the step that fills
  int feeds_ = 1, fed_ = 0;
  std::size_t at_ = 0;
};

}  // namespace sweetspot::dsp
