#include "engine/dsp/true_peak_detector.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "engine/dsp/kaiser.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/dsp/true_peak_detector.cpp"
#include "engine/dsp/simd_targets.h"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"

#ifndef SWEETSPOT_TRUE_PEAK_TABLES
#define SWEETSPOT_TRUE_PEAK_TABLES
namespace sweetspot::dsp {

inline constexpr int kTruePeakReach = TruePeakDetector::kReach;
inline constexpr int kFineTaps = 8;
inline constexpr int kFineHalf = kFineTaps / 2;
inline constexpr int kFinePairs = 3;  // points 1..3 of 8 in a gap; 7..5 mirror them, 4 stands alone

// Coefficients by distance from the gap, nearest first.
struct TruePeakTables {
  std::array<float, kTruePeakReach> half;                          // the point half-way between two samples
  std::array<std::array<float, kFineHalf>, kFinePairs> even, odd;  // sum and difference halves of a mirrored pair
  std::array<float, kFineHalf> middle;
  float fine_bound;  // no fine point exceeds this times the largest magnitude under the taps
};

const TruePeakTables& true_peak_tables();

}  // namespace sweetspot::dsp
#endif

HWY_BEFORE_NAMESPACE();
namespace sweetspot::dsp::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Tag = hn::CappedTag<float, 16>;
using Vec = hn::Vec<Tag>;

// halves[i] = the wave half-way between samples[i] and samples[i + 1]; kReach samples must stand on either side.
void find_halves(const TruePeakTables& tables, const float* samples, float* halves, int frames) {
  const Tag tag;
  for (int i = 0; i < frames; i += static_cast<int>(hn::Lanes(tag))) {
    Vec near = hn::Zero(tag);
    Vec far = hn::Zero(tag);
    for (int k = 0; k < kTruePeakReach; k += 2) {
      const Vec inner = hn::Add(hn::LoadU(tag, samples + i - k), hn::LoadU(tag, samples + i + 1 + k));
      const Vec outer = hn::Add(hn::LoadU(tag, samples + i - k - 1), hn::LoadU(tag, samples + i + 2 + k));
      near = hn::MulAdd(hn::Set(tag, tables.half[static_cast<std::size_t>(k)]), inner, near);
      far = hn::MulAdd(hn::Set(tag, tables.half[static_cast<std::size_t>(k + 1)]), outer, far);
    }
    hn::StoreU(hn::Add(near, far), tag, halves + i);
  }
}

// Largest magnitude of the seven points in the gap after tap[3], of eight values at twice the rate. The mirrored points j and
// 8 - j are S + D and S - D, whose larger magnitude is |S| + |D|.
HWY_INLINE Vec gap_peak(const TruePeakTables& tables, const Vec* tap) {
  const Tag tag;
  Vec sum[kFineHalf], difference[kFineHalf];
  for (int k = 0; k < kFineHalf; ++k) {
    sum[k] = hn::Add(tap[kFineHalf - 1 - k], tap[kFineHalf + k]);
    difference[k] = hn::Sub(tap[kFineHalf - 1 - k], tap[kFineHalf + k]);
  }
  const auto dot = [&tag](const std::array<float, kFineHalf>& c, const Vec* v) {
    Vec s = hn::Mul(hn::Set(tag, c[0]), v[0]);
    for (int k = 1; k < kFineHalf; ++k) s = hn::MulAdd(hn::Set(tag, c[static_cast<std::size_t>(k)]), v[k], s);
    return hn::Abs(s);
  };
  Vec peak = dot(tables.middle, sum);
  for (int j = 0; j < kFinePairs; ++j) {
    const auto pair = static_cast<std::size_t>(j);
    peak = hn::Max(peak, hn::Add(dot(tables.even[pair], sum), dot(tables.odd[pair], difference)));
  }
  return peak;
}

// peak[i] = the wave's largest magnitude from samples[i] up to samples[i + 1].
void find_peaks(const TruePeakTables& tables, const float* samples, const float* halves, float* peak, int frames, float floor) {
  const Tag tag;
  const Vec safe = hn::Set(tag, floor / tables.fine_bound);
  for (int i = 0; i < frames; i += static_cast<int>(hn::Lanes(tag))) {
    Vec tap[kFineTaps + 1];
    for (int k = 0; k <= kFineTaps; ++k) {
      const int offset = i + (k + 1) / 2 - 2;  // half, sample, half, ... from half-way after samples[i - 2]
      tap[k] = hn::LoadU(tag, (k % 2 == 0 ? halves : samples) + offset);
    }
    const Vec coarse = hn::Max(hn::Abs(tap[3]), hn::Abs(tap[4]));
    Vec around = coarse;
    for (int k : {0, 1, 2, 5, 6, 7, 8}) around = hn::Max(around, hn::Abs(tap[k]));
    if (hn::AllTrue(tag, hn::Le(around, safe))) {
      hn::StoreU(coarse, tag, peak + i);
      continue;
    }
    hn::StoreU(hn::Max(coarse, hn::Max(gap_peak(tables, tap), gap_peak(tables, tap + 1))), tag, peak + i);
  }
}

}  // namespace sweetspot::dsp::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace sweetspot::dsp {

