// Second-order analog sections: the curves that the equalizer promises.
//
// Bells, shelves, notch, band pass and all-pass are the s-domain prototypes behind R. Bristow-Johnson's "Audio EQ Cookbook".
#pragma once

#include <array>
#include <complex>

namespace sweetspot::dsp {

// c0 + c1 s + c2 s^2, with s in units of the section's own frequency.
using AnalogPolynomial = std::array<double, 3>;

// H(s) = numerator / denominator.
struct AnalogSection {
  AnalogPolynomial numerator{1.0, 0.0, 0.0};
  AnalogPolynomial denominator{1.0, 0.0, 0.0};
};

// Gains in dB, q > 0. Any thread, no heap.
AnalogSection analog_bell(double gain_db, double q) noexcept;
AnalogSection analog_low_shelf(double gain_db, double q) noexcept;
AnalogSection analog_high_shelf(double gain_db, double q) noexcept;
AnalogSection analog_notch(double q) noexcept;
AnalogSection analog_band_pass(double q) noexcept;  // 0 dB at its peak
AnalogSection analog_all_pass(double q) noexcept;

// First order, turning about its frequency, where it passes 0 dB: -gain_db far below, +gain_db far above.
AnalogSection analog_tilt(double gain_db) noexcept;

AnalogSection analog_low_pass(double q) noexcept;
AnalogSection analog_high_pass(double q) noexcept;
AnalogSection analog_low_pass_first_order() noexcept;
AnalogSection analog_high_pass_first_order() noexcept;

// Q of the second-order section `index` (0 is the sharpest) of a Butterworth filter of an order (1 to 8).
double butterworth_q(int order, int index) noexcept;

// Complex gain at a frequency in units of the section's own.
std::complex<double> response(const AnalogSection& section, double relative_frequency) noexcept;

}  // namespace sweetspot::dsp
