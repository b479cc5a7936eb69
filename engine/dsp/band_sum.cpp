#include "engine/dsp/band_sum.h"

#include <algorithm>
#include <bit>
#include <cstdint>

#include "engine/dsp/simd_targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/dsp/band_sum.cpp"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace sweetspot::dsp::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using D = hn::CappedTag<double, 8>;
using V = hn::Vec<D>;

HWY_INLINE V wide(const float* row) {
  const D d;
  return hn::PromoteTo(d, hn::Load(hn::Rebind<float, D>(), row));
}

HWY_INLINE void add_to(double* sum, V more) {
  const D d;
  hn::Store(hn::Add(hn::Load(d, sum), more), d, sum);
}

void add_mono(double* sum, const BandRows& band, const BandWeights& weights, int frames) {
  const D d;
  const V dry = hn::Set(d, weights.dry), near = hn::Set(d, weights.near + weights.far);
  for (int i = 0; i < frames; i += static_cast<int>(hn::Lanes(d)))
    add_to(sum + i, hn::Mul(wide(band.sound[0] + i), hn::MulAdd(near, wide(band.gain[0] + i), dry)));
}

void add_stereo(double* const* sums, const BandRows& band, const BandWeights& weights, int frames) {
  const D d;
  const V dry = hn::Set(d, weights.dry), near = hn::Set(d, weights.near), far = hn::Set(d, weights.far);
  for (int i = 0; i < frames; i += static_cast<int>(hn::Lanes(d))) {
    const V left = wide(band.sound[0] + i), right = wide(band.sound[1] + i);
    const V left_gain = wide(band.gain[0] + i), right_gain = wide(band.gain[1] + i);
    add_to(sums[0] + i, hn::MulAdd(hn::Mul(far, right_gain), right, hn::Mul(left, hn::MulAdd(near, left_gain, dry))));
    add_to(sums[1] + i, hn::MulAdd(hn::Mul(far, left_gain), left, hn::Mul(right, hn::MulAdd(near, right_gain, dry))));
  }
}

void add(double* const* sums, const BandRows& band, const BandWeights& weights, int channels, int frames) {
  if (channels == 2)
    add_stereo(sums, band, weights, frames);
  else
    add_mono(sums[0], band, weights, frames);
}

}  // namespace
}  // namespace sweetspot::dsp::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace sweetspot::dsp {

HWY_EXPORT(add);

void add_band(double* const* sums, const BandRows& band, const BandWeights& weights, int channels, int frames) noexcept {
  HWY_DYNAMIC_DISPATCH(add)(sums, band, weights, channels, frames);
}

// Positive numbers are in the order of their bits, and whole numbers compare side by side.
float peak_of(const float* row, int frames) noexcept {
  std::int32_t most = 0;
  for (int i = 0; i < frames; ++i) most = std::max(most, std::bit_cast<std::int32_t>(row[i]) & 0x7fffffff);
  return std::bit_cast<float>(most);
}

float least_of(const float* row, int frames) noexcept {
  std::int32_t least = 0x7f800000;
  for (int i = 0; i < frames; ++i) least = std::min(least, std::bit_cast<std::int32_t>(row[i]));
  return std::bit_cast<float>(least);
}

}  // namespace sweetspot::dsp
#endif  // HWY_ONCE
