// The harmonics that a curve makes of a sine.
#pragma once

#include <array>
#include <functional>

namespace sweetspot::ui {

inline constexpr int kHarmonics = 10;

struct Harmonics {
  std::array<double, kHarmonics + 1> level{};  // dB against the fundamental, by number; [0] is not used, [1] is 0
  double distortion = 0.0;                     // root of the power of all harmonics over that of the fundamental
};

// Of a sine of that amplitude through amplitude -> amplitude, by a discrete Fourier transform of one period. What there is none of is
// minus infinity. Pure.
Harmonics harmonics_of(const std::function<double(double amplitude)>& curve, double amplitude);

}  // namespace sweetspot::ui
