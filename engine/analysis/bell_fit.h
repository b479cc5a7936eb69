// Finds the resonance that makes a hump in a spectrum.
#pragma once

#include <optional>
#include <span>

namespace sweetspot {

// A bell of the equalizer's shape: second order, by R. Bristow-Johnson's cookbook in its analog form.
struct Bell {
  double hertz = 0.0;
  double gain_db = 0.0;
  double q = 1.0;
};

// Level of a bell in dB at a frequency.
double bell_db(const Bell& bell, double hertz) noexcept;

struct LevelPoint {
  double hertz = 0.0;
  double db = 0.0;
};

// The bell on a sloping line (dB over octaves) that is nearest to the points within two thirds of an octave of `hertz` by least squares,
// those far off counting less (Levenberg's and Marquardt's method). Nothing when no bell fits. Any thread.
std::optional<Bell> fit_bell(std::span<const LevelPoint> points, double hertz, double height_db);

}  // namespace sweetspot
