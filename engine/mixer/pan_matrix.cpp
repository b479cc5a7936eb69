#include "engine/mixer/pan_matrix.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sweetspot {

PanMatrix mono_matrix(double gain, double pan, PanLaw law) noexcept {
  pan = std::clamp(pan, -1.0, 1.0);
  double left = std::min(1.0, 1.0 - pan);
  double right = std::min(1.0, 1.0 + pan);
  if (law == PanLaw::linear) {
    left = 0.5 * (1.0 - pan);
    right = 0.5 * (1.0 + pan);
  } else if (law == PanLaw::constant_power && std::abs(pan) < 1.0) {
    const double angle = (pan + 1.0) * std::numbers::pi / 4.0;
    left = std::cos(angle);
    right = std::sin(angle);
  }
  return {gain * left, 0.0, gain * right, 0.0};
}

PanMatrix stereo_matrix(double gain, double pan, double width, PanLaw law) noexcept {
  pan = std::clamp(pan, -1.0, 1.0);
  const double own = 0.5 * (1.0 + width);    // of a side to itself; 1 and 0 exactly at width 1
  const double cross = 0.5 * (1.0 - width);  // of a side to the other
  const double left = std::min(1.0, 1.0 - pan);
  const double right = std::min(1.0, 1.0 + pan);
  const double spill_left = law == PanLaw::linear ? 1.0 - right : 0.0;  // of the right side, heard on the left
  const double spill_right = law == PanLaw::linear ? 1.0 - left : 0.0;
  return {gain * (left * own + spill_left * cross), gain * (left * cross + spill_left * own), gain * (right * cross + spill_right * own),
          gain * (right * own + spill_right * cross)};
}

}  // namespace sweetspot