HWY_EXPORT(find_halves);
HWY_EXPORT(find_peaks);

namespace {

// Room for the last whole vector of a block.
constexpr int kSpare = 16;
// What stays of the samples and of the halves for the next block.
constexpr int kSampleHistory = 2 * kTruePeakReach + 8;
constexpr int kHalfHistory = 8;

double sinc(double x) { return x == 0.0 ? 1.0 : std::sin(std::numbers::pi * x) / (std::numbers::pi * x); }

TruePeakTables make_tables() {
  TruePeakTables tables{};
  double sum = 0.0;
  std::array<double, kTruePeakReach> half;
  for (int k = 0; k < kTruePeakReach; ++k) {
    half[static_cast<std::size_t>(k)] = sinc(k + 0.5) * kaiser((k + 0.5) / kTruePeakReach, kaiser_beta(62.0));
    sum += 2.0 * half[static_cast<std::size_t>(k)];
  }
  for (std::size_t k = 0; k < half.size(); ++k) tables.half[k] = static_cast<float>(half[k] / sum);

  const auto fine = [](double at) {
    std::array<double, kFineTaps> taps;
    double total = 0.0;
    for (int k = 0; k < kFineTaps; ++k) {
      const double distance = k - (kFineHalf - 1) - at;
      taps[static_cast<std::size_t>(k)] = sinc(distance) * kaiser(distance / kFineHalf, kaiser_beta(66.0));
      total += taps[static_cast<std::size_t>(k)];
    }
    for (double& tap : taps) tap /= total;
    return taps;
  };
  double bound = 0.0;
  for (int j = 1; j <= kFinePairs + 1; ++j) {
    const auto taps = fine(j / 8.0);
    double magnitude = 0.0;
    for (double tap : taps) magnitude += std::abs(tap);
    bound = std::max(bound, magnitude);
    for (int k = 0; k < kFineHalf; ++k) {
      const double left = taps[static_cast<std::size_t>(kFineHalf - 1 - k)];
      const double right = taps[static_cast<std::size_t>(kFineHalf + k)];
      const auto at = static_cast<std::size_t>(k);
      if (j > kFinePairs) {
        tables.middle[at] = static_cast<float>(0.5 * (left + right));
      } else {
        tables.even[static_cast<std::size_t>(j - 1)][at] = static_cast<float>(0.5 * (left + right));
        tables.odd[static_cast<std::size_t>(j - 1)][at] = static_cast<float>(0.5 * (left - right));
      }
    }
  }
  tables.fine_bound = static_cast<float>(bound * 1.001);
  return tables;
}

}  // namespace

const TruePeakTables& true_peak_tables() {
  static const TruePeakTables tables = make_tables();
  return tables;
}

void TruePeakDetector::prepare(int max_frames) {
  max_frames_ = max_frames;
  true_peak_tables();
  samples_.assign(static_cast<std::size_t>(kSampleHistory + max_frames + kSpare), 0.0f);
  halves_.assign(static_cast<std::size_t>(kHalfHistory + max_frames + 2 * kSpare), 0.0f);
}

void TruePeakDetector::reset() noexcept {
  std::fill(samples_.begin(), samples_.end(), 0.0f);
  std::fill(halves_.begin(), halves_.end(), 0.0f);
}

void TruePeakDetector::process(const float* in, float* peak, int frames, float floor) noexcept {
  const TruePeakTables& tables = true_peak_tables();
  float* const samples = samples_.data() + kSampleHistory;  // samples[0] is the first of this block
  float* const halves = halves_.data() + kHalfHistory;      // halves[0] follows samples[-kReach]
  std::copy_n(in, frames, samples);
  HWY_DYNAMIC_DISPATCH(find_halves)(tables, samples - kReach, halves, frames);
  // The peaks of frame f are those of samples[f - kDelay], which is two before the one that halves[f] follows.
  std::array<float, kSpare> last;
  const int whole = frames - frames % kSpare;
  HWY_DYNAMIC_DISPATCH(find_peaks)(tables, samples - kDelay, halves - 2, peak, whole, floor);
  if (frames > whole) {
    HWY_DYNAMIC_DISPATCH(find_peaks)(tables, samples - kDelay + whole, halves - 2 + whole, last.data(), frames - whole, floor);
    std::copy_n(last.data(), frames - whole, peak + whole);
  }
  std::copy_n(samples_.data() + frames, kSampleHistory, samples_.data());
  std::copy_n(halves_.data() + frames, kHalfHistory, halves_.data());
}

}  // namespace sweetspot::dsp
#endif  // HWY_ONCE
