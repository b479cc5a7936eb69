// A row of all-passes with feedback.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace sweetspot::dsp {

// First-order all-passes of one corner, topology-preserving, the loop around them solved without the delay of a sample (V. Zavalishin, "The
// Art of VA Filter Design", 2012, chapters 3 and 5), so that mixed with the input its notches lie where the analog circuit has them: for n
// stages at corner tan((2 m + 1) pi / (2 n)), m = 0 to n/2 - 1. One channel. Double precision.
class Phaser {
 public:
  static constexpr std::size_t kMostStages = 12;

  // [audio]
  void reset() noexcept { states_.fill(0.0); }

  // g / (1 + g) for g = tan(pi corner / rate). Any thread.
  static double coefficient(double hertz, double rate) noexcept {
    const double g = std::tan(3.14159265358979323846 * std::min(hertz / rate, 0.49));
    return g / (1.0 + g);
  }

  // One sample, which must be finite, through `stages` stages; |feedback| < 1. [audio]
  double tick(double x, std::size_t stages, double coefficient, double feedback) noexcept {
    const double straight = 2.0 * coefficient - 1.0, held = 2.0 - 2.0 * coefficient;
    double through = 1.0, rest = 0.0;  // what comes out is through * in + rest
    for (std::size_t i = 0; i < stages; ++i) {
      through *= straight;
      rest = straight * rest + held * states_[i];
    }
    double y = x + feedback * (through * x + rest) / (1.0 - feedback * through);
    for (std::size_t i = 0; i < stages; ++i) {
      const double step = coefficient * (y - states_[i]);
      const double low = states_[i] + step;
      states_[i] = low + step;
      y = 2.0 * low - y;
    }
    return y;
  }

 private:
  std::array<double, kMostStages> states_{};
};

}  // namespace sweetspot::dsp
