#include "engine/analysis/pitch_octave.h"

#include <algorithm>
#include <cmath>

#include "engine/analysis/pitch_refine.h"

namespace sweetspot {

namespace {

constexpr float kClean = 0.985f;       // frames at least this periodic are not asked
constexpr double kLeastGain = 0.03;    // mean gain in periodicity that proves the longer period
constexpr double kLeastShare = 0.6;    // of what was missing to a perfect period: breath is missing from both alike
constexpr double kReachSeconds = 0.040;

}  // namespace

void undo_octave_errors(PitchTrack& track, std::span<const float> samples, double rate, double lowest_hz) {
  const std::size_t count = track.frames.size();
  std::vector<RefinedPitch> half(count);
  std::vector<double> gain(count, 0.0);
  for (std::size_t i = 0; i < count; ++i) {
    const PitchFrame& frame = track.frames[i];
    const double octave_below = static_cast<double>(frame.hz) / 2.0;
    if (!frame.voiced || octave_below < lowest_hz || frame.periodicity > kClean) continue;
    half[i] = refine_pitch(samples, rate, track.time(i) * rate, octave_below);
    gain[i] = half[i].hz > 0.0 ? half[i].periodicity - static_cast<double>(frame.periodicity) : 0.0;
  }
  const auto reach = static_cast<std::ptrdiff_t>(std::lround(kReachSeconds / 2.0 / track.hop));
  const auto last = static_cast<std::ptrdiff_t>(count) - 1;
  const std::vector<PitchFrame> before = track.frames;
  for (std::ptrdiff_t i = 0; i <= last; ++i) {
    if (half[i].hz <= 0.0) continue;
    double gained = 0.0, missing = 0.0;
    std::ptrdiff_t n = 0;
    for (std::ptrdiff_t k = std::max<std::ptrdiff_t>(0, i - reach); k <= std::min(last, i + reach); ++k, ++n) {
      gained += gain[k];
      missing += 1.0 - static_cast<double>(before[k].periodicity);
    }
    if (gained < std::max(kLeastGain * static_cast<double>(n), kLeastShare * missing)) continue;
    track.frames[i].hz = static_cast<float>(half[i].hz);
    track.frames[i].periodicity = static_cast<float>(half[i].periodicity);
  }
}

}  // namespace sweetspot
