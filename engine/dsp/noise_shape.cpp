#include "engine/dsp/noise_shape.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sweetspot::dsp {
namespace {

constexpr double kRangeDb = 45.0;
constexpr double kLowestThresholdDb = -4.96;  // of the formula below, near 3.3 kHz
constexpr int kPoints = 2048;

// Terhardt's formula, dB SPL.
double hearing_threshold_db(double hertz) {
  const double khz = std::max(hertz, 20.0) / 1000.0;
  return 3.64 * std::pow(khz, -0.8) - 6.5 * std::exp(-0.6 * (khz - 3.3) * (khz - 3.3)) + 1e-3 * std::pow(khz, 4);
}

// How much noise of a frequency counts, in power.
double weight(double hertz) { return std::pow(10.0, -std::clamp(hearing_threshold_db(hertz) - kLowestThresholdDb, 0.0, kRangeDb) / 10.0); }

}  // namespace

NoiseShape noise_shape(double rate) {
  std::array<double, kNoiseShapeTaps + 1> correlation{};
  for (int i = 0; i < kPoints; ++i) {
    const double phase = (i + 0.5) / kPoints * std::numbers::pi;
    const double w = weight(phase / std::numbers::pi * rate / 2);
    for (std::size_t lag = 0; lag < correlation.size(); ++lag) correlation[lag] += w * std::cos(phase * static_cast<double>(lag));
  }
  // Levinson-Durbin recursion.
  NoiseShape c{};
  double error = correlation[0];
  for (std::size_t n = 0; n < c.size(); ++n) {
    double sum = correlation[n + 1];
    for (std::size_t k = 0; k < n; ++k) sum += c[k] * correlation[n - k];
    const double reflection = -sum / error;
    const auto previous = c;
    for (std::size_t k = 0; k < n; ++k) c[k] += reflection * previous[n - 1 - k];
    c[n] = reflection;
    error *= 1.0 - reflection * reflection;
  }
  return c;
}

}  // namespace sweetspot::dsp
