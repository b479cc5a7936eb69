// A delay that moves as a tape's would.
#pragma once

#include <algorithm>
#include <cmath>

namespace sweetspot::dsp {

// Goes to a wanted delay like a machine that gathers speed and brakes: pitch bends there and back without a corner, by no more than a
// fifth up or an octave down. Comes to rest exactly at the goal, so that a goal of whole frames ends in untouched samples. State moves by
// frames.
class DelayGlide {
 public:
  // [main]
  void prepare(double rate) noexcept {
    brake_ = 1.0 / (kBrakeSeconds * rate);
    gather_ = kFastest / (kGatherSeconds * rate);
  }

  // [audio]
  void jump(double delay) noexcept {
    at_ = goal_ = delay;
    speed_ = 0.0;
  }

  void aim(double delay) noexcept { goal_ = delay; }

  double at() const noexcept { return at_; }
  bool resting() const noexcept { return at_ == goal_ && speed_ == 0.0; }

  // The delay of this frame; goes on to the next. [audio]
  double next() noexcept {
    const double now = at_;
    if (resting()) return now;
    const double wanted = std::clamp(brake_ * (goal_ - at_), -kFastest, kFastest);
    speed_ = std::clamp(wanted, speed_ - gather_, speed_ + gather_);
    at_ += speed_;
    if (std::abs(goal_ - at_) < kThere && std::abs(speed_) < kThere) jump(goal_);
    return now;
  }

 private:
  static constexpr double kFastest = 0.5;  // frames a frame: half or one and a half times the pitch
  static constexpr double kGatherSeconds = 0.1;
  static constexpr double kBrakeSeconds = 0.2;  // braking takes twice as long as gathering speed, so the goal is never passed
  static constexpr double kThere = 1e-5;        // a step of that is 100 dB below a sine of 10 kHz

  double brake_ = 0.0, gather_ = 0.0;
  double at_ = 0.0, goal_ = 0.0, speed_ = 0.0;
};

}  // namespace sweetspot::dsp
