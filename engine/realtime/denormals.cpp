#include "engine/realtime/denormals.h"

#if defined(__SSE2__)
#include <xmmintrin.h>
#elif defined(__aarch64__)
#include <cstdint>
#endif

namespace sweetspot {
namespace {

#if defined(__SSE2__)
constexpr std::uint64_t kFlush = 0x8040;   // MXCSR: FTZ and DAZ
std::uint64_t get() noexcept { return _mm_getcsr(); }
void set(std::uint64_t value) noexcept { _mm_setcsr(static_cast<unsigned>(value)); }
#elif defined(__aarch64__)
constexpr std::uint64_t kFlush = 1u << 24;  // FPCR: FZ
std::uint64_t get() noexcept {
  std::uint64_t value;
  asm volatile("mrs %0, fpcr" : "=r"(value));
  return value;
}
void set(std::uint64_t value) noexcept { asm volatile("msr fpcr, %0" : : "r"(value)); }
#else
constexpr std::uint64_t kFlush = 0;
std::uint64_t get() noexcept { return 0; }
void set(std::uint64_t) noexcept {}
#endif

}  // namespace

DenormalsGuard::DenormalsGuard() noexcept : saved_(get()) { set(saved_ | kFlush); }
DenormalsGuard::~DenormalsGuard() { set(saved_); }

}  // namespace sweetspot
