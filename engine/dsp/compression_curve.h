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

  // The same gain for the level of what comes out: the side-chain of a feedback compressor, which finds the input whose output that is.
  // Above the knee each unit of output takes ratio - 1 units of gain. slope must be above -1. Any thread, no heap.
  T gain_from_output(T level) const noexcept {
    const T ratio = 1 / (1 + slope);
    const T top = knee * (1 + slope / 2);  // of the knee, in the output
    const T over = std::max(level - start, T{0});
    const T in_knee = std::min(over, top);
    const T input = 2 * in_knee / (1 + std::sqrt(std::max(1 + 2 * slope * in_knee / knee, T{0})));
    const T bent = input * input / (2 * knee) + (over - in_knee) * ratio;
    return std::max(slope * bent, deepest);
  }

  // On the straight line from one to the other. Any thread, no heap.
  static CompressionCurve between(const CompressionCurve& a, const CompressionCurve& b, T share) noexcept {
    const auto mix = [share](T x, T y) { return x + share * (y - x); };
    return {mix(a.start, b.start), mix(a.knee, b.knee), mix(a.slope, b.slope), mix(a.deepest, b.deepest)};
  }
};

}  // namespace sweetspot::dsp
