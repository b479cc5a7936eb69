// Second-order digital sections: their coefficients, their state and what they do to a sine.
#pragma once

#include <cmath>
#include <complex>

namespace sweetspot::dsp {

// H(z) = (b0 + b1/z + b2/z^2) / (1 + a1/z + a2/z^2). The default passes everything unchanged.
struct Biquad {
  double b0 = 1.0;
  double b1 = 0.0;
  double b2 = 0.0;
  double a1 = 0.0;
  double a2 = 0.0;

  friend bool operator==(const Biquad&, const Biquad&) = default;
};

// Memory of a transposed direct form II section for two channels.
struct BiquadState {
  double s1[2] = {0.0, 0.0};
  double s2[2] = {0.0, 0.0};
};

// Complex gain at a frequency in radians a sample, 0 to pi. Any thread, no heap.
inline std::complex<double> response(const Biquad& section, double omega) noexcept {
  const std::complex<double> delay = std::polar(1.0, -omega);
  return (section.b0 + delay * (section.b1 + delay * section.b2)) / (1.0 + delay * (section.a1 + delay * section.a2));
}

// Whether both poles lie inside the unit circle: Jury's triangle. Any thread, no heap.
inline bool is_stable(const Biquad& section) noexcept {
  return std::abs(section.a2) < 1.0 && std::abs(section.a1) < 1.0 + section.a2;
}

// One sample of one channel. Any thread, no heap.
inline double tick(const Biquad& c, BiquadState& state, int channel, double x) noexcept {
  const double y = c.b0 * x + state.s1[channel];
  state.s1[channel] = c.b1 * x - c.a1 * y + state.s2[channel];
  state.s2[channel] = c.b2 * x - c.a2 * y;
  return y;
}

}  // namespace sweetspot::dsp
