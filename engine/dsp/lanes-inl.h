// Channels side by side in a vector: square tiles turned over in registers. Included by kernels, once a target.
#include <cstddef>

#include "hwy/highway.h"

#if defined(SWEETSPOT_DSP_LANES_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef SWEETSPOT_DSP_LANES_INL_H
#undef SWEETSPOT_DSP_LANES_INL_H
#else
#define SWEETSPOT_DSP_LANES_INL_H
#endif

HWY_BEFORE_NAMESPACE();
namespace sweetspot::dsp::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// Turns rows into columns in place: `rows` holds as many vectors of float as a vector has lanes (4, 8 or 16). First within
// blocks of four by four, then the blocks change places.
template <class D>
HWY_INLINE void transpose(D d, hn::Vec<D>* HWY_RESTRICT rows) {
  constexpr std::size_t kLanes = hn::MaxLanes(D());
  const hn::RepartitionToWide<decltype(d)> wide;
  for (std::size_t i = 0; i < kLanes; i += 4) {
    const auto low01 = hn::BitCast(wide, hn::InterleaveLower(d, rows[i], rows[i + 1]));
    const auto high01 = hn::BitCast(wide, hn::InterleaveUpper(d, rows[i], rows[i + 1]));
    const auto low23 = hn::BitCast(wide, hn::InterleaveLower(d, rows[i + 2], rows[i + 3]));
    const auto high23 = hn::BitCast(wide, hn::InterleaveUpper(d, rows[i + 2], rows[i + 3]));
    rows[i] = hn::BitCast(d, hn::InterleaveLower(wide, low01, low23));
    rows[i + 1] = hn::BitCast(d, hn::InterleaveUpper(wide, low01, low23));
    rows[i + 2] = hn::BitCast(d, hn::InterleaveLower(wide, high01, high23));
    rows[i + 3] = hn::BitCast(d, hn::InterleaveUpper(wide, high01, high23));
  }
#if HWY_TARGET <= HWY_AVX2
  if constexpr (kLanes >= 8) {
    for (std::size_t i = 0; i < kLanes; i += (i % 8 == 3 ? 5 : 1)) {
      const auto a = rows[i];
      const auto b = rows[i + 4];
      rows[i] = hn::OddEvenBlocks(hn::SwapAdjacentBlocks(b), a);
      rows[i + 4] = hn::OddEvenBlocks(b, hn::SwapAdjacentBlocks(a));
    }
  }
  if constexpr (kLanes == 16) {
    for (std::size_t i = 0; i < 8; ++i) {
      const auto a = rows[i];
      const auto b = rows[i + 8];
      rows[i] = hn::ConcatLowerLower(d, b, a);
      rows[i + 8] = hn::ConcatUpperUpper(d, b, a);
    }
  }
#endif
}

}  // namespace sweetspot::dsp::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // include guard
