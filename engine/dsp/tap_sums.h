// The inner loop of polyphase filters whose streams lie apart in memory.
#pragma once

#include <span>

namespace sweetspot::dsp {

// One output stream: out[i] = sum over t of taps[t] * from[t][i].
struct TapSum {
  float* out = nullptr;
  const float* const* from = nullptr;  // `count` pointers; none may lie in what `out` covers
  const float* taps = nullptr;
  int count = 0;
};

// What run_tap_sums may read and write past the last frame: a whole vector.
inline constexpr int kTapSumSpare = 16;

// Forms `frames` values of each, one after the other. Each value is summed in the same order wherever it lies in a block. [audio]
void run_tap_sums(std::span<const TapSum> sums, int frames) noexcept;

}  // namespace sweetspot::dsp
