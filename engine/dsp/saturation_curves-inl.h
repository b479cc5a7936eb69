// Curves on vectors, and their means between two samples, for antiderivative anti-aliasing. Included by kernels, once a target.
//
// The mean of a curve f over the straight line from one sample to the next, (F(b) - F(a)) / (b - a) with F' = f, is what first-order
// antiderivative anti-aliasing gives (J. Parker, V. Zavalishin, E. Le Bivic, "Reducing the Aliasing of Nonlinear Waveshaping Using
// Continuous-Time Convolution", DAFx-16). In float that difference would drown in rounding, so smooth curves take it for far samples
// only, of what F is above a straight line, and a corrected trapezoid for near ones; the piecewise curves have a form without cancelling.
#include "engine/dsp/saturation_curves.h"
#include "hwy/contrib/math/math-inl.h"
#include "hwy/highway.h"

#if defined(SWEETSPOT_DSP_SATURATION_CURVES_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef SWEETSPOT_DSP_SATURATION_CURVES_INL_H
#undef SWEETSPOT_DSP_SATURATION_CURVES_INL_H
#else
#define SWEETSPOT_DSP_SATURATION_CURVES_INL_H
#endif

HWY_BEFORE_NAMESPACE();
namespace sweetspot::dsp::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using CurveTag = hn::CappedTag<float, 16>;
using CurveVec = hn::Vec<CurveTag>;

HWY_INLINE CurveVec curve_set(double x) { return hn::Set(CurveTag(), static_cast<float>(x)); }

// c0 + c1 x + c2 x^2 ...
template <class... Rest>
HWY_INLINE CurveVec polynomial(CurveVec x, double c0, Rest... rest) {
  if constexpr (sizeof...(rest) == 0)
    return curve_set(c0);
  else
    return hn::MulAdd(polynomial(x, rest...), x, curve_set(c0));
}

// ln(1 + x) for 0 to 1, within 5e-9.
HWY_INLINE CurveVec log_one_plus(CurveVec x) {
  return hn::Mul(x, polynomial(x, 0.999999995, -0.49999904, 0.33330004, -0.249545589, 0.196781173, -0.153118631, 0.106142647, -0.0570642012,
                               0.0199071612, -0.00325637853));
}

// A sample of a smooth curve: the curve, its slope, and its antiderivative less the straight line that it comes to.
struct SmoothPoint {
  CurveVec x, line, rest, value, slope;
};

// tanh x: F = |x| + ln(1 + exp(-2|x|)), less a constant.
struct TanhParts {
  CurveVec rest, value, slope;  // of the positive half
};

HWY_INLINE TanhParts tanh_parts(CurveVec magnitude) {
  const CurveTag tag;
  const CurveVec one = curve_set(1.0);
  const CurveVec e = hn::Exp(tag, hn::Mul(magnitude, curve_set(-2.0)));
  const CurveVec value = hn::Div(hn::Sub(one, e), hn::Add(one, e));
  return {log_one_plus(e), value, hn::NegMulAdd(value, value, one)};
}

struct SoftCurve {
  static constexpr bool kOdd = true;

  static HWY_INLINE SmoothPoint at(CurveVec x) {
    const CurveVec magnitude = hn::Abs(x);
    const TanhParts parts = tanh_parts(magnitude);
    return {x, magnitude, parts.rest, hn::CopySign(parts.value, x), parts.slope};
  }
};

// x / sqrt(1 + x^2 / w): F = w sqrt(1 + x^2 / w), close to sqrt(w) |x|.
struct TubeCurve {
  static constexpr bool kOdd = false;

