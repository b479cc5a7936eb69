// The Kaiser window (J. F. Kaiser, "Nonrecursive digital filter design using the I0-sinh window function", ISCAS 1974).
#pragma once

#include <algorithm>
#include <cmath>

namespace sweetspot::dsp {

// Its shape parameter for a stop band so many dB down. Any thread.
inline double kaiser_beta(double attenuation_db) {
  if (attenuation_db > 50.0) return 0.1102 * (attenuation_db - 8.7);
  if (attenuation_db < 21.0) return 0.0;
  return 0.5842 * std::pow(attenuation_db - 21.0, 0.4) + 0.07886 * (attenuation_db - 21.0);
}

// Modified Bessel function of the first kind, order 0, by its power series. Any thread.
inline double bessel_i0(double x) {
  double term = 1.0;
  double sum = 1.0;
  for (int k = 1; k < 200 && term > sum * 1e-17; ++k) {
    term *= (x / (2.0 * k)) * (x / (2.0 * k));
    sum += term;
  }
  return sum;
}

// The window at `position` -1 to 1 (0 beyond), 1 in the middle. Any thread.
inline double kaiser(double position, double beta) {
  if (std::abs(position) > 1.0) return 0.0;
  return bessel_i0(beta * std::sqrt(std::max(0.0, 1.0 - position * position))) / bessel_i0(beta);
}

}  // namespace sweetspot::dsp
