#include "engine/dsp/analog_section.h"

#include <cmath>
#include <numbers>

namespace sweetspot::dsp {
namespace {

// The cookbook's A: the square root of the linear gain.
double root_gain(double gain_db) noexcept { return std::pow(10.0, gain_db / 40.0); }

}  // namespace

AnalogSection analog_bell(double gain_db, double q) noexcept {
  const double A = root_gain(gain_db);
  return {{1.0, A / q, 1.0}, {1.0, 1.0 / (A * q), 1.0}};
}

AnalogSection analog_low_shelf(double gain_db, double q) noexcept {
  const double A = root_gain(gain_db);
  const double r = std::sqrt(A) / q;
  return {{A * A, A * r, A}, {1.0, r, A}};
}

AnalogSection analog_high_shelf(double gain_db, double q) noexcept {
  const double A = root_gain(gain_db);
  const double r = std::sqrt(A) / q;
  return {{A, A * r, A * A}, {A, r, 1.0}};
}

AnalogSection analog_notch(double q) noexcept { return {{1.0, 0.0, 1.0}, {1.0, 1.0 / q, 1.0}}; }

AnalogSection analog_band_pass(double q) noexcept { return {{0.0, 1.0 / q, 0.0}, {1.0, 1.0 / q, 1.0}}; }

AnalogSection analog_all_pass(double q) noexcept { return {{1.0, -1.0 / q, 1.0}, {1.0, 1.0 / q, 1.0}}; }

AnalogSection analog_tilt(double gain_db) noexcept {
  const double A2 = std::pow(10.0, gain_db / 20.0);
  return {{1.0, A2, 0.0}, {A2, 1.0, 0.0}};
}

AnalogSection analog_low_pass(double q) noexcept { return {{1.0, 0.0, 0.0}, {1.0, 1.0 / q, 1.0}}; }

AnalogSection analog_high_pass(double q) noexcept { return {{0.0, 0.0, 1.0}, {1.0, 1.0 / q, 1.0}}; }

AnalogSection analog_low_pass_first_order() noexcept { return {{1.0, 0.0, 0.0}, {1.0, 1.0, 0.0}}; }

AnalogSection analog_high_pass_first_order() noexcept { return {{0.0, 1.0, 0.0}, {1.0, 1.0, 0.0}}; }

double butterworth_q(int order, int index) noexcept {
  const double angle = std::numbers::pi * (order - 1 - 2 * index) / (2.0 * order);
  return 0.5 / std::cos(angle);
}

std::complex<double> response(const AnalogSection& section, double relative_frequency) noexcept {
  const std::complex<double> s(0.0, relative_frequency);
  const auto at = [s](const AnalogPolynomial& c) { return c[0] + s * (c[1] + s * c[2]); };
  return at(section.numerator) / at(section.denominator);
}

}  // namespace sweetspot::dsp
