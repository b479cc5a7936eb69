#include "engine/mixer/lane.h"

#include <algorithm>

namespace sweetspot {

std::size_t Lane::first_after(Frames at) const noexcept {
  const auto& all = points();
  const auto found = std::upper_bound(all.begin(), all.end(), at, [](Frames frame, const AutomationPoint& p) { return frame < p.at; });
  return static_cast<std::size_t>(found - all.begin());
}

// The curve between point `after - 1` and point `after`, at a frame of the lane's own time.
double Lane::on_segment(std::size_t after, Frames at) const noexcept {
  const auto& all = points();
  if (after == 0) return all.front().value;
  if (after == all.size()) return all.back().value;
  const AutomationPoint& a = all[after - 1];
  const AutomationPoint& b = all[after];
  if (a.curve == Curve::hold) return a.value;
  double x = static_cast<double>(at - a.at) / static_cast<double>(b.at - a.at);
  if (x >= 1.0) return b.value;
  if (a.curve == Curve::smooth) x = x * x * (3.0 - 2.0 * x);
  return a.value + (b.value - a.value) * x;
}

double Lane::at(Frames now) const noexcept {
  const Frames own = now - delay_;
  return on_segment(first_after(own), own);
}

double Lane::before(Frames now) const noexcept {
  const Frames own = now - delay_;
  return on_segment(first_after(own - 1), own);
}

bool Lane::constant_over(Frames from, Frames to) const noexcept {
  const Frames first = from - delay_;
  const Frames last = to - delay_;
  const auto& all = points();
  const std::size_t begin = first_after(first);
  const double value = on_segment(begin, first);
  for (std::size_t after = begin;; ++after) {
    const bool inside = after > 0 && after < all.size() && all[after - 1].curve != Curve::hold;
    if (inside && all[after].value != all[after - 1].value) return false;
    if (after >= all.size() || all[after].at >= last) return true;
    if (all[after].value != value) return false;
  }
}

Frames Lane::next_point(Frames now) const noexcept {
  const std::size_t after = first_after(now - delay_);
  return after == points().size() ? kNever : points()[after].at + delay_;
}

bool Lane::point_at(Frames now) const noexcept {
  const std::size_t after = first_after(now - delay_);
  return after > 0 && points()[after - 1].at == now - delay_;
}

}  // namespace sweetspot
