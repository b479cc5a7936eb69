// What is left of a loudness readout once nothing is heard.
#pragma once

#include "engine/studio/report.h"

namespace sweetspot::ui {

// The readout of the last sound, `seconds` after it stopped (0: it plays). The windows of 0.4 and 3 seconds (EBU Tech 3341) run empty and
// their values fall with them, to -inf; what is a measure of no sound is not a number. Pure.
LoudnessReadout after_stop(LoudnessReadout heard, double seconds);

}  // namespace sweetspot::ui
