// Binary logarithm and power on vectors of float, for levels. Included by kernels, once a target.
#include "hwy/highway.h"

#if defined(SWEETSPOT_DSP_FAST_LOG2_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef SWEETSPOT_DSP_FAST_LOG2_INL_H
#undef SWEETSPOT_DSP_FAST_LOG2_INL_H
#else
#define SWEETSPOT_DSP_FAST_LOG2_INL_H
#endif

HWY_BEFORE_NAMESPACE();
namespace sweetspot::dsp::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// log2 of positive normal numbers, within 1.5e-5 (0.0001 dB) plus the rounding of float; exactly 0 at 1.
// The mantissa is taken in [sqrt(1/2), sqrt(2)) so that the polynomial, a minimax fit of log2(1 + t) / t, has no seam at 1.
template <class D>
HWY_INLINE hn::Vec<D> fast_log2(D d, hn::Vec<D> x) {
  const hn::RebindToSigned<D> di;
  const auto bits = hn::BitCast(di, x);
  const auto exponent = hn::ShiftRight<23>(hn::Sub(bits, hn::Set(di, 0x3f3504f3)));
  const auto t = hn::Sub(hn::BitCast(d, hn::Sub(bits, hn::ShiftLeft<23>(exponent))), hn::Set(d, 1.0f));
  auto p = hn::Set(d, 0.252660209f);
  p = hn::MulAdd(p, t, hn::Set(d, -0.394575362f));
  p = hn::MulAdd(p, t, hn::Set(d, 0.48668616f));
  p = hn::MulAdd(p, t, hn::Set(d, -0.720241803f));
  p = hn::MulAdd(p, t, hn::Set(d, 1.44257801f));
  return hn::MulAdd(p, t, hn::ConvertTo(d, exponent));
}

// 2 to the power of x for -126 to 126, within 3e-6 of its value (0.00003 dB) plus the rounding of float;
// exactly 1 at 0.
template <class D>
HWY_INLINE hn::Vec<D> fast_exp2(D d, hn::Vec<D> x) {
  const hn::RebindToSigned<D> di;
  const auto magic = hn::Set(d, 12582912.0f);  // 1.5 * 2^23: adding it leaves the nearest whole number in the low bits
  const auto shifted = hn::Add(x, magic);
  const auto f = hn::Sub(x, hn::Sub(shifted, magic));
  auto p = hn::Set(d, 0.00958285299f);
  p = hn::MulAdd(p, f, hn::Set(d, 0.0559064247f));
  p = hn::MulAdd(p, f, hn::Set(d, 0.240240986f));
  p = hn::MulAdd(p, f, hn::Set(d, 0.693124193f));
  p = hn::MulAdd(p, f, hn::Set(d, 1.0f));
  return hn::BitCast(d, hn::Add(hn::BitCast(di, p), hn::ShiftLeft<23>(hn::BitCast(di, shifted))));
}

}  // namespace sweetspot::dsp::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // include guard