  static HWY_INLINE SmoothPoint at(CurveVec x) {
    const CurveVec one = curve_set(1.0);
    const CurveVec zero = hn::Zero(CurveTag());
    const CurveVec magnitude = hn::Abs(x);
    const TanhParts up = tanh_parts(magnitude);
    const CurveVec root = hn::Sqrt(hn::MulAdd(x, hn::Mul(x, curve_set(1.0 / kTubeWide)), one));
    const CurveVec inverse = hn::Div(one, root);
    const CurveVec down_line = hn::Mul(magnitude, curve_set(1.2247448713915890));
    const auto above = hn::Gt(x, zero);
    SmoothPoint point;
    point.x = x;
    point.line = hn::IfThenElse(above, magnitude, down_line);
    // Both rests are ln 2 at 0, where the halves meet.
    point.rest =
        hn::IfThenElse(above, up.rest, hn::Add(hn::MulSub(root, curve_set(kTubeWide), down_line), curve_set(0.69314718056 - kTubeWide)));
    point.value = hn::IfThenElse(above, up.value, hn::Mul(x, inverse));
    point.slope = hn::IfThenElse(above, up.slope, hn::Mul(inverse, hn::Mul(inverse, inverse)));
    return point;
  }
};

// With z = 3|x|: coth z - 1/z, F = ln(sinh z / z) / 3; by polynomials below 1.3, where both would cancel.
struct TapeCurve {
  static constexpr bool kOdd = true;

  static HWY_INLINE SmoothPoint at(CurveVec x) {
    const CurveTag tag;
    const CurveVec one = curve_set(1.0);
    const CurveVec magnitude = hn::Abs(x);
    const CurveVec z = hn::Mul(magnitude, curve_set(3.0));
    const CurveVec square = hn::Mul(z, z);
    const CurveVec near_ratio =
        polynomial(square, 0.333333332, -0.0222221582, 0.0021159511, -0.000210464837, 1.99630001e-05, -1.33679505e-06);
    const CurveVec near_rest = hn::MulSub(
        square, polynomial(square, 0.166666667, -0.00555555067, 0.000352699507, -2.63663145e-05, 2.03172784e-06, -1.19163738e-07), z);
    const CurveVec far = hn::Max(z, one);
    const CurveVec e = hn::Exp(tag, hn::Mul(far, curve_set(-2.0)));
    const CurveVec below = hn::Sub(one, e);
    const CurveVec inverse = hn::Div(one, far);
    const CurveVec far_value = hn::Sub(hn::Div(hn::Add(one, e), below), inverse);
    const CurveVec far_rest = hn::Log(tag, hn::Mul(below, hn::Mul(inverse, curve_set(0.5))));
    const auto is_near = hn::Lt(z, curve_set(1.3));
    const CurveVec ratio = hn::IfThenElse(is_near, near_ratio, hn::Mul(far_value, inverse));
    const CurveVec value = hn::IfThenElse(is_near, hn::Mul(near_ratio, z), far_value);
    const CurveVec rest = hn::IfThenElse(is_near, near_rest, far_rest);
    // L' = 1 - L^2 - 2 L / z, and x is a third of z.
    const CurveVec slope = hn::Mul(curve_set(3.0), hn::NegMulAdd(curve_set(2.0), ratio, hn::NegMulAdd(value, value, one)));
    return {x, magnitude, hn::Mul(rest, curve_set(1.0 / 3.0)), hn::CopySign(value, x), slope};
  }
};

// Mean over the line from a to b. Hermite's form of the trapezoid is wrong by (b - a)^4 f''''/ 720.
HWY_INLINE CurveVec mean(const SmoothPoint& a, const SmoothPoint& b) {
  const CurveVec step = hn::Sub(b.x, a.x);
  const auto is_far = hn::Gt(hn::Abs(step), curve_set(0.125));
  const CurveVec near =
      hn::NegMulAdd(hn::Mul(step, curve_set(1.0 / 12.0)), hn::Sub(b.slope, a.slope), hn::Mul(curve_set(0.5), hn::Add(a.value, b.value)));
  const CurveVec rise = hn::Add(hn::Sub(b.line, a.line), hn::Sub(b.rest, a.rest));
  return hn::IfThenElse(is_far, hn::Div(rise, hn::IfThenElse(is_far, step, curve_set(1.0))), near);
}

// A clipper with a parabolic knee (see clip_excess); the limits may differ from lane to lane.
struct Knee {
  CurveVec start, end, width, inverse;  // inverse: 1 / width, anything when that is 0
};

struct ClipPoint {
  CurveVec x, held, top;  // the magnitude held within the knee, and at least at its end: subtracting those of two near samples is exact
  hn::Mask<CurveTag> in_knee, beyond;
};

