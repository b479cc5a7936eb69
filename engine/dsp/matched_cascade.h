// Digital cascades that follow their analog curves up to the edge of the band.
//
// A bilinear filter squeezes everything below Nyquist: a bell at 16 kHz is 6 dB off at 20 kHz. Here each section takes over the
// poles and zeros of its analog prototype by z = exp(sT) (the matched z-transform). What then is left of the error comes from the
// images of those poles and zeros beyond Nyquist alone, so it is smooth whatever the settings are, and one more second-order
// section makes up for all sections of the cascade together. Its squared magnitude is a ratio of two quadratics in
// y = sin^2(omega/2), found by weighted linear least squares and split into minimum-phase numerator and denominator as in
// M. Vicanek, "Matched second order digital filters" (2016).
//
// Against the analog prototype at 44.1 kHz, bells (Q 1 to 4) and shelves up to 16 kHz and +-12 dB stay within 0.005 dB up to 16 kHz and
// 0.02 dB up to 20 kHz; the widest and sharpest within 0.06 and 0.11 dB. The phase is that of a minimum-phase filter, which cannot know
// what the curve does beyond Nyquist: up to 10 degrees off the analog one at 10 kHz, 25 at 20 kHz. Where it comes close to 10 or a little
// past (a shelf of 12 dB at 10 kHz), the magnitude leans by up to 0.3 dB between 16 kHz and 20 kHz to stay within.
#pragma once

#include <array>

#include "engine/dsp/analog_section.h"
#include "engine/dsp/biquad.h"

namespace sweetspot::dsp {

// Designs one cascade: add() every section, then ask for the correction. A whole design of nine sections takes about two
// microseconds. Any thread, no heap.
class MatchedCascade {
 public:
  // The matched section for an analog one at a frequency in radians a sample (any above 0; from 0.95 pi on the correction
  // makes more and more of its skirt). Always stable; minimum phase when the prototype is. The gain is exact at the low end of the band.
  Biquad add(const AnalogSection& section, double omega) noexcept;

  // Whether the sections added so far, without a correction, are off by more than 0.004 dB anywhere up to 0.465 of the rate.
  bool needs_correction() const noexcept;

  // The section that makes up for the error of all sections added so far. Stable, minimum phase, 0 dB at the low end.
  Biquad correction() const noexcept;

 private:
  // Squared magnitude wanted over squared magnitude had, at the frequencies where the error is looked at.
  static constexpr int kNodes = 16;
  using Target = std::array<double, kNodes>;

  static Target fresh() noexcept {
    Target target;
    target.fill(1.0);
    return target;
  }

  Target target_ = fresh();
  double phase_error_ = 0.0;  // of all sections at 10 kHz of 44.1, against the analog ones, in radians
};

// A second-order all-pass by the bilinear transform, its phase exact at its frequency (radians a sample; held below 0.95 pi).
Biquad bilinear_all_pass(double omega, double q) noexcept;

}  // namespace sweetspot::dsp
