#include "engine/session/automation_points.h"

#include <algorithm>
#include <cmath>

#include "engine/session/thin_points.h"

namespace sweetspot {
namespace {

constexpr double kDecibelTolerance = 0.1;
constexpr double kRelativeTolerance = 0.005;
constexpr double kRangeTolerance = 0.002;
constexpr int kSmoothPieces = 64;  // samples of a smooth segment that is cut, before thinning

std::size_t first_at_or_after(const AutomationPoints& points, Frames at) {
  const auto found =
      std::lower_bound(points.begin(), points.end(), at, [](const AutomationPoint& p, Frames frame) { return p.at < frame; });
  return static_cast<std::size_t>(found - points.begin());
}

// The curve from one frame to another as points, where that is part of one segment: its ends, and what a smooth one needs between.
AutomationPoints piece(const AutomationPoints& points, const Curve curve, Frames from, Frames to, double tolerance) {
  const auto value = [&](Frames at) { return value_or(points, at, 0.0); };
  const Curve left = curve == Curve::hold ? Curve::hold : Curve::line;
  if (curve != Curve::smooth || to - from < 2) return {{from, value(from), left}, {to, value(to), left}};
  AutomationPoints dense;
  for (int i = 0; i <= kSmoothPieces; ++i) {
    const Frames at = from + (to - from) * i / kSmoothPieces;
    if (dense.empty() || at > dense.back().at) dense.push_back({at, value(at), Curve::line});
  }
  return thin_points(dense, tolerance);
}

// What the curve does before a frame: ends with a point just before it, unless it never did anything there.
AutomationPoints before(const AutomationPoints& curve, Frames at, double resting, double tolerance) {
  const std::size_t next = first_at_or_after(curve, at);
  AutomationPoints left(curve.begin(), curve.begin() + static_cast<std::ptrdiff_t>(next));
  if (at <= 0 || (!left.empty() && left.back().at == at - 1)) return left;
  const Frames last = at - 1;
  if (left.empty() || next == curve.size()) {
    left.push_back({last, value_or(curve, last, resting), Curve::line});
    return left;
  }
  const AutomationPoint cut = left.back();
  left.pop_back();
  const AutomationPoints shape = piece(curve, cut.curve, cut.at, last, tolerance);
  left.insert(left.end(), shape.begin(), shape.end());
  return left;
}

AutomationPoints after(const AutomationPoints& curve, Frames at, double resting, double tolerance) {
  const std::size_t next = first_at_or_after(curve, at);
  AutomationPoints right(curve.begin() + static_cast<std::ptrdiff_t>(next), curve.end());
  if (!right.empty() && right.front().at == at) return right;
  if (next == 0 || next == curve.size()) {
    right.insert(right.begin(), {at, value_or(curve, at, resting), Curve::line});
    return right;
  }
  AutomationPoints shape = piece(curve, curve[next - 1].curve, at, curve[next].at, tolerance);
  shape.pop_back();  // the next point itself
  right.insert(right.begin(), shape.begin(), shape.end());
  return right;
}

}  // namespace

double value_or(const AutomationPoints& points, Frames at, double resting) noexcept {
  if (points.empty()) return resting;
  const std::size_t next = first_at_or_after(points, at + 1);
  if (next == 0) return points.front().value;
  const AutomationPoint& a = points[next - 1];
  if (next == points.size() || a.curve == Curve::hold) return a.value;
  const AutomationPoint& b = points[next];
  double t = static_cast<double>(at - a.at) / static_cast<double>(b.at - a.at);
  if (a.curve == Curve::smooth) t = t * t * (3.0 - 2.0 * t);
  return a.value + t * (b.value - a.value);
}

AutomationPoints overwritten(const AutomationPoints& curve, const AutomationPoints& inside, Frames end, double resting, double tolerance) {
  AutomationPoints all = before(curve, inside.front().at, resting, tolerance);
  all.insert(all.end(), inside.begin(), inside.end());
  const AutomationPoints rest = after(curve, std::max(end, inside.back().at + 1), resting, tolerance);
  all.insert(all.end(), rest.begin(), rest.end());
  return all;
}

AutomationPoints copied(const AutomationPoints& curve, Frames from, Frames to, double tolerance) {
  if (curve.empty() || to <= from) return {};
  AutomationPoints out = after(curve, from, 0.0, tolerance);
  std::erase_if(out, [to](const AutomationPoint& point) { return point.at >= to; });
  const AutomationPoints all = before(curve, to, 0.0, tolerance);
  // The end is cut as a pass would cut it: what lies between the two cuts is the copy.
  for (const AutomationPoint& point : all) {
    if (point.at > from && point.at < to && (out.empty() || point.at > out.back().at)) out.push_back(point);
  }
  for (AutomationPoint& point : out) point.at -= from;
  return out;
}

double thinning_tolerance(const ParamSpec& spec, const AutomationPoints& points) {
  if (only_steps(spec)) return 0.0;
  if (spec.unit == Unit::decibels || spec.unit == Unit::decibels_true_peak || spec.unit == Unit::loudness) return kDecibelTolerance;
  if (spec.scale != Scale::logarithmic) return (spec.maximum - spec.minimum) * kRangeTolerance;
  double least = spec.maximum;
  for (const AutomationPoint& point : points) least = std::min(least, point.value);
  return std::max(least, spec.minimum) * kRelativeTolerance;
}

bool only_steps(const ParamSpec& spec) noexcept { return spec.scale == Scale::choice || spec.scale == Scale::toggle; }

}  // namespace sweetspot
