// What edges stick to beside the grid: markers, the ends of other clips, the start of the song. Pure.
#pragma once

#include <set>
#include <span>
#include <vector>

#include "engine/session/session.h"
#include "ui/store/time_grid.h"

namespace sweetspot::ui {

inline constexpr double kSnapReach = 8.0;  // pixels

// Sorted. Clips that move along are no targets.
std::vector<Frames> snap_targets(const Session& session, const std::set<RegionId>& but);

// How far to move a place so that it lies on the nearest target within `reach`, otherwise on the grid. 0 when snap is off.
struct SnapStep {
  Frames by = 0;
  bool on_target = false;
};
SnapStep snap_step(Frames at, Snap snap, const TimeGrid& grid, std::span<const Frames> targets, Frames reach);

}  // namespace sweetspot::ui
