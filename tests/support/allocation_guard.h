// Catches what must not happen on the audio thread: taking or giving memory, and waiting for a lock.
//
// Linking this replaces malloc and its kin, and the calls that may wait, in the whole program; calls made inside an
// AudioThreadScope (engine/realtime/thread_flag.h) are counted, all others pass untouched. Under the sanitizers, which replace
// malloc themselves, nothing is counted: see kAllocationGuardWorks.
#pragma once

#include <cstdint>

namespace sweetspot::testing {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kAllocationGuardWorks = false;
#else
inline constexpr bool kAllocationGuardWorks = true;
#endif

struct AudioThreadOffences {
  std::uint64_t allocations = 0;   // malloc, calloc, realloc, aligned_alloc, posix_memalign, operator new
  std::uint64_t frees = 0;         // free of something, operator delete
  std::uint64_t locks = 0;         // mutexes, read-write locks, conditions, semaphores

  std::uint64_t all() const { return allocations + frees + locks; }
};

// What was counted in all threads since the program started. Any thread.
AudioThreadOffences audio_thread_offences() noexcept;

// What happened since it was made. Any thread.
class AllocationGuard {
 public:
  AllocationGuard() noexcept : before_(audio_thread_offences()) {}

  AudioThreadOffences offences() const noexcept {
    const AudioThreadOffences now = audio_thread_offences();
    return {now.allocations - before_.allocations, now.frees - before_.frees, now.locks - before_.locks};
  }

 private:
  AudioThreadOffences before_;
};

}  // namespace sweetspot::testing
