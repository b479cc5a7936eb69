#include "engine/dsp/scale.h"

#include "engine/dsp/simd_targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/dsp/scale.cpp"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace sweetspot::dsp::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using Tag = hn::ScalableTag<float>;

void scale_all(float* samples, int frames, float gain) {
  const Tag tag;
  const int lanes = static_cast<int>(hn::Lanes(tag));
  const auto g = hn::Set(tag, gain);
  int at = 0;
  for (; at + 2 * lanes <= frames; at += 2 * lanes) {
    const auto a = hn::Mul(hn::LoadU(tag, samples + at), g);
    const auto b = hn::Mul(hn::LoadU(tag, samples + at + lanes), g);
    hn::StoreU(a, tag, samples + at);
    hn::StoreU(b, tag, samples + at + lanes);
  }
  for (; at < frames; ++at) samples[at] *= gain;
}

void exchange_all(float* left, float* right, int frames, float gain) {
  const Tag tag;
  const int lanes = static_cast<int>(hn::Lanes(tag));
  const auto g = hn::Set(tag, gain);
  int at = 0;
  for (; at + lanes <= frames; at += lanes) {
    const auto l = hn::LoadU(tag, left + at);
    hn::StoreU(hn::Mul(hn::LoadU(tag, right + at), g), tag, left + at);
    hn::StoreU(hn::Mul(l, g), tag, right + at);
  }
  for (; at < frames; ++at) {
    const float l = left[at];
    left[at] = right[at] * gain;
    right[at] = l * gain;
  }
}

}  // namespace
}  // namespace sweetspot::dsp::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace sweetspot::dsp {

HWY_EXPORT(scale_all);
HWY_EXPORT(exchange_all);

void scale(float* samples, int frames, float gain) noexcept { HWY_DYNAMIC_DISPATCH(scale_all)(samples, frames, gain); }

void scale_exchanged(float* left, float* right, int frames, float gain) noexcept {
  HWY_DYNAMIC_DISPATCH(exchange_all)(left, right, frames, gain);
}

}  // namespace sweetspot::dsp
#endif  // HWY_ONCE
