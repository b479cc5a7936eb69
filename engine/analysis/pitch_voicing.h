// Which frames of a pitch track are sung.
#pragma once

#include "engine/analysis/pitch.h"

namespace sweetspot {

// Sets `voiced` of each frame. On entry it holds the decision of the pitch path, which knows the middle of a note but is
// blurred at its ends by the length of its window, and goes on in the tail of a room. Then:
//   - a voiced frame must be the more periodic the softer it is, and clear of the noise floor;
//   - runs grow over neighbours that are strongly periodic and of the same pitch;
//   - where the level falls faster than any singer's diminuendo and far enough, what follows is the room, until the
//     level rises or the pitch moves;
//   - gaps and runs shorter than 20 ms are closed and dropped.
void decide_voicing(PitchTrack& track);

}  // namespace sweetspot
