// Blocks of levels from amplitudes to octaves and back.
#pragma once

namespace sweetspot::dsp {

// No level is taken to be under this (-180 dB).
inline constexpr float kQuietestLevel = 1e-9f;

// One octave of amplitude (a factor of two) in dB.
inline constexpr double kDbPerOctave = 6.0205999132796239;

// Replaces amplitudes by octaves (log2), within 0.0001 dB; exactly 0 for 1. What is under kQuietestLevel, and what is no number, counts as
// kQuietestLevel. A value does not depend on its place in the block. [audio]
void octaves_from_amplitudes(float* values, int count) noexcept;

// Replaces octaves from -126 to 126 by amplitudes (powers of two), within 0.00003 dB; exactly 1 for 0. As above. [audio]
void amplitudes_from_octaves(float* values, int count) noexcept;

}  // namespace sweetspot::dsp
