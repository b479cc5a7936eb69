// The gain of a look-ahead limiter from the gain that each frame needs.
#pragma once

#include "engine/dsp/box_cascade.h"
#include "engine/dsp/sliding_extreme.h"

namespace sweetspot::dsp {

// How a limiter lets go.
struct BrickwallRelease {
  double hold_ms = 0.0;    // beyond the look-ahead the gain stays so long after it was needed, so that it does not follow a bass wave
  double fast_ms = 10.0;   // time constant after a lone peak
  double slow_ms = 500.0;  // how far back the memory of a dense passage goes
  double density = 0.05;   // 0 to 1: how much of the way to that memory the fast release gives up
};

// Least gain over the look-ahead and the hold, released exponentially, then averaged over what fits into the
// look-ahead: the result is never above what any frame needs, moves without corners, and is exactly 1 when nothing is needed.
//
// The release depends on the programme: it does not head for unity but part of the way to the average of what was needed
// lately, so that lone peaks are let go at once and dense passages are not pumped.
class BrickwallGain {
 public:
  // A gain comes out `lookahead` frames (1 or more) after the need that it belongs to. [main]
  void prepare(double rate, int lookahead, const BrickwallRelease& release);

  // New release times, without a jump of the gain; the hold stays as prepared. Any time. [audio]
  void set_release(const BrickwallRelease& release) noexcept;

  // As after prepare. [audio]
  void reset() noexcept;

  // Takes the gain (0 to 1) that a frame needs and gives the one for the frame `lookahead` earlier. [audio]
  double push(double need) noexcept {
    const double least = least_.push(need);
    memory_ += slow_ * (least - memory_);
    const double dense = least - memory_ - kForgotten;
    const double goal = dense > 0.0 ? least - density_ * dense : least;
    released_ = least < released_ ? least : released_ + fast_ * (goal - released_);
    if (released_ > least) released_ = least;
    return 1.0 - average_.push(1.0 - released_);
  }

 private:
  // What is left of the memory below this is let go, so that the gain comes back to 1 in good time.
  static constexpr double kForgotten = 0.02;

  double rate_ = 48000.0;
  SlidingMin<double> least_;
  BoxCascade average_;
  double fast_ = 0.0;  // coefficients a frame
  double slow_ = 0.0;
  double density_ = 0.0;
  double memory_ = 1.0;
  double released_ = 1.0;
};

}  // namespace sweetspot::dsp
