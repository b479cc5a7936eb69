#include "engine/dsp/level_blocks.h"

#include <algorithm>

#include "engine/dsp/simd_targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/dsp/level_blocks.cpp"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"

#include "engine/dsp/fast_log2-inl.h"

HWY_BEFORE_NAMESPACE();
namespace sweetspot::dsp::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using Tag = hn::CappedTag<float, 16>;

// The last values are changed in a vector of their own, so that each is changed by the same operations wherever it lies.
template <class Change>
HWY_INLINE void for_all(float* values, int count, Change&& change) {
  const Tag d;
  const int lanes = static_cast<int>(hn::Lanes(d));
  int at = 0;
  for (; at + lanes <= count; at += lanes) hn::StoreU(change(hn::LoadU(d, values + at)), d, values + at);
  if (at == count) return;
  alignas(64) float row[16] = {};
  std::copy(values + at, values + count, row);
  hn::Store(change(hn::Load(d, row)), d, row);
  std::copy_n(row, count - at, values + at);
}

// The second operand of a maximum is what comes of a NaN.
void to_octaves(float* values, int count) {
  const Tag d;
  for_all(values, count, [d](auto v) HWY_ATTR { return fast_log2(d, hn::Max(v, hn::Set(d, kQuietestLevel))); });
}

void to_amplitudes(float* values, int count) {
  const Tag d;
  for_all(values, count, [d](auto v) HWY_ATTR { return fast_exp2(d, v); });
}

}  // namespace
}  // namespace sweetspot::dsp::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace sweetspot::dsp {

HWY_EXPORT(to_octaves);
HWY_EXPORT(to_amplitudes);

void octaves_from_amplitudes(float* values, int count) noexcept { HWY_DYNAMIC_DISPATCH(to_octaves)(values, count); }
void amplitudes_from_octaves(float* values, int count) noexcept { HWY_DYNAMIC_DISPATCH(to_amplitudes)(values, count); }

}  // namespace sweetspot::dsp
#endif  // HWY_ONCE
