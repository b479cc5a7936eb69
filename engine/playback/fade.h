// The shapes of fades.
#pragma once

#include "engine/session/session.h"

namespace sweetspot {

// Gain of a fade in at `x` from 0 (silence) to 1 (full); a fade out is the same backwards. Any thread.
//  linear: x. equal_power: sin(x pi / 2), so that two unrelated sounds keep their power while they cross.
//  s_curve: 3x^2 - 2x^3. exponential: (1000^x - 1) / 999, near a straight line in dB.
double fade_gain(FadeShape shape, double x) noexcept;

// Gain of a region's fades at its frame `at` (0 to length - 1). The middle of a frame counts, so that a linear fade out and a
// fade in of one length that cross add up to 1. Any thread.
double fade_gain_at(const Region& region, Frames at) noexcept;

}  // namespace sweetspot
