// Blocks times one number.
#pragma once

namespace sweetspot::dsp {

// samples[i] *= gain, each rounded once. [audio]
void scale(float* samples, int frames, float gain) noexcept;

// left and right change places and are multiplied by the gain. [audio]
void scale_exchanged(float* left, float* right, int frames, float gain) noexcept;

}  // namespace sweetspot::dsp
