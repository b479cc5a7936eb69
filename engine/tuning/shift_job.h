// A part of a recording that is to be shifted in pitch, for whichever shifter.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "engine/core/units.h"

namespace sweetspot {

struct ShiftJob {
  std::span<const std::vector<float>> audio;     // one a channel, equal lengths: the whole recording
  double rate = 48000.0;
  Frames begin = 0;                              // frames of the recording that are wanted
  Frames end = 0;
  std::function<double(double seconds)> cents;   // of shift at a time of the recording
  std::function<double(double seconds)> hz;      // about the recording's own pitch there; 0 where it has none
  bool joins_after = false;                      // the recording goes on sounding, unshifted, after the end
};

}  // namespace sweetspot
