#include "engine/dsp/saturation_lanes.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/dsp/saturation_lanes.cpp"
#include "engine/dsp/simd_targets.h"
#include "hwy/foreach_target.h"

#include "engine/dsp/saturation_curves-inl.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace sweetspot::dsp::HWY_NAMESPACE {
namespace {

// One vector of frames, stream after stream; without a bias the curve is odd and seen once.
template <class Curve>
HWY_INLINE void saturate_plain(const SaturationStreams& s, int at) {
  const CurveTag tag;
  const CurveVec odd = hn::LoadU(tag, s.odd + at);
  const CurveVec both = hn::Mul(curve_set(2.0), hn::LoadU(tag, s.half_odd + at));
  auto before = Curve::at(hn::LoadU(tag, s.in[s.streams - 1] + at - 1));
  for (int k = 0; k < s.streams; ++k) {
    const auto now = Curve::at(hn::LoadU(tag, s.in[k] + at));
    const CurveVec straight = hn::Mul(curve_set(0.5), hn::Add(before.x, now.x));
    hn::StoreU(hn::MulSub(both, curve_mean<Curve>(before, now), hn::Mul(odd, straight)), tag, s.out[k] + at);
    before = now;
  }
}

// Seen from both sides of the bias.
template <class Curve>
HWY_INLINE void saturate_biased(const SaturationStreams& s, int at) {
  const CurveTag tag;
  const CurveVec odd = hn::LoadU(tag, s.odd + at);
  const CurveVec half_odd = hn::LoadU(tag, s.half_odd + at);
  const CurveVec half_even = hn::LoadU(tag, s.half_even + at);
  const CurveVec bias_before = hn::LoadU(tag, s.bias + at - 1);
  const CurveVec bias = hn::LoadU(tag, s.bias + at);
  const auto rest_before = Curve::at(bias_before);
  const auto rest_now = Curve::at(bias);
  CurveVec rest = curve_mean<Curve>(rest_before, rest_now);

  CurveVec u_before = hn::LoadU(tag, s.in[s.streams - 1] + at - 1);
  auto above_before = Curve::at(hn::Add(bias_before, u_before));
  auto below_before = Curve::at(hn::Sub(bias_before, u_before));
  for (int k = 0; k < s.streams; ++k) {
    const CurveVec u = hn::LoadU(tag, s.in[k] + at);
    const auto above = Curve::at(hn::Add(bias, u));
    const auto below = Curve::at(hn::Sub(bias, u));
    const CurveVec p = curve_mean<Curve>(above_before, above);
    const CurveVec q = curve_mean<Curve>(below_before, below);
    const CurveVec straight = hn::Mul(curve_set(0.5), hn::Add(u_before, u));
    const CurveVec odd_part = hn::MulSub(half_odd, hn::Sub(p, q), hn::Mul(odd, straight));
    const CurveVec even_part = hn::Mul(half_even, hn::Add(hn::Sub(p, rest), hn::Sub(q, rest)));
    hn::StoreU(hn::Add(odd_part, even_part), tag, s.out[k] + at);
    rest = curve_mean<Curve>(rest_now, rest_now);  // within a frame the bias rests
    u_before = u;
    above_before = above;
    below_before = below;
  }
}

template <class Curve>
void saturate_with(const SaturationStreams& s) {
  const int width = static_cast<int>(hn::Lanes(CurveTag()));
  for (int at = 0; at < s.frames; at += width) {
    if (s.biased || !Curve::kOdd)
      saturate_biased<Curve>(s, at);
    else
      saturate_plain<Curve>(s, at);
  }
}

void saturate(SaturationCurve curve, const SaturationStreams& s) {
  switch (curve) {
    case SaturationCurve::tape:
      return saturate_with<TapeCurve>(s);
    case SaturationCurve::tube:
      return saturate_with<TubeCurve>(s);
    case SaturationCurve::transistor:
      return saturate_with<ClipCurve<false>>(s);
    case SaturationCurve::soft:
      return saturate_with<SoftCurve>(s);
    case SaturationCurve::hard:
      return saturate_with<ClipCurve<true>>(s);
  }
}

}  // namespace
}  // namespace sweetspot::dsp::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace sweetspot::dsp {

HWY_EXPORT(saturate);

void saturate_streams(SaturationCurve curve, const SaturationStreams& streams) noexcept { HWY_DYNAMIC_DISPATCH(saturate)(curve, streams); }

}  // namespace sweetspot::dsp
#endif  // HWY_ONCE
