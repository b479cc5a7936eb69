// Denormal numbers are flushed to zero while this lives: they cost a hundred times more than others and sound like nothing.
#pragma once

#include <cstdint>

namespace sweetspot {

// Sets flush-to-zero and denormals-are-zero for the calling thread and restores what was there. No heap.
class DenormalsGuard {
 public:
  DenormalsGuard() noexcept;
  ~DenormalsGuard();
  DenormalsGuard(const DenormalsGuard&) = delete;
  DenormalsGuard& operator=(const DenormalsGuard&) = delete;

 private:
  std::uint64_t saved_;
};

}  // namespace sweetspot
