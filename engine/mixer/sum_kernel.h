// The inner loop of every bus: many sounds, each through its pan matrix, into left and right.
#pragma once

#include <array>
#include <span>

#include "engine/mixer/pan_matrix.h"

namespace sweetspot {

enum class TermShape : unsigned char {
  mono,       // one channel; m[0] and m[2]
  diagonal,   // two channels, none crosses over; m[0] and m[3]
  full,
};

// One sound in a sum over a stretch in which its gains are straight lines: at frame k of the sum's block they are
// gain + step * (first + k).
struct SumTerm {
  const float* left = nullptr;
  const float* right = nullptr;     // null for mono
  PanMatrix gain{};
  PanMatrix step{};
  double first = 0.0;
  TermShape shape = TermShape::mono;
  bool moving = false;
};

// Writes frames [offset, offset + frames) of `left` and `right`: the terms in their order, gains and sums in double, rounded once at
// the end. The samples do not depend on how a block is cut into calls. `first` counts from `offset`. [audio]
void sum_terms(std::span<const SumTerm> terms, int offset, int frames, float* left, float* right) noexcept;

}  // namespace sweetspot
