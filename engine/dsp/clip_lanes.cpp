#include "engine/dsp/clip_lanes.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/dsp/clip_lanes.cpp"
#include "engine/dsp/simd_targets.h"
#include "hwy/foreach_target.h"

#include "engine/dsp/saturation_curves-inl.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace sweetspot::dsp::HWY_NAMESPACE {
namespace {

HWY_INLINE Knee knee_at(const ClipStreams& s, int at) {
  const CurveTag tag;
  Knee knee;
  knee.start = hn::LoadU(tag, s.start + at);
  knee.end = hn::LoadU(tag, s.end + at);
  knee.width = hn::Sub(knee.end, knee.start);
  knee.inverse = hn::Div(curve_set(1.0), hn::Max(knee.width, curve_set(1e-9)));
  return knee;
}

HWY_INLINE void clip_averaged(const ClipStreams& s, const Knee& knee, int at) {
  const CurveTag tag;
  ClipPoint before = clip_point(knee, hn::LoadU(tag, s.in[s.streams - 1] + at - 1));
  for (int k = 0; k < s.streams; ++k) {
    const ClipPoint now = clip_point(knee, hn::LoadU(tag, s.in[k] + at));
    hn::StoreU(mean_excess(knee, before, now), tag, s.out[k] + at);
    before = now;
  }
}

HWY_INLINE void clip_at_samples(const ClipStreams& s, const Knee& knee, int at) {
  const CurveTag tag;
  for (int k = 0; k < s.streams; ++k) hn::StoreU(excess(knee, clip_point(knee, hn::LoadU(tag, s.in[k] + at))), tag, s.out[k] + at);
}

void clip(const ClipStreams& s) {
  const int width = static_cast<int>(hn::Lanes(CurveTag()));
  for (int at = 0; at < s.frames; at += width) {
    const Knee knee = knee_at(s, at);
    if (s.averaged)
      clip_averaged(s, knee, at);
    else
      clip_at_samples(s, knee, at);
  }
}

}  // namespace
}  // namespace sweetspot::dsp::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace sweetspot::dsp {

HWY_EXPORT(clip);

void clip_streams(const ClipStreams& streams) noexcept { HWY_DYNAMIC_DISPATCH(clip)(streams); }

}  // namespace sweetspot::dsp
#endif  // HWY_ONCE
