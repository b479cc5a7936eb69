// The first of two stages of a limiter: takes down what stays too loud, slowly.
#pragma once

#include <algorithm>
#include <cmath>

#include "engine/dsp/sliding_extreme.h"

namespace sweetspot::dsp {

// Follows the gain that a sound has needed lately (its least over a short hold, so that a bass wave does not show in it) with a slow attack
// and a slower release. A fast stage behind it then has only the rest to do, and lets go to this level and not to unity, so that loud
// passages are not pumped. It reacts late by nature: it must never be the stage that holds a ceiling.
class SlowLeveler {
 public:
  // Times are those to cover 1 - 1/e of the way. [main]
  void prepare(double rate, double hold_ms, double attack_ms, double release_ms) {
    least_.prepare(static_cast<int>(std::lround(hold_ms * 1e-3 * rate)), 1.0);
    attack_ = coefficient(attack_ms, rate);
    release_ = coefficient(release_ms, rate);
    reset();
  }

  // As after prepare. [audio]
  void reset() noexcept {
    least_.reset();
    level_ = 1.0;
  }

  // Takes the gain (0 to 1) that a frame needs and gives the level now. [audio]
  double push(double need) noexcept {
    const double least = least_.push(need);
    if (least < level_)
      level_ += attack_ * (least - level_);
    else
      level_ = std::min(least, level_ + release_ * (least - level_) + kLastStep);
    return level_;
  }

 private:
  // Brings the level all the way back to what it goes to, and so to exactly 1.
  static constexpr double kLastStep = 2e-9;

  static double coefficient(double ms, double rate) { return -std::expm1(-1.0 / (ms * 1e-3 * rate)); }

  SlidingMin<double> least_;
  double attack_ = 0.0, release_ = 0.0;
  double level_ = 1.0;
};

}  // namespace sweetspot::dsp
