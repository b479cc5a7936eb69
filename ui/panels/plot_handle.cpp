#include "ui/panels/plot_handle.h"

#include <cmath>
#include <limits>

namespace sweetspot::ui {
namespace {

constexpr double kLineBehind = 8.0;     // pixels by which a line must be nearer than a point
constexpr double kPreferredLead = 3.0;  // pixels by which the preferred one may be farther

double distance(const PlotHandle& handle, QPointF pointer) {
  const QPointF away = handle.at - pointer;
  if (handle.node) return std::hypot(away.x(), away.y());
  return (handle.x && handle.y ? std::hypot(away.x(), away.y()) : std::abs(handle.x ? away.x() : away.y())) + kLineBehind;
}

}  // namespace

const PlotHandle* handle_under(const PlotHandles& handles, QPointF pointer, int preferred) {
  const PlotHandle* nearest = nullptr;
  double least = std::numeric_limits<double>::infinity();
  for (const PlotHandle& handle : handles) {
    if (!handle.reach.contains(pointer)) continue;
    const double away = distance(handle, pointer) - (handle.id == preferred ? kPreferredLead : 0.0);
    if (away < least) {
      least = away;
      nearest = &handle;
    }
  }
  return nearest;
}

}  // namespace sweetspot::ui
