// The inner loops of the true-peak meter, compiled for each instruction set.
#pragma once

namespace sweetspot::true_peak {

inline constexpr int kShortTaps = 32;
inline constexpr int kLongTaps = 256;

// Three phases (1/4, 1/2, 3/4 sample after the centre) of a short interpolator over `frames` points (a multiple of 16).
// samples[n] .. samples[n + kShortTaps - 1] make point n. Writes out[phase][n] and returns the largest magnitude of all.
float interpolate_quarters(const float* samples, const float (*taps)[kShortTaps], int frames, float (*out)[64]) noexcept;

// Sum of products of kLongTaps values.
float long_dot(const float* samples, const float* taps) noexcept;

// Largest magnitude of `count` finite samples; anything not finite gives a value that is not finite. Any count.
float magnitude(const float* samples, int count) noexcept;

}  // namespace sweetspot::true_peak
