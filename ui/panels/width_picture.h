// Where the parts of a picture of stereo width over frequency lie.
#pragma once

#include <array>
#include <span>

#include <QSizeF>

#include "engine/params/spec.h"
#include "ui/panels/plot_handle.h"

namespace sweetspot::ui {

inline constexpr int kWidthBands = 3;

// Where the parameters lie in a table that has them. All of this is pure.
struct WidthParams {
  std::array<std::size_t, kWidthBands - 1> splits{};
  std::array<std::size_t, kWidthBands> widths{};
  MaybeParam mono_below;
};
std::optional<WidthParams> width_params(std::span<const ParamSpec> table);

struct WidthScale {
  QRectF area;
  PlotAxis hertz;
  PlotAxis percent;
};
WidthScale width_scale(const QSizeF& size);

// The ends of a band in Hz.
struct WidthBand {
  double low = 20.0, high = 20000.0;
};
std::array<WidthBand, kWidthBands> width_bands(const WidthParams& params, std::span<const double> values);

enum WidthHandle { kWidthSplitHandle = 0, kWidthBandHandle = 10, kMonoBelowHandle = 20 };  // the first two: plus the number from 0

PlotHandles width_handles(const WidthParams& params, std::span<const double> values, const WidthScale& scale);

}  // namespace sweetspot::ui
