// A value on its way to a goal in a straight line.
#pragma once

#include <algorithm>
#include <cmath>

namespace sweetspot {

// Advanced once a slice by whoever owns it. All functions [audio], no heap.
class Glide {
 public:
  // Is at `value` now.
  void jump(double value) noexcept {
    value_ = goal_ = value;
    left_ = 0;
  }

  // Sets out for `goal`, to be there after `frames`; at once when that is less than one. The same goal again changes nothing.
  void aim(double goal, double frames) noexcept {
    if (goal == goal_) return;
    goal_ = goal;
    left_ = static_cast<int>(std::lround(frames));
    if (left_ < 1) value_ = goal;
  }

  // Moves on and returns the value `frames` later.
  double advance(int frames) noexcept {
    if (left_ <= frames) {
      value_ = goal_;
      left_ = 0;
    } else {
      value_ += (goal_ - value_) * frames / left_;
      left_ -= frames;
    }
    return value_;
  }

  double value() const noexcept { return value_; }
  bool resting() const noexcept { return value_ == goal_; }

 private:
  double value_ = 0.0;
  double goal_ = 0.0;
  int left_ = 0;
};

}  // namespace sweetspot
