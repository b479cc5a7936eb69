#include "engine/dsp/tape_line.h"

#include <numbers>

#include "engine/dsp/kaiser.h"

namespace sweetspot::dsp {
namespace {

constexpr double kStopBandDb = 80.0;

using Taps = std::array<double, TapePhases::kTaps>;

// Weights of samples n for reading `fraction` before sample kTaps - kAfter; they sum to 1.
Taps taps_at(double fraction) {
  const double beta = kaiser_beta(kStopBandDb);
  constexpr double kEdge = TapePhases::kTaps / 2.0;
  Taps taps;
  double sum = 0.0;
  for (std::size_t n = 0; n < taps.size(); ++n) {
    const double distance = static_cast<double>(n) - (static_cast<double>(TapePhases::kTaps) - TapePhases::kAfter) + fraction;
    const double sinc = distance == 0.0 ? 1.0 : std::sin(std::numbers::pi * distance) / (std::numbers::pi * distance);
    taps[n] = sinc * kaiser(distance / kEdge, beta);
    sum += taps[n];
  }
  for (double& tap : taps) tap /= sum;
  return taps;
}

}  // namespace

TapePhases::TapePhases() {
  for (std::size_t phase = 0; phase < kPhases; ++phase) {
    const Taps here = taps_at(static_cast<double>(phase) / kPhases);
    const Taps next = taps_at(static_cast<double>(phase + 1) / kPhases);
    for (std::size_t n = 0; n < kTaps; ++n) {
      taps_[phase][n] = static_cast<float>(here[n]);
      steps_[phase][n] = static_cast<float>(next[n] - here[n]);
    }
  }
  taps_[0].fill(0.0f);  // sin(pi n) is not quite 0
  taps_[0][kTaps - kAfter] = 1.0f;
}

const TapePhases tape_phases;

}  // namespace sweetspot::dsp
