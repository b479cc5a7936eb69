// Which frames of a pitch track are sung.
#pragma once

#include "engine/analysis/pitch.h"

namespace sweetspot {

// Sets `voiced` of each frame. On entry it holds the decision of the pitch path, which is sure of the middle of a note but
// blurred at its ends by the length of its window, and goes on in the tail of a room. The frames' short-window periodicity
// and level trim it: a run starts where both are high (hysteresis) and ends where the level falls away from the note's
// own. Gaps and runs shorter than 20 ms are closed and dropped.
void decide_voicing(PitchTrack& track);

}  // namespace sweetspot
