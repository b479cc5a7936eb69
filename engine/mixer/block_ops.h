// Small passes over blocks: levels, checks, gains, cross-fades.
#pragma once

namespace sweetspot {

struct Levels {
  float peak = 0.0f;
  float sum_of_squares = 0.0f;
};

// Largest magnitude and sum of squares of a block of finite samples. [audio]
Levels measure_block(const float* samples, int frames) noexcept;

// False when some sample is infinite or no number. [audio]
bool all_finite(const float* samples, int frames) noexcept;

// samples[k] *= from + step * (first + k), the gain in double. [audio]
void scale_block(float* samples, int frames, double from, double step, double first) noexcept;

// The same for samples of which each has a rest: (samples[k] + rest[k]) times the gain, what the samples have no bits for in `rest`.
// [audio]
void scale_block_with_rest(float* samples, float* rest, int frames, double from, double step, double first) noexcept;

// wet[k] = dry[k] + w * (wet[k] - dry[k]) with w = from + step * (first + k). [audio]
void blend_block(float* wet, const float* dry, int frames, double from, double step, double first) noexcept;

}  // namespace sweetspot
