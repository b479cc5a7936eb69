#include "engine/mixer/sum_kernel.h"

#include "engine/dsp/simd_targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/mixer/sum_kernel.cpp"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace sweetspot {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using Wide = hn::ScalableTag<double>;
using Narrow = hn::Rebind<float, Wide>;
using V = hn::Vec<Wide>;

constexpr int kLanes = static_cast<int>(HWY_MAX_BYTES / sizeof(double));

// Reads and writes `Count` vectors of samples whole, or the first `rest` samples of one vector.
template <bool kWhole>
HWY_INLINE V load(const float* from, int rest) {
  const Narrow narrow;
  if constexpr (kWhole) {
    return hn::PromoteTo(Wide(), hn::LoadU(narrow, from));
  } else {
    HWY_ALIGN float part[kLanes] = {};
    for (int i = 0; i < rest; ++i) part[i] = from[i];
    return hn::PromoteTo(Wide(), hn::Load(narrow, part));
  }
}

template <bool kWhole>
HWY_INLINE void store(V value, float* to, int rest) {
  const Narrow narrow;
  if constexpr (kWhole) {
    hn::StoreU(hn::DemoteTo(narrow, value), narrow, to);
  } else {
    HWY_ALIGN float part[kLanes];
    hn::Store(hn::DemoteTo(narrow, value), narrow, part);
    for (int i = 0; i < rest; ++i) to[i] = part[i];
  }
}

// A sample and the rest of it, where there is one: exact in double.
template <bool kWhole>
HWY_INLINE V load_with_rest(const float* from, const float* rest_from, int rest) {
  const V x = load<kWhole>(from, rest);
  return rest_from ? hn::Add(x, load<kWhole>(rest_from, rest)) : x;
}

template <bool kWhole>
HWY_INLINE void store_with_rest(V value, float* to, float* rest_to, int rest) {
  store<kWhole>(value, to, rest);
  if (rest_to) store<kWhole>(hn::Sub(value, load<kWhole>(to, rest)), rest_to, rest);
}

// A sound and its inverted copy must leave nothing: products are rounded before they are added (no fused multiply-add), so that equal
// products of opposite sign cancel.
//
// kCount vectors of time from frame `at` on; without kWhole one vector of which `rest` frames count.
template <int kCount, bool kWhole>
HWY_INLINE void sum_stretch(std::span<const SumTerm> terms, int offset, int at, int rest, const SumTarget& target) {
  const Wide wide;
  V sum_left[kCount];
  V sum_right[kCount];
  for (int v = 0; v < kCount; ++v) sum_left[v] = sum_right[v] = hn::Zero(wide);

  for (const SumTerm& term : terms) {
    const float* first = term.left + offset + at;
    const float* second = term.right + offset + at;
    if (!term.moving && !term.rest_left) {
      const V a = hn::Set(wide, term.gain[0]);
      const V d = hn::Set(wide, term.shape == TermShape::mono ? term.gain[2] : term.gain[3]);
      if (term.shape == TermShape::mono) {
        for (int v = 0; v < kCount; ++v) {
          const V x = load<kWhole>(first + v * kLanes, rest);
          sum_left[v] = hn::Add(hn::Mul(x, a), sum_left[v]);
          sum_right[v] = hn::Add(hn::Mul(x, d), sum_right[v]);
        }
      } else if (term.shape == TermShape::diagonal) {
        for (int v = 0; v < kCount; ++v) {
          sum_left[v] = hn::Add(hn::Mul(load<kWhole>(first + v * kLanes, rest), a), sum_left[v]);
          sum_right[v] = hn::Add(hn::Mul(load<kWhole>(second + v * kLanes, rest), d), sum_right[v]);
        }
      } else {
        const V b = hn::Set(wide, term.gain[1]);
        const V c = hn::Set(wide, term.gain[2]);
        for (int v = 0; v < kCount; ++v) {
          const V x = load<kWhole>(first + v * kLanes, rest);
          const V y = load<kWhole>(second + v * kLanes, rest);
          sum_left[v] = hn::Add(hn::Add(hn::Mul(x, a), hn::Mul(y, b)), sum_left[v]);
          sum_right[v] = hn::Add(hn::Add(hn::Mul(x, c), hn::Mul(y, d)), sum_right[v]);
        }
      }
      continue;
    }
    const float* first_rest = term.rest_left ? term.rest_left + offset + at : nullptr;
    const float* second_rest = term.rest_right ? term.rest_right + offset + at : nullptr;
    const auto after = [](const float* from, int v) { return from ? from + v * kLanes : nullptr; };
    V time = hn::Add(hn::Iota(wide, 0.0), hn::Set(wide, term.first + at));
    for (int v = 0; v < kCount; ++v) {
      const auto gain = [&](int i) { return hn::MulAdd(hn::Set(wide, term.step[i]), time, hn::Set(wide, term.gain[i])); };
      const V x = load_with_rest<kWhole>(first + v * kLanes, after(first_rest, v), rest);
      V left = hn::Mul(x, gain(0));
      V right;
      if (term.shape == TermShape::mono) {
        right = hn::Mul(x, gain(2));
      } else {
        const V y = load_with_rest<kWhole>(second + v * kLanes, after(second_rest, v), rest);
        right = hn::Mul(y, gain(3));
        if (term.shape == TermShape::full) {
          left = hn::Add(left, hn::Mul(y, gain(1)));
          right = hn::Add(hn::Mul(x, gain(2)), right);
        }
      }
      sum_left[v] = hn::Add(left, sum_left[v]);
      sum_right[v] = hn::Add(right, sum_right[v]);
      time = hn::Add(time, hn::Set(wide, static_cast<double>(kLanes)));
    }
  }
  for (int v = 0; v < kCount; ++v) {
    const int to = offset + at + v * kLanes;
    store_with_rest<kWhole>(sum_left[v], target.audio[0] + to, target.rest[0] ? target.rest[0] + to : nullptr, rest);
    store_with_rest<kWhole>(sum_right[v], target.audio[1] + to, target.rest[1] ? target.rest[1] + to : nullptr, rest);
  }
}

void sum_all(std::span<const SumTerm> terms, int offset, int frames, const SumTarget& target) {
  constexpr int kUnroll = 4;
  int at = 0;
  for (; at + kUnroll * kLanes <= frames; at += kUnroll * kLanes) sum_stretch<kUnroll, true>(terms, offset, at, 0, target);
  for (; at + kLanes <= frames; at += kLanes) sum_stretch<1, true>(terms, offset, at, 0, target);
  if (at < frames) sum_stretch<1, false>(terms, offset, at, frames - at, target);
}

}  // namespace HWY_NAMESPACE
}  // namespace sweetspot
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace sweetspot {

HWY_EXPORT(sum_all);

void sum_terms(std::span<const SumTerm> terms, int offset, int frames, const SumTarget& target) noexcept {
  HWY_DYNAMIC_DISPATCH(sum_all)(terms, offset, frames, target);
}

}  // namespace sweetspot
#endif
