// What a fader, its pan and its width do to a sound: a matrix from its channels to left and right.
#pragma once

#include <array>

#include "engine/session/session.h"

namespace sweetspot {

// left = m[0] * first + m[1] * second; right = m[2] * first + m[3] * second. A mono sound has no second.
using PanMatrix = std::array<double, 4>;

// Mono, pan -1 to 1. constant_power: cosine and sine, -3.01 dB in the middle, hard sides exactly silent on the other.
// linear: the two gains sum to 1, -6.02 dB in the middle. balance: both at 1 in the middle. Any thread, no heap.
PanMatrix mono_matrix(double gain, double pan, PanLaw law) noexcept;

// Stereo. Width 0 (mono) over 1 (as recorded, exactly) to 2 (only the side), then the balance: the far side is turned down
// and, with the linear law, heard on the near side instead. Any thread, no heap.
PanMatrix stereo_matrix(double gain, double pan, double width, PanLaw law) noexcept;

}  // namespace sweetspot
