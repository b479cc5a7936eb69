#include "ui/controls/harmonics.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <vector>

#include "engine/core/units.h"

namespace sweetspot::ui {
namespace {

constexpr int kPoints = 1024;      // of the period
constexpr double kNothing = 1e-6;  // against the fundamental: rounding

using Circle = std::array<std::complex<double>, kPoints>;

const Circle& circle() {
  static const Circle points = [] {
    Circle made;
    for (int n = 0; n < kPoints; ++n) made[static_cast<std::size_t>(n)] = std::polar(1.0, -2.0 * std::numbers::pi * n / kPoints);
    return made;
  }();
  return points;
}

}  // namespace

Harmonics harmonics_of(const std::function<double(double)>& curve, double amplitude) {
  std::vector<double> period(kPoints);
  double power = 0.0, mean = 0.0;
  for (int n = 0; n < kPoints; ++n) {
    const double y = curve(amplitude * std::sin(2.0 * std::numbers::pi * (n + 0.5) / kPoints));
    period[static_cast<std::size_t>(n)] = y;
    power += y * y / kPoints;
    mean += y / kPoints;
  }
  const auto size_of = [&](int harmonic) {
    std::complex<double> sum = 0.0;
    for (int n = 0; n < kPoints; ++n)
      sum += period[static_cast<std::size_t>(n)] * circle()[static_cast<std::size_t>(harmonic * n % kPoints)];
    return 2.0 * std::abs(sum) / kPoints;
  };
  Harmonics found;
  const double fundamental = size_of(1);
  found.level.fill(kMinusInfinity);
  if (fundamental <= 0.0) return found;
  found.level[1] = 0.0;
  for (int k = 2; k <= kHarmonics; ++k) {
    const double share = size_of(k) / fundamental;
    if (share > kNothing) found.level[static_cast<std::size_t>(k)] = db_from_gain(share);
  }
  const double rest = power - mean * mean - 0.5 * fundamental * fundamental;
  found.distortion = std::sqrt(std::max(0.0, rest) * 2.0) / fundamental;
  if (found.distortion < kNothing) found.distortion = 0.0;
  return found;
}

}  // namespace sweetspot::ui
