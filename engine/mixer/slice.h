// The grid on which moving values are looked at: slices of kSliceFrames, aligned to the timeline.
#pragma once

#include "engine/core/units.h"

namespace sweetspot {

// First slice border after a frame; frames before zero count too. Any thread.
constexpr Frames next_border(Frames at) noexcept {
  const Frames rest = ((at % kSliceFrames) + kSliceFrames) % kSliceFrames;
  return at + kSliceFrames - rest;
}

// The stretch [start, end) in which every moving value is a straight line. It never crosses a border or an automation point,
// and it is the same however the device cuts its blocks.
struct Slice {
  Frames start = 0;
  Frames end = 0;

  bool contains(Frames at) const noexcept { return at >= start && at < end; }
  int length() const noexcept { return static_cast<int>(end - start); }
};

}  // namespace sweetspot
