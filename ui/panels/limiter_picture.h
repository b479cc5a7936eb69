// Where the parts of a limiter's picture lie: gain reduction above, levels beneath.
#pragma once

#include <span>

#include <QSizeF>

#include "engine/studio/processors.h"
#include "ui/panels/plot_handle.h"

namespace sweetspot::ui {

// All of this is pure.
struct LimiterScale {
  QRectF area;       // both lanes
  QRectF reduction;  // the upper lane; hangs from its top
  QRectF levels;     // the lower one
  PlotAxis down;     // dB of reduction
  PlotAxis level;    // dB
};

inline constexpr double kLimiterLowest = -36.0;
inline constexpr double kLimiterHighest = 3.0;
inline constexpr double kLimiterReductionRange = 12.0;

LimiterScale limiter_scale(const QSizeF& size);

struct LimiterParams {
  MaybeParam ceiling, drive, unity, delta;
};
LimiterParams limiter_params(std::span<const ParamSpec> table);

enum LimiterHandle { kCeilingHandle, kDriveHandle };

// The ceiling, held at the right half, and the level of the input from which on it is limited (the ceiling less the drive), at the left.
PlotHandles limiter_handles(const LimiterParams& params, std::span<const double> values, const LimiterScale& scale);

}  // namespace sweetspot::ui
