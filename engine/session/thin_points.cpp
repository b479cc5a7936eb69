#include "engine/session/thin_points.h"

#include <cmath>
#include <cstddef>
#include <utility>

namespace sweetspot {
namespace {

// Of the points between two, the one that lies farthest from the line; `first` when there is none beyond the tolerance.
std::size_t farthest_between(const std::vector<AutomationPoint>& points, std::size_t first, std::size_t last, double tolerance) {
  const AutomationPoint& a = points[first];
  const double slope = (points[last].value - a.value) / static_cast<double>(points[last].at - a.at);
  std::size_t farthest = first;
  double most = tolerance;
  for (std::size_t i = first + 1; i < last; ++i) {
    const double off = std::abs(points[i].value - (a.value + slope * static_cast<double>(points[i].at - a.at)));
    if (off <= most) continue;
    most = off;
    farthest = i;
  }
  return farthest;
}

}  // namespace

std::vector<AutomationPoint> thin_points(const std::vector<AutomationPoint>& points, double tolerance) {
  if (points.size() < 3) return points;
  std::vector<bool> stays(points.size(), false);
  stays.front() = stays.back() = true;
  std::vector<std::pair<std::size_t, std::size_t>> open{{0, points.size() - 1}};
  while (!open.empty()) {
    const auto [first, last] = open.back();
    open.pop_back();
    const std::size_t middle = farthest_between(points, first, last, tolerance);
    if (middle == first) continue;
    stays[middle] = true;
    open.emplace_back(first, middle);
    open.emplace_back(middle, last);
  }
  std::vector<AutomationPoint> left;
  for (std::size_t i = 0; i < points.size(); ++i)
    if (stays[i]) left.push_back({points[i].at, points[i].value, Curve::line});
  return left;
}

}  // namespace sweetspot