HWY_INLINE ClipPoint clip_point(const Knee& knee, CurveVec x) {
  const CurveVec magnitude = hn::Abs(x);
  ClipPoint point;
  point.x = x;
  point.held = hn::Min(hn::Max(magnitude, knee.start), knee.end);
  point.top = hn::Max(magnitude, knee.end);
  point.beyond = hn::Ge(magnitude, knee.end);
  point.in_knee = hn::AndNot(point.beyond, hn::Gt(magnitude, knee.start));
  return point;
}

// Mean of what is taken away over the line from a to b, signed. Its antiderivative is bent^3 / 6 width + width over / 2 + over^2 / 2 with
// `bent` and `over` how far into the knee and beyond it; its difference is theirs times a sum. Where both samples lie in one part of the
// curve, theirs is the step itself.
HWY_INLINE CurveVec mean_excess(const Knee& knee, const ClipPoint& a, const ClipPoint& b) {
  const CurveTag tag;
  const CurveVec one = curve_set(1.0);
  const CurveVec step = hn::Sub(b.x, a.x);
  const CurveVec inverse = hn::Div(one, hn::IfThenElse(hn::Eq(step, hn::Zero(tag)), one, step));
  const CurveVec direction = hn::CopySign(one, b.x);
  const auto same_side = hn::Eq(hn::CopySign(one, a.x), direction);
  const auto both_in = hn::And(same_side, hn::And(a.in_knee, b.in_knee));
  const auto both_beyond = hn::And(same_side, hn::And(a.beyond, b.beyond));
  const CurveVec bend = hn::IfThenElse(both_in, direction, hn::Mul(hn::Sub(b.held, a.held), inverse));
  const CurveVec rise = hn::IfThenElse(both_beyond, direction, hn::Mul(hn::Sub(b.top, a.top), inverse));
  const CurveVec bent_a = hn::Sub(a.held, knee.start);
  const CurveVec bent_b = hn::Sub(b.held, knee.start);
  const CurveVec squares = hn::MulAdd(bent_b, hn::Add(bent_b, bent_a), hn::Mul(bent_a, bent_a));
  const CurveVec overs = hn::Sub(hn::Add(b.top, a.top), hn::Add(knee.end, knee.end));
  const CurveVec knee_part = hn::Mul(hn::Mul(squares, hn::Mul(knee.inverse, curve_set(1.0 / 6.0))), bend);
  return hn::MulAdd(hn::Mul(curve_set(0.5), hn::Add(knee.width, overs)), rise, knee_part);
}

// What is taken away at one sample, signed.
HWY_INLINE CurveVec excess(const Knee& knee, const ClipPoint& point) {
  const CurveVec bent = hn::Sub(point.held, knee.start);
  const CurveVec over = hn::Sub(point.top, knee.end);
  return hn::CopySign(hn::MulAdd(hn::Mul(bent, bent), hn::Mul(knee.inverse, curve_set(0.5)), over), point.x);
}

// The piecewise curves as the smooth ones above.
template <bool kHard>
struct ClipCurve {
  static constexpr bool kOdd = true;

  static HWY_INLINE Knee knee() {
    if constexpr (kHard) return {curve_set(1.0), curve_set(1.0), curve_set(0.0), curve_set(1.0)};
    return {curve_set(kTransistorKnee), curve_set(kTransistorKnee + kTransistorWidth), curve_set(kTransistorWidth),
            curve_set(1.0 / kTransistorWidth)};
  }
  static HWY_INLINE ClipPoint at(CurveVec x) { return clip_point(knee(), x); }
};

// Mean of any curve over the line between two of its points.
template <class Curve, class Point>
HWY_INLINE CurveVec curve_mean(const Point& a, const Point& b) {
  if constexpr (requires { Curve::knee(); })
    return hn::Sub(hn::Mul(curve_set(0.5), hn::Add(a.x, b.x)), mean_excess(Curve::knee(), a, b));
  else
    return mean(a, b);
}

}  // namespace sweetspot::dsp::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // include guard
