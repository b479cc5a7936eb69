// How far a sound stirs the ear beside its own frequencies.
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "engine/analysis/erb_scale.h"

namespace sweetspot {

// Level in dB SPL that a full-scale sine is taken to be heard at, so that a mix of -18 LUFS is at about 78 dB SPL, as on a desk that is
// played not too loud.
inline constexpr double kFullScaleSpl = 93.0;

// The threshold in quiet in dB SPL (E. Terhardt, "Calculating virtual pitch", Hearing Research 1, 1979, equation 1).
double quiet_threshold_spl(double hertz) noexcept;

// Excitation by rounded-exponential auditory filters W(g) = (1 + p g) exp(-p g), where g is the distance from the filter's centre as a
// share of it. Towards higher frequencies sound spreads the farther the louder it is: there p falls with the level by 0.35 p(51)/p(51 dB,
// 1 kHz) a dB (Glasberg and Moore 1990, equations 5 and 6, with the slope of B. C. J. Moore, B. R. Glasberg, T. Baer, "A model for the
// prediction of thresholds, loudness, and partial loudness", J. Audio Eng. Soc. 45, 1997).
//
// Any thread; no heap in spread().
class Excitation {
 public:
  Excitation();

  // Power of each band in, as mean square re full scale; the excitation at the centre of each band out. Powers add.
  void spread(const ErbBands& power, ErbBands& excitation) const noexcept;

 private:
  static constexpr int kLevels = 15;  // 20 to 90 dB SPL in steps of 5
  using Spread = std::array<float, kErbBands>;

  std::vector<Spread> spreads_;  // of each level, each band that sounds
};

}  // namespace sweetspot
