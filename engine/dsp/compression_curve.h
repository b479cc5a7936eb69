// The static curve of compressors, expanders and de-essers: a line that bends into another by a quadratic knee.
#pragma once

#include <algorithm>
#include <cmath>

namespace sweetspot::dsp {

// Gain for a level, both in the same logarithmic unit (dB, octaves). Nothing happens below `start`, where the knee begins; beyond the knee
// each unit of level takes -slope units of gain; no more than -deepest is taken in all. After D. Giannoulis, M. Massberg, J. D. Reiss,
// "Digital dynamic range compressor design - a tutorial and analysis", JAES 60 (2012), equation 4.
//
// An expander is the same curve on the negated level.
template <class T>
struct CompressionCurve {
  T start{}, knee{1}, slope{}, deepest{};

  // A hard knee is a very narrow one, so that nothing divides by zero.
  static constexpr T kNarrowestKnee{static_cast<T>(1e-4)};

  // Knee of a width about a threshold; ratio 1 or more. Any thread, no heap.
  static CompressionCurve from(T threshold, T ratio, T width, T range) noexcept {
    const T knee = std::max(kNarrowestKnee, width);
    return {threshold - knee / 2, knee, 1 / std::max(T{1}, ratio) - 1, -range};
  }

  // Gain, 0 or less, for a level. Any thread, no heap.
  T gain(T level) const noexcept {
    const T over = std::max(level - start, T{0});
    const T in_knee = std::min(over, knee);
    const T bent = in_knee * in_knee / (2 * knee) + (over - in_knee);
    return std::max(slope * bent, deepest);
  }

  // On the straight line from one to the other. Any thread, no heap.
  static CompressionCurve between(const CompressionCurve& a, const CompressionCurve& b, T share) noexcept {
    const auto mix = [share](T x, T y) { return x + share * (y - x); };
    return {mix(a.start, b.start), mix(a.knee, b.knee), mix(a.slope, b.slope), mix(a.deepest, b.deepest)};
  }
};

// The same gain for the level of what comes out: the side-chain of a feedback compressor, which finds the input whose output that is. Above
// the knee each unit of output takes ratio - 1 units of gain; within it the input is the root of a quadratic.
class FeedbackCurve {
 public:
  FeedbackCurve() = default;

  // slope must be above -1. Any thread, no heap.
  template <class T>
  explicit FeedbackCurve(const CompressionCurve<T>& curve) noexcept
      : start_(curve.start),
        top_(curve.knee * (1.0 + 0.5 * curve.slope)),
        beyond_(curve.slope / (1.0 + double{curve.slope})),
        bend_(std::max(kLeastBend, -2.0 * curve.slope / curve.knee)),
        unbend_(1.0 / (0.5 * bend_)),
        deepest_(curve.slope == T{0} ? 0.0 : double{curve.deepest}) {}

  // Any thread, no heap.
  double gain(double level) const noexcept {
    const double over = std::max(level - start_, 0.0);
    const double in_knee = std::min(over, top_);
    const double input = unbend_ * (1.0 - std::sqrt(std::max(1.0 - bend_ * in_knee, 0.0)));
    return std::min(std::max(in_knee - input + beyond_ * (over - in_knee), deepest_), 0.0);
  }

 private:
  // So that a ratio of 1 divides by nothing that is 0.
  static constexpr double kLeastBend = 1e-6;

  double start_ = 0.0;
  double top_ = 1.0;     // of the knee, in the output
  double beyond_ = 0.0;  // gain a unit of output above the knee
  double bend_ = kLeastBend, unbend_ = 1.0;
  double deepest_ = 0.0;
};

}  // namespace sweetspot::dsp
