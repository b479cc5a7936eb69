// Runs of samples that were cut off flat at the top.
#pragma once

#include <vector>

#include "engine/core/units.h"

namespace sweetspot {

// One channel, fed in order. A run is three or more samples of one sign, within one 16-bit step of each other, at the highest
// level of the channel, with a corner at both ends: the sound comes and leaves steeply, where the round top of a deep tone
// would bend. Not for the audio thread.
class ClipRuns {
 public:
  struct Run {
    Frames at = 0;
    int length = 0;
    float level = 0.0f;  // linear
  };

  void process(const float* samples, Frames frames);

  // The runs whose level is that of the highest sample (within 0.01 dB), or at full scale.
  std::vector<Run> runs() const;

 private:
  void end_run(float next);

  float highest_ = 0.0f;
  float previous_ = 0.0f;
  float before_ = 0.0f;  // the sample before the current run
  float edge_ = 0.0f;    // the run's first sample
  Frames position_ = 0;
  int length_ = 0;
  std::vector<Run> found_;
};

}  // namespace sweetspot
