// Values that processors look at once a period.
#pragma once

#include "engine/core/units.h"

namespace sweetspot {

// Processors with many settings take them at every so many frames since reset(), wherever blocks and slices lie, and go there in straight
// lines. The period is that of the engine's slices, so no faster movement is lost.
inline constexpr int kPeriodFrames = kSliceFrames;

// A value on its way through a period.
struct PeriodRamp {
  float start = 0.0f, goal = 0.0f;

  // At the beginning of a period: where it is to be at the end, or at once.
  void aim(double value, bool at_once) noexcept {
    start = at_once ? static_cast<float>(value) : goal;
    goal = static_cast<float>(value);
  }

  bool moving() const noexcept { return start != goal; }

  // `frame` counts from the beginning of the period.
  float at(int frame) const noexcept { return start + (goal - start) * (static_cast<float>(frame) * (1.0f / kPeriodFrames)); }
};

}  // namespace sweetspot
