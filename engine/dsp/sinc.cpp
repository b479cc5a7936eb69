#include "engine/dsp/sinc.h"

#include <cmath>
#include <numbers>

namespace sweetspot::dsp {

namespace {

constexpr int kSteps = 512;  // window table steps a sample; linear between
constexpr double kBeta = 9.0;

// Zeroth-order modified Bessel function of the first kind, by its series.
double bessel_i0(double x) {
  double term = 1.0, sum = 1.0;
  for (int k = 1; k < 40; ++k) {
    term *= (x / (2.0 * k)) * (x / (2.0 * k));
    sum += term;
  }
  return sum;
}

struct KaiserTable {
  std::array<double, FractionalTaps::kTaps / 2 * kSteps + 2> half{};
  KaiserTable() {
    const double edge = FractionalTaps::kTaps / 2.0;
    for (std::size_t n = 0; n < half.size(); ++n) {
      const double x = static_cast<double>(n) / kSteps / edge;
      half[n] = x < 1.0 ? bessel_i0(kBeta * std::sqrt(1.0 - x * x)) / bessel_i0(kBeta) : 0.0;
    }
  }
  double at(double distance) const noexcept {
    const double position = distance * kSteps;
    const auto n = static_cast<std::size_t>(position);
    if (n + 1 >= half.size()) return 0.0;
    return half[n] + (position - static_cast<double>(n)) * (half[n + 1] - half[n]);
  }
};

const KaiserTable kaiser;  // made before main, so that the audio thread never makes it

}  // namespace

FractionalTaps::FractionalTaps(double fraction) noexcept : whole_(fraction == 0.0) {
  const double sine = std::sin(std::numbers::pi * fraction) / std::numbers::pi;
  double sum = 0.0;
  for (int n = 0; n < kTaps; ++n) {
    const double distance = n - kBefore - fraction;
    const double sign = (n - kBefore) % 2 == 0 ? -1.0 : 1.0;  // sin(pi (n - fraction)) from one sine
    const double sinc = distance == 0.0 ? 1.0 : sign * sine / distance;
    const double tap = sinc * kaiser.at(std::abs(distance));
    taps_[static_cast<std::size_t>(n)] = static_cast<float>(tap);
    sum += tap;
  }
  for (float& tap : taps_) tap = static_cast<float>(static_cast<double>(tap) / sum);
}

}  // namespace sweetspot::dsp
