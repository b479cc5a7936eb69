#include "engine/analysis/true_peak_kernel.h"

#include <algorithm>
#include <bit>
#include <cstdint>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/analysis/true_peak_kernel.cpp"
#include "engine/dsp/simd_targets.h"
// The order matters: targets, then the loop over them, then Highway itself.
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace sweetspot::true_peak {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

// At most 16 lanes, so that a chunk is a whole number of vectors on every machine.
using Lanes = hn::CappedTag<float, 16>;

float interpolate_quarters(const float* samples, const float (*taps)[kShortTaps], int frames, float (*out)[64]) {
  const Lanes d;
  const int step = static_cast<int>(hn::Lanes(d));
  auto top = hn::Zero(d);
  for (int n = 0; n < frames; n += step) {
    auto a = hn::Zero(d), b = hn::Zero(d), c = hn::Zero(d);
    for (int k = 0; k < kShortTaps; ++k) {
      const auto x = hn::LoadU(d, samples + n + k);
      a = hn::MulAdd(hn::Set(d, taps[0][k]), x, a);
      b = hn::MulAdd(hn::Set(d, taps[1][k]), x, b);
      c = hn::MulAdd(hn::Set(d, taps[2][k]), x, c);
    }
    hn::StoreU(a, d, out[0] + n);
    hn::StoreU(b, d, out[1] + n);
    hn::StoreU(c, d, out[2] + n);
    top = hn::Max(top, hn::Max(hn::Abs(a), hn::Max(hn::Abs(b), hn::Abs(c))));
  }
  return hn::GetLane(hn::MaxOfLanes(d, top));
}

float long_dot(const float* samples, const float* taps) {
  const Lanes d;
  const int step = static_cast<int>(hn::Lanes(d));
  auto a = hn::Zero(d), b = hn::Zero(d);
  for (int k = 0; k < kLongTaps; k += 2 * step) {
    a = hn::MulAdd(hn::LoadU(d, samples + k), hn::LoadU(d, taps + k), a);
    b = hn::MulAdd(hn::LoadU(d, samples + k + step), hn::LoadU(d, taps + k + step), b);
  }
  return hn::GetLane(hn::SumOfLanes(d, hn::Add(a, b)));
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace sweetspot::true_peak
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace sweetspot::true_peak {

HWY_EXPORT(interpolate_quarters);
HWY_EXPORT(long_dot);

float interpolate_quarters(const float* samples, const float (*taps)[kShortTaps], int frames, float (*out)[64]) noexcept {
  return HWY_DYNAMIC_DISPATCH(interpolate_quarters)(samples, taps, frames, out);
}

float long_dot(const float* samples, const float* taps) noexcept { return HWY_DYNAMIC_DISPATCH(long_dot)(samples, taps); }

// The bits of a float without its sign order as integers, infinities and NaN on top.
float magnitude(const float* samples, int count) noexcept {
  std::int32_t top = 0;
  for (int n = 0; n < count; ++n) top = std::max(top, std::bit_cast<std::int32_t>(samples[n]) & 0x7fffffff);
  return std::bit_cast<float>(top);
}

}  // namespace sweetspot::true_peak
#endif
