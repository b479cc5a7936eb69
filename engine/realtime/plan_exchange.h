// How the main thread hands the audio thread a new thing to run, and gets the old one back to free it.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>

#include "engine/realtime/spsc_queue.h"

namespace sweetspot {

// One owner on each side: the main thread publishes and frees, the audio thread takes and gives back. Nobody spins or waits,
// nothing is freed on the audio thread.
template <class T>
class PlanExchange {
 public:
  PlanExchange() = default;
  PlanExchange(const PlanExchange&) = delete;
  PlanExchange& operator=(const PlanExchange&) = delete;

  // Frees everything on both sides. The audio thread must have stopped. [main]
  ~PlanExchange() {
    delete published_.load();
    delete current_;
    free_retired();
  }

  // Offers the next plan. One that was offered and not yet taken is freed here. [main]
  void publish(std::unique_ptr<T> next) { delete published_.exchange(next.release(), std::memory_order_acq_rel); }

  // Frees what the audio thread has given back; call it now and then. [main]
  void free_retired() {
    for (T* old = nullptr; retired_.pop(old);) {
      delete old;
      waiting_.fetch_sub(1, std::memory_order_release);
    }
  }

  // The plan to run: a newly offered one when there is one and room to give the old one back. Call at block start. Null until
  // the first is published. [audio]
  T* take() noexcept {
    if (published_.load(std::memory_order_relaxed) == nullptr) return current_;
    if (waiting_.load(std::memory_order_acquire) >= kRetired) return current_;
    T* next = published_.exchange(nullptr, std::memory_order_acq_rel);
    if (next == nullptr) return current_;
    if (current_ != nullptr) {
      retired_.push(current_);
      waiting_.fetch_add(1, std::memory_order_relaxed);
    }
    current_ = next;
    return current_;
  }

  // Takes while nothing runs, in place of the audio thread. [main, audio thread stopped]
  T* take_while_stopped() { return take(); }

 private:
  static constexpr std::size_t kRetired = 32;
  std::atomic<T*> published_{nullptr};
  T* current_ = nullptr;                    // of the audio thread
  SpscQueue<T*, kRetired> retired_;
  std::atomic<std::size_t> waiting_{0};
};

}  // namespace sweetspot
