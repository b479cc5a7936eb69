// The way of a gain to where it is wanted: attack, hold, release, and a release that remembers.
#pragma once

#include <algorithm>
#include <cmath>

namespace sweetspot::dsp {

// How a gain follows. Coefficients are those of one-poles, a frame; see one_pole().
struct FollowerTimes {
  double attack = 1.0;
  double release = 1.0;
  double hold = 0.0;     // frames after which it releases
  double memory = 0.0;   // coefficient of the slow memory
  double density = 0.0;  // 0 to 1: how far the release stops at that memory
  double near = 0.0;     // within so much the value counts as where it is wanted: the crests of a steady wave keep the hold going
};

// Coefficient with which a one-pole covers 1 - 1/e of a step in that time. Any thread, no heap.
inline double one_pole(double milliseconds, double rate) noexcept { return -std::expm1(-1.0 / std::max(1e-6, milliseconds * 1e-3 * rate)); }

// A branching one-pole on values of 0 or less: downwards is attack, upwards is release, 0 is rest. (Where opening is the attack, as in a
// gate, the caller counts its gain negatively.)
//
// After the value was last pulled down, or was where it is wanted, the hold passes before it is released. The release is not wholly to
// where the value is wanted: a slow memory of the value holds back its share (density) and gives it up by its own time, so that after a
// lone peak the release is quick and after a long loud passage it has a quick and a slow part, like the optical cells and the two-stage
// networks of analog compressors.
class GainFollower {
 public:
  // Is at a value, with nothing remembered. [audio]
  void jump(double value) noexcept {
    value_ = value;
    memory_ = 0.0;
    waited_ = 0.0;
  }

  double value() const noexcept { return value_; }

  // One frame. [audio]
  double push(double wanted, const FollowerTimes& times) noexcept {
    memory_ += times.memory * (std::max(wanted, value_) - memory_);
    waited_ = wanted - value_ <= times.near ? 0.0 : waited_ + 1.0;
    const double goal = std::min(wanted, std::max(times.density * memory_, value_));
    const double rise = waited_ < times.hold ? 0.0 : times.release;
    value_ += (wanted < value_ ? times.attack : rise) * (goal - value_);
    return value_;
  }

  friend bool operator==(const GainFollower&, const GainFollower&) = default;

 private:
  double value_ = 0.0;
  double memory_ = 0.0;
  double waited_ = 0.0;  // frames since the value was where it is wanted
};

}  // namespace sweetspot::dsp
