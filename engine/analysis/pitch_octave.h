// Undoes octave errors of the pitch path.
#pragma once

#include <span>
#include <vector>

#include "engine/analysis/pitch.h"

namespace sweetspot {

// Where a vowel's formant sits on the second harmonic, half the period explains the wave nearly as well as the period does,
// and the path takes the octave above. Comparing both in the frame's own window tells them apart: a true period is not
// markedly worse than its double. Frames that lose against the double for at least 40 ms on average are moved an octave
// down. `samples` at `rate` is what the frames were refined on.
void undo_octave_errors(PitchTrack& track, std::span<const float> samples, double rate, double lowest_hz);

}  // namespace sweetspot
