// Peaks that are held for a while, so that a level does not follow the wave of the bass.
#pragma once

#include <algorithm>
#include <cmath>

#include "engine/dsp/sliding_extreme.h"

namespace sweetspot::dsp {

// Frames over which a peak is gathered before it goes to the hold.
inline constexpr int kHoldStretch = 32;

// Half a wave of 40 Hz, in ms: peaks held so long give bass a steady level.
inline constexpr double kBassHoldMs = 12.5;

// The greatest of the levels of the last so many ms, to the nearest stretch. The owner says when a stretch of kHoldStretch frames is full.
class HeldPeak {
 public:
  // [main]
  void prepare(double rate, double milliseconds) {
    window_.prepare(static_cast<int>(std::ceil(milliseconds * 1e-3 * rate / kHoldStretch)), 0.0f);
    reset();
  }

  // [audio]
  void reset() noexcept {
    window_.reset();
    gathered = held = 0.0f;
  }

  // Takes a level, which must not be negative nor NaN, and gives the held one. [audio]
  float push(float level) noexcept {
    gathered = std::max(gathered, level);
    return std::max(gathered, held);
  }

  // [audio]
  void end_stretch() noexcept {
    held = window_.push(gathered);
    gathered = 0.0f;
  }

  float gathered = 0.0f;  // of this stretch so far
  float held = 0.0f;      // of the stretches before, as far back as the hold goes

 private:
  SlidingMax<float> window_;
};

}  // namespace sweetspot::dsp
