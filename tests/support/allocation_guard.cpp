#include "tests/support/allocation_guard.h"

#include <dlfcn.h>
#include <pthread.h>
#include <semaphore.h>

#include <atomic>
#include <cerrno>
#include <cstddef>

#include "engine/realtime/thread_flag.h"

namespace sweetspot::testing {
namespace {

std::atomic<std::uint64_t> allocations{0};
std::atomic<std::uint64_t> frees{0};
std::atomic<std::uint64_t> locks{0};

[[maybe_unused]] void count(std::atomic<std::uint64_t>& counter) noexcept {
  if (on_audio_thread()) counter.fetch_add(1, std::memory_order_relaxed);
}

}  // namespace

AudioThreadOffences audio_thread_offences() noexcept { return {allocations.load(), frees.load(), locks.load()}; }

}  // namespace sweetspot::testing

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

using sweetspot::testing::allocations;
using sweetspot::testing::count;
using sweetspot::testing::frees;
using sweetspot::testing::locks;

namespace {

// The C library's own function behind one of ours.
template <class Function>
Function next(const char* name) noexcept {
  return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" {

void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
void* __libc_memalign(std::size_t, std::size_t);
void __libc_free(void*);

void* malloc(std::size_t size) noexcept {
  count(allocations);
  return __libc_malloc(size);
}

void* calloc(std::size_t number, std::size_t size) noexcept {
  count(allocations);
  return __libc_calloc(number, size);
}

void* realloc(void* old, std::size_t size) noexcept {
  count(allocations);
  return __libc_realloc(old, size);
}

void* aligned_alloc(std::size_t alignment, std::size_t size) noexcept {
  count(allocations);
  return __libc_memalign(alignment, size);
}

void* memalign(std::size_t alignment, std::size_t size) noexcept {
  count(allocations);
  return __libc_memalign(alignment, size);
}

int posix_memalign(void** memory, std::size_t alignment, std::size_t size) noexcept {
  count(allocations);
  void* const found = __libc_memalign(alignment, size);
  if (!found) return ENOMEM;
  *memory = found;
  return 0;
}

void free(void* memory) noexcept {
  if (memory) count(frees);
  __libc_free(memory);
}

int pthread_mutex_lock(pthread_mutex_t* mutex) noexcept {
  static const auto original = next<int (*)(pthread_mutex_t*)>("pthread_mutex_lock");
  count(locks);
  return original(mutex);
}

int pthread_rwlock_rdlock(pthread_rwlock_t* lock) noexcept {
  static const auto original = next<int (*)(pthread_rwlock_t*)>("pthread_rwlock_rdlock");
  count(locks);
  return original(lock);
}

int pthread_rwlock_wrlock(pthread_rwlock_t* lock) noexcept {
  static const auto original = next<int (*)(pthread_rwlock_t*)>("pthread_rwlock_wrlock");
  count(locks);
  return original(lock);
}

int pthread_cond_wait(pthread_cond_t* condition, pthread_mutex_t* mutex) {
  static const auto original = next<int (*)(pthread_cond_t*, pthread_mutex_t*)>("pthread_cond_wait");
  count(locks);
  return original(condition, mutex);
}

int sem_wait(sem_t* semaphore) {
  static const auto original = next<int (*)(sem_t*)>("sem_wait");
  count(locks);
  return original(semaphore);
}

}  // extern "C"

#endif
