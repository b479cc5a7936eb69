// Shifts the pitch of a part of a recording with Rubber Band.
#pragma once

#include <vector>

#include "engine/core/progress.h"
#include "engine/tuning/shift_job.h"

namespace sweetspot {

// Returns end - begin frames a channel, in line with the recording; formants move with the pitch.
//
// The R3 engine in its real-time mode, since the shift varies. It is fed from some way before the part until some way after
// it, so that it has settled, in blocks of constant size, since its alignment depends on that; its start delay is taken off.
// Not the audio thread; the result is the same in every run.
std::vector<std::vector<float>> shift_with_rubber_band(const ShiftJob& job, const Progress& progress = {});

}  // namespace sweetspot
