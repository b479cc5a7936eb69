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
inline bool is_stable(const Biquad& section) noexcept { return std::abs(section.a2) < 1.0 && std::abs(section.a1) < 1.0 + section.a2; }

// One sample of one channel. Any thread, no heap.
inline double tick(const Biquad& c, BiquadState& state, int channel, double x) noexcept {
  const double y = c.b0 * x + state.s1[channel];
  state.s1[channel] = c.b1 * x - c.a1 * y + state.s2[channel];
  state.s2[channel] = c.b2 * x - c.a2 * y;
  return y;
}

// Memory of a section whose coefficients move, for one channel: direct form I, whose past is sound and not products with old
// coefficients, so that a glide leaves no trace of its own. What a transposed section still had to say comes in by e1 and e2.
struct GlidingBiquadState {
  double x1 = 0.0, x2 = 0.0;  // past input
  double y1 = 0.0, y2 = 0.0;  // past output
  double e1 = 0.0, e2 = 0.0;  // to be added to the next output and the one after

  // Goes on where a transposed section is. Any thread, no heap.
  static GlidingBiquadState from(const BiquadState& state, int channel) noexcept {
    return {.e1 = state.s1[channel], .e2 = state.s2[channel]};
  }

  // Lets a transposed section with the coefficients of the last sample go on from here. Any thread, no heap.
  void store(const Biquad& c, BiquadState& state, int channel) const noexcept {
    state.s1[channel] = c.b1 * x1 + c.b2 * x2 - c.a1 * y1 - c.a2 * y2 + e1;
    state.s2[channel] = c.b2 * x1 - c.a2 * y1 + e2;
  }

  // One sample with the coefficients of this moment. Any thread, no heap.
  double tick(const Biquad& c, double x) noexcept {
    const double y = c.b0 * x + c.b1 * x1 + c.b2 * x2 - c.a1 * y1 - c.a2 * y2 + e1;
    x2 = x1;
    x1 = x;
    y2 = y1;
    y1 = y;
    e1 = e2;
    e2 = 0.0;
    return y;
  }
};

}  // namespace sweetspot::dsp
