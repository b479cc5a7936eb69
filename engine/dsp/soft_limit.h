// A limit that bends before it holds.
#pragma once

#include <cmath>

namespace sweetspot::dsp {

// Leaves a sample alone up to `clean` and never lets it past twice that: beyond, the way to the limit is bent with two continuous
// derivatives and falls from slope 1 to 0, so the function never amplifies. Finite input; without
// branches, for loops. Any thread.
inline float soft_limit(float x, float clean) noexcept {
  const float level = std::abs(x);
  const float z = (level > clean ? level - clean : 0.0f) / clean;
  return std::copysign((level > clean ? clean : level) + clean * (z / std::sqrt(1.0f + z * z)), x);
}

}  // namespace sweetspot::dsp
