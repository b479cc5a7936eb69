// Where the parts of the multiband's picture lie, and the curve that its bands make together.
#pragma once

#include <array>
#include <span>
#include <vector>

#include <QSizeF>

#include "engine/studio/processors.h"
#include "ui/panels/plot_handle.h"

namespace sweetspot::ui {

// All of this is pure. Levels (input, threshold) and gains (make-up, reduction, the curve) have scales of their own.
struct MultibandScale {
  QRectF area;
  PlotAxis hertz;
  PlotAxis level;  // dB
  PlotAxis gain;   // dB, 0 in the middle
};

inline constexpr double kMultibandLowest = -60.0;    // dB of the level scale
inline constexpr double kMultibandGainRange = 24.0;  // dB up and down
inline constexpr int kMultibandStripHeight = 28;     // of the names and buttons above the area

MultibandScale multiband_scale(const QSizeF& size, bool gain_numbers);

// The bands in use from below: their ends in Hz, and the parameter of the split at the upper end.
struct MultibandRegion {
  int band = 0;
  double low = 20.0, high = 20000.0;
  MaybeParam upper_split;
};
std::vector<MultibandRegion> multiband_regions(std::span<const double> values);

// In Hz, half-way on the picture.
double multiband_middle(const MultibandRegion& region);

// Handles: ids of a band's parts.
constexpr int multiband_split_handle(int split) { return split; }
constexpr int multiband_threshold_handle(int band) { return 100 + band; }
constexpr int multiband_gain_handle(int band) { return 200 + band; }
// The band that a handle belongs to; that below a split.
constexpr int multiband_band_of(int handle) { return handle % 100; }

// Splits move sideways and keep their order; thresholds and gains move up and down.
PlotHandles multiband_handles(std::span<const ParamSpec> table, std::span<const double> values, const MultibandScale& scale);

// The bands' own responses at some frequencies, so that the curve of any gains is a sum and cheap enough for every frame.
class MultibandCurve {
 public:
  void set(std::span<const double> values, double rate, std::vector<double> hertz);

  // Level in dB at each frequency while the bands have these gains in dB (minus infinity: not heard).
  void curve(std::span<const double> gains_db, std::span<double> decibels) const;

  std::span<const double> hertz() const { return hertz_; }

 private:
  std::vector<double> hertz_;
  std::array<std::vector<double>, kMultibandBands> amplitudes_;
};

}  // namespace sweetspot::ui
