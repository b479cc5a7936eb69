// The shapes of slow oscillators.
#pragma once

#include <algorithm>
#include <cmath>

#include "engine/dsp/slow_phase.h"

namespace sweetspot::dsp {

// From -1 to 1, all beginning at 0 on the way up. Any thread, no heap.
inline double triangle_of_cycles(double x) noexcept {
  const double t = x - std::nearbyint(x);
  return std::abs(t) > 0.25 ? std::copysign(2.0, t) - 4.0 * t : 4.0 * t;
}

// A square whose edges take `edge` cycles (to a half) and bend like a cubic.
inline double soft_square_of_cycles(double x, double edge) noexcept {
  const double t = std::clamp(triangle_of_cycles(x) * 0.5 / std::min(edge, 0.5), -1.0, 1.0);
  return 0.5 * t * (3.0 - t * t);
}

}  // namespace sweetspot::dsp
