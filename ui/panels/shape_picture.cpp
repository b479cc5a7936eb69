#include "ui/panels/shape_picture.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "ui/controls/param_steps.h"

namespace sweetspot::ui {
namespace {

constexpr double kMost = 1.06;
constexpr double kLineReach = 6.0;
constexpr double kFaintest = 1e-3;

MaybeParam find(std::span<const ParamSpec> table, std::string_view key) {
  const int at = index_of(table, key);
  return at < 0 ? MaybeParam() : MaybeParam(static_cast<std::size_t>(at));
}

}  // namespace

ShapeScale shape_scale(const QSizeF& size) {
  ShapeScale scale;
  scale.area = QRectF(QPointF(), size).adjusted(28, 8, -8, -18);
  scale.in = {-kMost, kMost, scale.area.left(), scale.area.right()};
  scale.out = {-kMost, kMost, scale.area.bottom(), scale.area.top()};
  return scale;
}

ShapeParams shape_params(std::span<const ParamSpec> table) {
  return {find(table, "drive"), find(table, "output"), find(table, "ceiling"), find(table, "knee")};
}

PlotHandles shape_handles(const ProcessorType& type, std::span<const double> values, const ShapeScale& scale) {
  const ShapeParams params = shape_params(type.params);
  PlotHandles handles;
  const double ceiling = params.ceiling ? gain_from_db(values[*params.ceiling]) : 1.0;
  if (params.drive) {
    const double in = ceiling / gain_from_db(values[*params.drive]);
    PlotHandle drive;
    drive.id = kShapeDriveHandle;
    drive.at = scale.point(in, type.shape(values, in));
    drive.reach = reach_around(drive.at);
    drive.x =
        PlotGrip{*params.drive,
                 [axis = scale.in, ceiling](double pixel) { return db_from_gain(ceiling / std::max(kFaintest, axis.value(pixel))); }, true};
    handles.push_back(drive);
  }
  if (params.output) {
    PlotHandle end;
    end.id = kShapeOutputHandle;
    end.at = scale.point(1.0, type.shape(values, 1.0));
    end.reach = reach_around(end.at);
    const std::vector<double> held(values.begin(), values.end());
    end.y = PlotGrip{*params.output, [axis = scale.out, &type, held, param = *params.output](double pixel) {
                       return value_for(
                           type.params[param],
                           [&](double value) {
                             std::vector<double> other = held;
                             other[param] = value;
                             return type.shape(other, 1.0);
                           },
                           axis.value(pixel));
                     }};
    handles.push_back(end);
  }
  const auto line = [&](int id, double level, double left, double right, PlotGrip grip) {
    PlotHandle handle;
    handle.id = id;
    handle.at = {right, scale.out.pixel(level)};
    handle.reach = {left, handle.at.y() - kLineReach, right - left, 2.0 * kLineReach};
    handle.y = std::move(grip);
    handle.node = false;
    handles.push_back(handle);
  };
  // Where both lines lie near each other, the ceiling is held at the left and the knee at the right.
  const double middle = scale.area.center().x();
  if (params.ceiling)
    line(kShapeCeilingHandle, ceiling, scale.area.left(), params.knee ? middle : scale.area.right(),
         {*params.ceiling, [axis = scale.out](double pixel) { return db_from_gain(std::max(kFaintest, axis.value(pixel))); }});
  if (params.knee) {
    const auto below = [axis = scale.out, ceiling](double pixel) { return db_from_gain(ceiling / std::max(kFaintest, axis.value(pixel))); };
    line(kShapeKneeHandle, ceiling * gain_from_db(-values[*params.knee]), middle, scale.area.right(), {*params.knee, below, true});
  }
  return handles;
}

}  // namespace sweetspot::ui
