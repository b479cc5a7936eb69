// A queue from one thread to one other that neither ever waits on.
#pragma once

#include <boost/lockfree/spsc_queue.hpp>
#include <cstddef>
#include <type_traits>

namespace sweetspot {

// Fixed capacity; no heap after construction. What crosses must be trivially copyable, so that nothing is freed on the audio
// thread. One thread pushes, one pops.
template <class T, std::size_t kCapacity>
class SpscQueue {
  static_assert(std::is_trivially_copyable_v<T>, "what crosses threads is small and trivially copyable");

 public:
  // False when the queue is full; the caller counts it. [the one producer]
  bool push(const T& item) noexcept { return queue_.push(item); }

  // False when it is empty. [the one consumer]
  bool pop(T& item) noexcept { return queue_.pop(item); }

 private:
  boost::lockfree::spsc_queue<T, boost::lockfree::capacity<kCapacity>> queue_;
};

}  // namespace sweetspot
