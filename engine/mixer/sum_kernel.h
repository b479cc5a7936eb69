// The inner loop of every bus: many sounds, each through its pan matrix, into left and right.
#pragma once

#include <array>
#include <span>

#include "engine/mixer/pan_matrix.h"

namespace sweetspot {

enum class TermShape : unsigned char {
  mono,      // one channel; m[0] and m[2]
  diagonal,  // two channels, none crosses over; m[0] and m[3]
  full,
};

// One sound in a sum over a stretch in which its gains are straight lines: at frame k of the sum's block they are
// gain + step * (first + k).
struct SumTerm {
  const float* left = nullptr;
  const float* right = nullptr;      // null for mono
  const float* rest_left = nullptr;  // what rounding took off an earlier sum, to be added to `left` and `right`; or null
  const float* rest_right = nullptr;
  PanMatrix gain{};
  PanMatrix step{};
  double first = 0.0;
  TermShape shape = TermShape::mono;
  bool moving = false;
};

// Where a sum goes. With `rest` the part of each sample that `audio` has no bits for is kept there.
struct SumTarget {
  float* audio[2] = {};
  float* rest[2] = {};
};

// Writes frames [offset, offset + frames) of the target: the terms in their order, gains and sums in double, rounded once at
// the end. The samples do not depend on how a block is cut into calls. `first` counts from `offset`. [audio]
void sum_terms(std::span<const SumTerm> terms, int offset, int frames, const SumTarget& target) noexcept;

}  // namespace sweetspot
