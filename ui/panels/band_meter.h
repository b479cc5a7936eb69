// A number in dB that falls like a meter, and is written seldom enough to be read.
#pragma once

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/controls/meter_ballistics.h"

namespace sweetspot::ui {

// Pure. Rises at once to what is farther from `rest` and falls back at a meter's speed.
class FallingLevel {
 public:
  explicit FallingLevel(double rest) : rest_(rest), shown_(rest) {}

  void feed(double now, double seconds) {
    if (!std::isfinite(now)) now = rest_;
    const double back = kMeterFallDbPerSecond * seconds;
    if (std::abs(now - rest_) >= std::abs(shown_ - rest_) || (now - rest_) * (shown_ - rest_) < 0.0)
      shown_ = now;
    else
      shown_ = shown_ > now ? std::max(now, shown_ - back) : std::min(now, shown_ + back);
  }
  double value() const { return shown_; }

 private:
  double rest_;
  double shown_;
};

// Pure. A number that is written anew at most every kWriteSeconds, then as the farthest from 0 since.
class SlowNumber {
 public:
  static constexpr double kWriteSeconds = 0.15;

  // True when what is written changes.
  bool feed(double now, double seconds) {
    gathered_ = std::abs(now) > std::abs(gathered_) ? now : gathered_;
    waited_ += seconds;
    if (waited_ < kWriteSeconds) return false;
    waited_ = 0.0;
    const double next = std::round(std::exchange(gathered_, now) * 10.0) / 10.0;
    return std::exchange(written_, next) != next;
  }
  double value() const { return written_; }

 private:
  double gathered_ = 0.0, waited_ = 0.0, written_ = 0.0;
};

}  // namespace sweetspot::ui
