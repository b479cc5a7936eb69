// Memory for blocks of samples.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <new>
#include <vector>

#include "engine/core/units.h"

namespace sweetspot {

// Blocks of kMaxBlockFrames samples, 64-byte aligned, with a line of room behind each: neighbours then do not fall into the
// same cache set, and a vector may read past the end. They stay where they are until the arena dies. [main]
class BufferArena {
 public:
  // A block of silence.
  float* take() {
    if (used_ == kPerChunk) {
      chunks_.emplace_back(static_cast<float*>(::operator new (kPerChunk* kStride * sizeof(float), std::align_val_t{64})));
      std::fill_n(chunks_.back().get(), kPerChunk * kStride, 0.0f);
      used_ = 0;
    }
    return chunks_.back().get() + kStride * used_++;
  }

 private:
  struct Free {
    void operator()(float* memory) const noexcept { ::operator delete (memory, std::align_val_t{64}); }
  };
  static constexpr std::size_t kStride = kMaxBlockFrames + 16;
  static constexpr std::size_t kPerChunk = 32;
  std::vector<std::unique_ptr<float, Free>> chunks_;
  std::size_t used_ = kPerChunk;
};

}  // namespace sweetspot
