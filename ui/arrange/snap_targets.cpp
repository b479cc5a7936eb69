#include "ui/arrange/snap_targets.h"

#include <algorithm>
#include <cstdlib>

namespace sweetspot::ui {

std::vector<Frames> snap_targets(const Session& session, const std::set<RegionId>& but) {
  std::vector<Frames> targets{0};
  for (const Marker& marker : session.markers) {
    targets.push_back(marker.at);
    if (marker.length > 0) targets.push_back(marker.at + marker.length);
  }
  for (const auto& track : session.tracks)
    for (const Region& region : track->regions) {
      if (but.contains(region.id)) continue;
      targets.push_back(region.position);
      targets.push_back(region.position + region.length);
    }
  std::ranges::sort(targets);
  targets.erase(std::unique(targets.begin(), targets.end()), targets.end());
  return targets;
}

SnapStep snap_step(Frames at, Snap snap, const TimeGrid& grid, std::span<const Frames> targets, Frames reach) {
  if (snap == Snap::off) return {};
  const auto next = std::ranges::lower_bound(targets, at);
  Frames best = reach + 1;
  if (next != targets.end()) best = *next - at;
  if (next != targets.begin() && at - *(next - 1) < std::abs(best)) best = *(next - 1) - at;
  if (std::abs(best) <= reach) return {best, true};
  return {snapped(at, snap, grid) - at, false};
}

}  // namespace sweetspot::ui
