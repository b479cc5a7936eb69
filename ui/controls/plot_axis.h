// Where values lie along one side of a picture.
#pragma once

#include <algorithm>
#include <cmath>

namespace sweetspot::ui {

// Pure. `from` and `to` are the pixels of `low` and `high`; on a logarithmic axis both must be positive.
struct PlotAxis {
  double low = 0.0, high = 1.0;
  double from = 0.0, to = 1.0;
  bool logarithmic = false;

  double share(double value) const { return logarithmic ? std::log(value / low) / std::log(high / low) : (value - low) / (high - low); }
  double pixel(double value) const { return from + (to - from) * share(value); }

  // No farther than its ends; what is no number lies at the low end.
  double clamped_pixel(double value) const {
    const double at = share(value);
    return from + (to - from) * (at > 0.0 ? std::min(at, 1.0) : 0.0);
  }

  double value(double pixel) const {
    const double at = (pixel - from) / (to - from);
    return logarithmic ? low * std::pow(high / low, at) : low + (high - low) * at;
  }
};

}  // namespace sweetspot::ui
