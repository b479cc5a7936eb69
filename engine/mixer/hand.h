// Who has an automated value at the moment: its curve, a hand on the control, or the way back from the one to the other.
#pragma once

#include "engine/mixer/glide.h"

namespace sweetspot {

// Stands between a lane and the value that sounds. While a hand holds the control the curve is not heard; let go, the value goes back to
// the curve, wherever that is by then, in a straight line of share. Advanced once a slice by whoever owns it. All [audio], no heap.
class Hand {
 public:
  // What the main thread wants. `now`: the value that sounds; it is left from there within `glide` frames, or at once when nothing
  // sounded yet (`fresh`). `back`: frames of the way back.
  void take(bool held, double goal, double now, bool fresh, double glide, double back) noexcept {
    if (held) {
      if (!held_) value_.jump(fresh ? goal : now);
      value_.aim(goal, glide);
      share_.jump(1.0);
    } else if (held_) {
      share_.aim(0.0, fresh ? 0.0 : back);
    }
    held_ = held;
  }

  // The curve is another one from now on: goes over to it from the value that sounds.
  void bridge(double now, double frames) noexcept {
    if (held_) return;
    value_.jump(now);
    share_.jump(1.0);
    share_.aim(0.0, frames);
  }

  void advance(int frames) noexcept {
    value_.advance(frames);
    share_.advance(frames);
  }

  // The value that sounds, given the curve's.
  double mixed(double lane) const noexcept {
    const double share = share_.value();
    if (share == 0.0) return lane;
    return share == 1.0 ? value_.value() : lane + share * (value_.value() - lane);
  }

  bool held() const noexcept { return held_; }
  bool resting() const noexcept { return share_.resting() && (share_.value() == 0.0 || value_.resting()); }

 private:
  Glide value_;  // what the hand wants
  Glide share_;  // of the hand: 1 while it holds
  bool held_ = false;
};

}  // namespace sweetspot
