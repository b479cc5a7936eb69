// A place in a drawn panel that can be taken hold of to change parameters.
#pragma once

#include <cstddef>
#include <functional>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include <QPointF>
#include <QRectF>

#include "ui/controls/plot_axis.h"

namespace sweetspot::ui {

// What a move along one direction changes.
struct PlotGrip {
  std::size_t param = 0;                         // position in the table
  std::function<double(double pixel)> value_at;  // of the parameter when the handle lies there; need not be within its range
  bool falls = false;                            // the value falls to the right, or upwards
  double least = -std::numeric_limits<double>::infinity(), most = std::numeric_limits<double>::infinity();  // besides its range
};

struct PlotHandle {
  int id = 0;    // the same handle keeps it whatever the values
  QPointF at;    // what a drag moves
  QRectF reach;  // where the pointer takes hold of it
  std::optional<PlotGrip> x{}, y{};
  std::optional<std::size_t> wheel{};  // what the wheel turns instead of what a drag changes
  bool node = true;                    // a point; points win over lines
};

using PlotHandles = std::vector<PlotHandle>;

// A grip whose value is read from an axis.
inline PlotGrip grip_on(const PlotAxis& axis, std::size_t param) {
  return {param, [axis](double pixel) { return axis.value(pixel); }};
}

// The square around a point that takes hold of it.
inline QRectF reach_around(QPointF at, double radius = 13.0) { return {at.x() - radius, at.y() - radius, 2.0 * radius, 2.0 * radius}; }

// The handle under the pointer, or null: points before lines, then the nearest; `preferred` wins where several are about as near. Pure.
const PlotHandle* handle_under(const PlotHandles& handles, QPointF pointer, int preferred);

// A parameter by its key, where the table has one.
using MaybeParam = std::optional<std::size_t>;

}  // namespace sweetspot::ui
