// Where everything in an equalizer's picture lies, and the curves in it.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include <QRectF>
#include <QSize>

#include "engine/studio/processors.h"
#include "ui/controls/curve_scale.h"
#include "ui/panels/eq_bands.h"

namespace sweetspot::ui {

// The spectrum has a scale of its own behind the curve's.
inline constexpr double kSpectrumTopDb = 0.0;
inline constexpr double kSpectrumBottomDb = -90.0;

struct EqPlot {
  CurveScale scale;
  QRectF labels;  // of the frequencies
  QRectF piano;
  bool large = false;

  double spectrum_y(double db) const;
};

// `large`: in a place of its own. Pure.
EqPlot eq_plot(QSize size, double range_db, bool large);

// Frequencies of the points of a curve, from the left edge to the right.
std::vector<double> curve_frequencies(const EqPlot& plot);

// Where a band's node is; what lies outside of the plot stands at its edge. Pure.
QPointF node_place(const EqPlot& plot, const EqBand& band, std::span<const ParamSpec> table, std::span<const double> values);

// One line of the picture, in dB at each of the frequencies.
using CurveLine = std::vector<double>;

// Every curve that is drawn for some values.
struct EqCurves {
  CurveLine whole;  // of the bands of the chosen route, or of all

  // A band by itself: tinted while it is chosen or under the pointer, and where dynamic bands may go.
  struct Single {
    int band = 0;
    bool tinted = false;
    CurveLine line;
    CurveLine reach;  // with all that the dynamics may add; empty for a band that stands still
  };
  std::vector<Single> singles;
};

// `values` in the order of the equalizer's table. `chosen` and `hovered` are bands from 0, or -1. Pure.
EqCurves eq_curves(std::span<const double> values, std::span<const double> hertz, std::optional<EqRoute> route, int chosen, int hovered);

// The whole while the dynamics add this much to each band, in dB. Pure.
CurveLine eq_live_curve(std::span<const double> values, std::span<const double> hertz, std::optional<EqRoute> route,
                        std::span<const double> dynamic_db);

}  // namespace sweetspot::ui
