// An automation lane as the audio thread reads it.
#pragma once

#include <limits>
#include <memory>
#include <vector>

#include "engine/core/units.h"
#include "engine/session/automation.h"

namespace sweetspot {

// A lane shifted by the delay of the place where it acts, so that a point meets the sound it was set at. Immutable.
class Lane {
 public:
  static constexpr Frames kNever = std::numeric_limits<Frames>::max();

  // `lane` must have a point; it is kept alive. `delay` in frames. [main]
  Lane(std::shared_ptr<const AutomationLane> lane, Frames delay) : lane_(std::move(lane)), delay_(delay) {}

  // Value at a frame of the engine's time, and the value that the curve reaches just before it. They differ where a held
  // value steps. Any thread, no heap.
  double at(Frames now) const noexcept;
  double before(Frames now) const noexcept;

  // True when the value is the same at every frame of [from, to). Any thread, no heap.
  bool constant_over(Frames from, Frames to) const noexcept;

  // First point later than `now`, or kNever. Any thread, no heap.
  Frames next_point(Frames now) const noexcept;

  // True when a point lies exactly at `now`. Any thread, no heap.
  bool point_at(Frames now) const noexcept;

 private:
  const std::vector<AutomationPoint>& points() const noexcept { return lane_->points; }
  std::size_t first_after(Frames at) const noexcept;  // index of the first point later than a lane's own frame
  double on_segment(std::size_t after, Frames at) const noexcept;

  std::shared_ptr<const AutomationLane> lane_;
  Frames delay_;
};

}  // namespace sweetspot
