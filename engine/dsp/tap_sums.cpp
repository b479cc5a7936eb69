#include "engine/dsp/tap_sums.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/dsp/tap_sums.cpp"
#include "engine/dsp/simd_targets.h"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace sweetspot::dsp::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

using Tag = hn::CappedTag<float, 16>;
using Vec = hn::Vec<Tag>;

// kVectors vectors side by side, each in two sums, so that the multiplications need not wait for one another.
template <int kVectors>
HWY_INLINE void sum_group(const TapSum& sum, int at) {
  const Tag tag;
  const int width = static_cast<int>(hn::Lanes(tag));
  Vec near[kVectors], far[kVectors];
  for (int v = 0; v < kVectors; ++v) near[v] = far[v] = hn::Zero(tag);
  int t = 0;
  for (; t + 2 <= sum.count; t += 2) {
    const Vec first = hn::Set(tag, sum.taps[t]);
    const Vec second = hn::Set(tag, sum.taps[t + 1]);
    for (int v = 0; v < kVectors; ++v) {
      near[v] = hn::MulAdd(first, hn::LoadU(tag, sum.from[t] + at + v * width), near[v]);
      far[v] = hn::MulAdd(second, hn::LoadU(tag, sum.from[t + 1] + at + v * width), far[v]);
    }
  }
  if (t < sum.count) {
    const Vec last = hn::Set(tag, sum.taps[t]);
    for (int v = 0; v < kVectors; ++v) near[v] = hn::MulAdd(last, hn::LoadU(tag, sum.from[t] + at + v * width), near[v]);
  }
  for (int v = 0; v < kVectors; ++v) hn::StoreU(hn::Add(near[v], far[v]), tag, sum.out + at + v * width);
}

void run_sums(std::span<const TapSum> sums, int frames) {
  constexpr int kGroup = 4;
  const int width = static_cast<int>(hn::Lanes(Tag()));
  for (const TapSum& sum : sums) {
    int at = 0;
    for (; frames - at > (kGroup - 1) * width; at += kGroup * width) sum_group<kGroup>(sum, at);
    for (; at < frames; at += width) sum_group<1>(sum, at);
  }
}

}  // namespace
}  // namespace sweetspot::dsp::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace sweetspot::dsp {

HWY_EXPORT(run_sums);

void run_tap_sums(std::span<const TapSum> sums, int frames) noexcept { HWY_DYNAMIC_DISPATCH(run_sums)(sums, frames); }

}  // namespace sweetspot::dsp
#endif  // HWY_ONCE
