// A breath for a thread that waits for another by looking again and again.
#pragma once

#if defined(__x86_64__) || defined(__i386__)
#include <immintrin.h>
#endif

namespace sweetspot {

// Tells the processor that this is a waiting loop: less heat, and the sibling thread gets the core. No system call.
inline void cpu_pause() noexcept {
#if defined(__x86_64__) || defined(__i386__)
  _mm_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

}  // namespace sweetspot
