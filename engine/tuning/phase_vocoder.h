// Shifts the pitch of a part of a recording with Rubber Band.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "engine/core/progress.h"
#include "engine/core/units.h"

namespace sweetspot {

// The part of a recording to be shifted, and how far.
struct ShiftJob {
  std::span<const std::vector<float>> audio;     // one a channel, equal lengths: the whole recording
  double rate = 48000.0;
  Frames begin = 0;                              // frames of the recording that are wanted
  Frames end = 0;
  std::function<double(double seconds)> cents;   // of shift at a time of the recording
  bool keep_formants = true;
};

// Returns end - begin frames a channel, in line with the recording.
//
// The R3 engine in its real-time mode, since the shift varies. It is fed from some way before the part until some way after
// it, so that it has settled, in blocks of constant size, since its alignment depends on that; its start delay is taken off.
// Not the audio thread; the result is the same in every run.
std::vector<std::vector<float>> shift_with_rubber_band(const ShiftJob& job, const Progress& progress = {});

}  // namespace sweetspot
