#include "engine/dsp/saturation_curves.h"

#include <algorithm>
#include <cmath>

namespace sweetspot::dsp {
namespace {

// Langevin's function and its slope; by their series where the difference would cancel.
double langevin(double z) noexcept {
  if (std::abs(z) < 0.03) return z / 3.0 - z * z * z / 45.0 + 2.0 * std::pow(z, 5.0) / 945.0;
  return 1.0 / std::tanh(z) - 1.0 / z;
}

double langevin_slope(double z) noexcept {
  if (std::abs(z) < 0.03) return 1.0 / 3.0 - z * z / 15.0 + 2.0 * std::pow(z, 4.0) / 189.0;
  const double value = langevin(z);
  return 1.0 - value * value - 2.0 * value / z;
}

double wide(double x) noexcept { return std::sqrt(1.0 + x * x / kTubeWide); }

double tanh_slope(double x) noexcept { return 1.0 - std::tanh(x) * std::tanh(x); }

}  // namespace

double clip_excess(double magnitude, double start, double width) noexcept {
  const double bent = std::clamp(magnitude - start, 0.0, width);
  return (bent > 0.0 ? 0.5 * bent * bent / width : 0.0) + std::max(0.0, magnitude - start - width);
}

double saturation_value(SaturationCurve curve, double x) noexcept {
  switch (curve) {
    case SaturationCurve::tape:
      return langevin(3.0 * x);
    case SaturationCurve::tube:
      return x > 0.0 ? std::tanh(x) : x / wide(x);
    case SaturationCurve::transistor:
      return x - std::copysign(clip_excess(std::abs(x), kTransistorKnee, kTransistorWidth), x);
    case SaturationCurve::soft:
      return std::tanh(x);
    case SaturationCurve::hard:
      break;
  }
  return std::clamp(x, -1.0, 1.0);
}

double saturation_slope(SaturationCurve curve, double x) noexcept {
  switch (curve) {
    case SaturationCurve::tape:
      return 3.0 * langevin_slope(3.0 * x);
    case SaturationCurve::tube:
      return x > 0.0 ? tanh_slope(x) : std::pow(wide(x), -3.0);
    case SaturationCurve::transistor:
      return 1.0 - std::clamp((std::abs(x) - kTransistorKnee) / kTransistorWidth, 0.0, 1.0);
    case SaturationCurve::soft:
      return tanh_slope(x);
    case SaturationCurve::hard:
      break;
  }
  return std::abs(x) < 1.0 ? 1.0 : 0.0;
}

}  // namespace sweetspot::dsp
