// How much gain brings a mix to a loudness when a limiter follows.
#pragma once

#include <optional>
#include <string>

#include "engine/core/progress.h"
#include "engine/delivery/spool.h"

namespace sweetspot {

struct LoudnessGoal {
  double integrated_lufs = -14.0;
  double ceiling_dbtp = -1.0;
};

struct GainChoice {
  double gain_db = 0.0;
  bool limited = false;                    // the limiter has something to do
  int passes = 0;                          // through the limiter
  double most_reduction_db = 0.0;          // that the limiter took in the last pass
  std::string note;                        // why the goal is not reached, in a sentence; empty when it is
};

// The most that a mix is driven over the ceiling. Beyond it a limiter makes no master out of a mix, only noise.
inline constexpr double kMostOverDb = 18.0;

// Within what a loudness counts as reached, LU.
inline constexpr double kLoudnessTolerance = 0.05;

// Finds the gain before the limiter by measuring what comes out of it, at most six times (secant method; loudness grows with
// the gain but less and less). No pass when the peaks fit under the ceiling as they are. Throws Error and Cancelled.
GainChoice find_gain(const Spool& mix, const LoudnessGoal& goal, const Progress& progress);

}  // namespace sweetspot
