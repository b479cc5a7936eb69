// Where the parts of a saturator's or clipper's curve lie: amplitude out over amplitude in.
#pragma once

#include <span>

#include <QSizeF>

#include "engine/studio/processors.h"
#include "ui/panels/plot_handle.h"

namespace sweetspot::ui {

// All of this is pure.
struct ShapeScale {
  QRectF area;
  PlotAxis in, out;  // amplitude, full scale 1

  QPointF point(double in_amplitude, double out_amplitude) const {
    return {in.pixel(std::clamp(in_amplitude, in.low, in.high)), out.pixel(std::clamp(out_amplitude, out.low, out.high))};
  }
};
ShapeScale shape_scale(const QSizeF& size);

struct ShapeParams {
  MaybeParam drive, output, ceiling, knee;
};
ShapeParams shape_params(std::span<const ParamSpec> table);

enum ShapeHandle { kShapeDriveHandle, kShapeOutputHandle, kShapeCeilingHandle, kShapeKneeHandle };

// Drive: a point on the curve, at the amplitude that is driven to full scale (or to the ceiling). Output: the end of the curve. Ceiling and
// where the knee begins: lines.
PlotHandles shape_handles(const ProcessorType& type, std::span<const double> values, const ShapeScale& scale);

}  // namespace sweetspot::ui
