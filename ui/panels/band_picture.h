// The band that a de-esser or an exciter works on, over frequency.
#pragma once

#include <span>

#include <QSizeF>

#include "engine/params/spec.h"
#include "ui/panels/plot_handle.h"

namespace sweetspot::ui {

// Where the parameters lie: a choice of "above", "around" or "below", a frequency and a width in octaves. All of this is pure.
struct BandParams {
  std::size_t band = 0, freq = 0, width = 0;
};
std::optional<BandParams> band_params(std::span<const ParamSpec> table);

inline constexpr double kLowestHertz = 20.0, kHighestHertz = 20000.0;

struct BandSpan {
  double low = kLowestHertz, high = kHighestHertz;  // Hz
  bool around = false;                              // both ends are the band's own
};
BandSpan band_span(const BandParams& params, std::span<const ParamSpec> table, std::span<const double> values);

enum BandHandle { kBandFreqHandle, kBandWidthHandle };

struct BandScale {
  QRectF area;
  PlotAxis hertz;
};
BandScale band_scale(const QSizeF& size);

// The frequency: the corner, or the middle of a band around it. The width: the band's upper edge.
PlotHandles band_handles(const BandParams& params, std::span<const ParamSpec> table, std::span<const double> values,
                         const BandScale& scale);

}  // namespace sweetspot::ui
