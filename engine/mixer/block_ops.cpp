#include "engine/mixer/block_ops.h"

#include "engine/dsp/simd_targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/mixer/block_ops.cpp"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace sweetspot {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using Tag = hn::ScalableTag<float>;

Levels measure(const float* samples, int frames) {
  const Tag tag;
  const int lanes = static_cast<int>(hn::Lanes(tag));
  auto peak_a = hn::Zero(tag);
  auto peak_b = hn::Zero(tag);
  auto squares_a = hn::Zero(tag);
  auto squares_b = hn::Zero(tag);
  int at = 0;
  for (; at + 2 * lanes <= frames; at += 2 * lanes) {
    const auto x = hn::LoadU(tag, samples + at);
    const auto y = hn::LoadU(tag, samples + at + lanes);
    peak_a = hn::Max(peak_a, hn::Abs(x));
    peak_b = hn::Max(peak_b, hn::Abs(y));
    squares_a = hn::MulAdd(x, x, squares_a);
    squares_b = hn::MulAdd(y, y, squares_b);
  }
  Levels levels{hn::GetLane(hn::MaxOfLanes(tag, hn::Max(peak_a, peak_b))), hn::GetLane(hn::SumOfLanes(tag, hn::Add(squares_a, squares_b)))};
  for (; at < frames; ++at) {
    const float magnitude = samples[at] < 0.0f ? -samples[at] : samples[at];
    levels.peak = magnitude > levels.peak ? magnitude : levels.peak;
    levels.sum_of_squares += samples[at] * samples[at];
  }
  return levels;
}

// x - x is 0 for every number and NaN for all else; NaN stays in the sum.
bool finite(const float* samples, int frames) {
  const Tag tag;
  const int lanes = static_cast<int>(hn::Lanes(tag));
  const auto odd = [&](int at) {
    const auto x = hn::LoadU(tag, samples + at);
    return hn::Sub(x, x);
  };
  auto a = hn::Zero(tag);
  auto b = hn::Zero(tag);
  auto c = hn::Zero(tag);
  auto d = hn::Zero(tag);
  int at = 0;
  for (; at + 4 * lanes <= frames; at += 4 * lanes) {
    a = hn::Add(a, odd(at));
    b = hn::Add(b, odd(at + lanes));
    c = hn::Add(c, odd(at + 2 * lanes));
    d = hn::Add(d, odd(at + 3 * lanes));
  }
  float rest = hn::GetLane(hn::SumOfLanes(tag, hn::Add(hn::Add(a, b), hn::Add(c, d))));
  for (; at < frames; ++at) rest += samples[at] - samples[at];
  return rest == 0.0f;
}

void scale(float* samples, int frames, double from, double step, double first) {
  for (int k = 0; k < frames; ++k) samples[k] = static_cast<float>(samples[k] * (from + step * (first + k)));
}

void scale_with_rest(float* samples, float* rest, int frames, double from, double step, double first) {
  for (int k = 0; k < frames; ++k) {
    const double scaled = (static_cast<double>(samples[k]) + rest[k]) * (from + step * (first + k));
    samples[k] = static_cast<float>(scaled);
    rest[k] = static_cast<float>(scaled - samples[k]);
  }
}

void blend(float* wet, const float* dry, int frames, double from, double step, double first) {
  for (int k = 0; k < frames; ++k) {
    const double share = from + step * (first + k);
    wet[k] = static_cast<float>(dry[k] + share * (static_cast<double>(wet[k]) - dry[k]));
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace sweetspot
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace sweetspot {

HWY_EXPORT(measure);
HWY_EXPORT(finite);
HWY_EXPORT(scale);
HWY_EXPORT(scale_with_rest);
HWY_EXPORT(blend);

Levels measure_block(const float* samples, int frames) noexcept { return HWY_DYNAMIC_DISPATCH(measure)(samples, frames); }

bool all_finite(const float* samples, int frames) noexcept { return HWY_DYNAMIC_DISPATCH(finite)(samples, frames); }

void scale_block(float* samples, int frames, double from, double step, double first) noexcept {
  HWY_DYNAMIC_DISPATCH(scale)(samples, frames, from, step, first);
}

void scale_block_with_rest(float* samples, float* rest, int frames, double from, double step, double first) noexcept {
  HWY_DYNAMIC_DISPATCH(scale_with_rest)(samples, rest, frames, from, step, first);
}

void blend_block(float* wet, const float* dry, int frames, double from, double step, double first) noexcept {
  HWY_DYNAMIC_DISPATCH(blend)(wet, dry, frames, from, step, first);
}

}  // namespace sweetspot
#endif
