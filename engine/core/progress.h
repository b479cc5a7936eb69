// How long work reports how far it is and learns that it should stop.
#pragma once

#include <atomic>
#include <functional>

#include "engine/core/error.h"

namespace sweetspot {

// Handed to anything that may take longer than a moment. Copies share the flag of whoever made it.
// Called from the thread that does the work; `report` must be ready for that.
struct Progress {
  std::function<void(double fraction)> report;        // 0 to 1; may be empty
  const std::atomic<bool>* cancel = nullptr;          // set by another thread; may be null

  bool cancelled() const { return cancel && cancel->load(std::memory_order_relaxed); }

  // Reports and throws Cancelled when asked to stop.
  void at(double fraction) const {
    if (cancelled()) throw Cancelled();
    if (report) report(fraction);
  }
};

}  // namespace sweetspot
