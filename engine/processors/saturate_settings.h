// The saturator's parameters and the curve that they make.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/dsp/oversampler.h"
#include "engine/dsp/saturation_curves.h"
#include "engine/params/spec.h"

namespace sweetspot {

// In the order of the table.
enum class SaturateParam : std::size_t {
  drive,
  style,
  mix,
  even_odd,
  tone,
  output,
  match,
  mode,
  band,
  freq,
  width,
  amount,
  oversampling,
  filter,
  count
};

enum class SaturateMode { full, exciter };
enum class SaturateBand { above, around, below };

// The table. [main]
std::vector<ParamSpec> saturate_params();

// How values of the table oversample. Any thread.
dsp::Oversampling saturate_oversampling(std::span<const double> values);

// How a style's curve is looked at (see dsp/saturation_lanes.h) for a balance of even and odd from -1 to 1.
//
// At 0 the style is as it is. Below, the even part of its curve is taken away: at -1 there are odd harmonics only. Above, the curve is
// looked at from aside, so that it has an even part, and what the odd part changes is turned down: at 1 the second harmonic leads.
struct SaturateLook {
  double bias = 0.0;
  double shift = 0.0;  // by how much the bias moves down while the sound is loud: a tube's grid current
  double odd = 1.0, half_odd = 0.5, half_even = 0.5;

  static SaturateLook of(dsp::SaturationCurve style, double even_odd) noexcept;
};

// How far the bias has moved (0 to 1 times the shift) when a magnitude lasts: little while the grid draws no current. Smooth, so that what
// is averaged has no high harmonics that could fold. Any thread.
template <class T>
T saturate_bias_pull(T magnitude) noexcept {
  return magnitude * magnitude / (T{1} + magnitude * magnitude);
}

// Amplitude out for an amplitude in that changes slowly: drive, style, even and odd, mix and output. The loudness match, the tone and the
// filters, and what takes away a constant, are not part of the curve; in the exciter it is that of the band, with all that the curve
// changes added. Any thread.
double saturate_shape(std::span<const double> values, double amplitude);

}  // namespace sweetspot
