// Saturation of oversampled streams, with first-order antiderivative anti-aliasing.
#pragma once

#include "engine/dsp/saturation_curves.h"

namespace sweetspot::dsp {

// The curve is looked at about a bias b: f(u) = (G(b + u) - G(b)) / slope. Its odd part (f(u) - f(-u)) / 2 makes the odd harmonics, its
// even part (f(u) + f(-u)) / 2 the even ones. What is written is what they change,
//
//   odd * (odd part - u) + even * even part,
//
// each averaged over the line from the sample before, so half a sample of the upper rate late. It is exactly 0 for silence.
struct SaturationStreams {
  const float* const* in = nullptr;  // `streams` pointers; the sample before the first of the last one is read, too
  float* const* out = nullptr;
  int streams = 1;
  int frames = 0;
  bool biased = false;  // false: all of `bias` is 0

  // By frame. The bias before the first is read, too.
  const float* bias = nullptr;
  const float* odd = nullptr;
  const float* half_odd = nullptr;   // odd / (2 slope)
  const float* half_even = nullptr;  // even / (2 slope)
};

// A whole vector beyond the last frame is read and written everywhere. [audio]
void saturate_streams(SaturationCurve curve, const SaturationStreams& streams) noexcept;

}  // namespace sweetspot::dsp
