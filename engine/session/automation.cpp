#include "engine/session/automation.h"

#include <algorithm>

namespace sweetspot {

double value_at(const AutomationLane& lane, Frames at) noexcept {
  const auto& points = lane.points;
  const auto next = std::upper_bound(points.begin(), points.end(), at, [](Frames f, const AutomationPoint& p) { return f < p.at; });
  if (next == points.begin()) return next->value;
  const AutomationPoint& a = *(next - 1);
  if (next == points.end() || a.curve == Curve::hold) return a.value;
  const double t = static_cast<double>(at - a.at) / static_cast<double>(next->at - a.at);
  const double shaped = a.curve == Curve::smooth ? t * t * (3.0 - 2.0 * t) : t;
  return a.value + shaped * (next->value - a.value);
}

}  // namespace sweetspot
