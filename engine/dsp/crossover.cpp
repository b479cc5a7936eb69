#include "engine/dsp/crossover.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>

#include "engine/dsp/simd_targets.h"
#include "engine/dsp/svf.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/dsp/crossover.cpp"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"

#include "engine/dsp/lanes-inl.h"

HWY_BEFORE_NAMESPACE();
namespace sweetspot::dsp::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

// Four doubles: wider vectors would be half empty in most stages.
using D = hn::CappedTag<double, 4>;
using V = hn::Vec<D>;
constexpr int kWidth = static_cast<int>(hn::MaxLanes(D()));

// The state-variable filter of svf.h with its two outputs eliminated from the recursion, which shortens the way from frame to frame:
// s1 and s2 are its integrators, `band` and `low` come doubled.
struct Section {
  V s1, s2;

  HWY_INLINE void tick(V a11, V a12, V b2, V x, V& band, V& low) {
    const V v = hn::Sub(x, s2);
    const V next1 = hn::MulAdd(a12, v, hn::Mul(a11, s1));
    const V next2 = hn::MulAdd(b2, v, hn::MulAdd(a12, s1, s2));
    band = hn::Add(next1, s1);
    low = hn::Add(next2, s2);
    s1 = next1;
    s2 = next2;
  }
};

// One split over a chunk. All lanes so far go through its all-pass; what is left (the first lanes) is parted into the new band and the
// rest.
template <int kVectors, bool kGliding>
void run_split(Crossover::State& state, int split, const Crossover::Tuning* tunings, int channels, Crossover::Tile& tile, int frames) {
  const D d;
  const auto rest = hn::FirstN(d, static_cast<std::size_t>(channels));
  const V root2 = hn::Set(d, std::numbers::sqrt2);
  const V quarter = hn::Set(d, 0.25);
  const int fresh = channels * (split + 1);
  Section sections[kVectors];
  for (int k = 0; k < kVectors; ++k) sections[k] = {hn::Load(d, state.s1[split] + k * kWidth), hn::Load(d, state.s2[split] + k * kWidth)};
  Section second{hn::Load(d, state.t1[split]), hn::Load(d, state.t2[split])};
  V a11 = hn::Set(d, tunings->a11), a12 = hn::Set(d, tunings->a12), b2 = hn::Set(d, tunings->b2);
  for (int i = 0; i < frames; ++i) {
    if constexpr (kGliding) {
      a11 = hn::Set(d, tunings[i].a11);
      a12 = hn::Set(d, tunings[i].a12);
      b2 = hn::Set(d, tunings[i].b2);
    }
    double* const x = tile.x[i];
    V band, low, unused, lower;
    const V first = hn::Load(d, x);
    sections[0].tick(a11, a12, b2, first, band, low);
    second.tick(a11, a12, b2, low, unused, lower);
    const V all_passed = hn::NegMulAdd(root2, band, first);
    lower = hn::Mul(quarter, lower);
    for (int k = 1; k < kVectors; ++k) {
      const V more = hn::Load(d, x + k * kWidth);
      sections[k].tick(a11, a12, b2, more, band, low);
      hn::Store(hn::NegMulAdd(root2, band, more), d, x + k * kWidth);
    }
    hn::Store(hn::IfThenElse(rest, hn::Sub(all_passed, lower), all_passed), d, x);
    hn::StoreU(lower, d, x + fresh);  // lanes behind it belong to bands that are yet to come
  }
  for (int k = 0; k < kVectors; ++k) {
    hn::Store(sections[k].s1, d, state.s1[split] + k * kWidth);
    hn::Store(sections[k].s2, d, state.s2[split] + k * kWidth);
  }
  hn::Store(second.s1, d, state.t1[split]);
  hn::Store(second.s2, d, state.t2[split]);
}

template <bool kGliding>
void run_splits(Crossover::State& state, int splits, const Crossover::Tuning* const* tunings, int channels, Crossover::Tile& tile,
                int frames) {
  for (int split = 0; split < splits; ++split) {
    switch ((channels * (split + 1) + kWidth - 1) / kWidth) {
      case 1:
        run_split<1, kGliding>(state, split, tunings[split], channels, tile, frames);
        break;
      case 2:
        run_split<2, kGliding>(state, split, tunings[split], channels, tile, frames);
        break;
      case 3:
        run_split<3, kGliding>(state, split, tunings[split], channels, tile, frames);
        break;
      case 4:
        run_split<4, kGliding>(state, split, tunings[split], channels, tile, frames);
        break;
      default:
        run_split<5, kGliding>(state, split, tunings[split], channels, tile, frames);
        break;
    }
  }
}

void run(Crossover::State& state, int splits, const Crossover::Tuning* const* tunings, bool gliding, int channels, Crossover::Tile& tile,
         int frames) {
  if (gliding)
    run_splits<true>(state, splits, tunings, channels, tile, frames);
  else
    run_splits<false>(state, splits, tunings, channels, tile, frames);
}

// Lanes of the tile to rows of sound. Adding 0 makes every zero positive.
void scatter(const Crossover::Tile& tile, float* const* rows, int lanes, int frames) {
  int done = 0;
  if constexpr (kWidth == 4) {
    const D d;
    const hn::Rebind<float, D> df;
    for (; done + 4 <= frames; done += 4) {
      for (int lane = 0; lane < lanes; lane += 4) {
        hn::Vec<decltype(df)> square[4];
        for (int i = 0; i < 4; ++i) square[i] = hn::DemoteTo(df, hn::Add(hn::Load(d, tile.x[done + i] + lane), hn::Zero(d)));
        transpose(df, square);
        for (int i = 0; i < 4 && lane + i < lanes; ++i) hn::StoreU(square[i], df, rows[lane + i] + done);
      }
    }
  }
  for (; done < frames; ++done)
    for (int lane = 0; lane < lanes; ++lane) rows[lane][done] = static_cast<float>(tile.x[done][lane] + 0.0);
}

}  // namespace
}  // namespace sweetspot::dsp::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace sweetspot::dsp {
namespace {

HWY_EXPORT(run);
HWY_EXPORT(scatter);

Crossover::Tuning tuning_of(double hertz, double rate) noexcept {
  const Svf::Tuning svf = Svf::Tuning::from(Svf::warped(hertz, rate), std::numbers::sqrt2);
  const double a2 = svf.g * svf.a1;
  return {2.0 * svf.a1 - 1.0, 2.0 * a2, 2.0 * svf.g * a2};
}

}  // namespace

void Crossover::prepare(double rate, int bands, int channels) {
  rate_ = rate;
  bands_ = std::clamp(bands, 2, kCrossoverBands);
  channels_ = channels;
  hertz_ = {};
  for (int split = 0; split < bands_ - 1; ++split) set_split(split, 1000.0);
  reset();
}

void Crossover::reset() noexcept {
  state_ = {};
  tile_ = {};
}

void Crossover::set_split(int split, double hertz) noexcept {
  const auto s = static_cast<std::size_t>(split);
  if (hertz_[s] == hertz) return;
  hertz_[s] = hertz;
  tunings_[s] = tuning_of(hertz, rate_);
}

void Crossover::process(const float* const* in, float* const* out, int frames) noexcept {
  const Tuning* tunings[kCrossoverSplits];
  for (std::size_t s = 0; s < kCrossoverSplits; ++s) tunings[s] = &tunings_[s];
  for (int at = 0; at < frames; at += kChunk) {
    const int length = std::min(kChunk, frames - at);
    read(in, at, length);
    HWY_DYNAMIC_DISPATCH(run)(state_, bands_ - 1, tunings, false, channels_, tile_, length);
    write(out, at, length);
  }
}

void Crossover::process_gliding(const float* const* in, float* const* out, int frames, const double* const* hertz) noexcept {
  Tuning moving[kCrossoverSplits][kChunk];
  const Tuning* tunings[kCrossoverSplits];
  for (std::size_t s = 0; s < kCrossoverSplits; ++s) tunings[s] = moving[s];
  for (int at = 0; at < frames; at += kChunk) {
    const int length = std::min(kChunk, frames - at);
    for (int s = 0; s < bands_ - 1; ++s)
      for (int i = 0; i < length; ++i) moving[s][i] = tuning_of(hertz[s][at + i], rate_);
    read(in, at, length);
    HWY_DYNAMIC_DISPATCH(run)(state_, bands_ - 1, tunings, true, channels_, tile_, length);
    write(out, at, length);
  }
}

void Crossover::read(const float* const* in, int at, int frames) noexcept {
  for (int c = 0; c < channels_; ++c)
    for (int i = 0; i < frames; ++i) {
      const float x = in[c][at + i];
      tile_.x[i][c] = std::isfinite(x) ? double{x} : 0.0;
    }
}

void Crossover::write(float* const* out, int at, int frames) const noexcept {
  float* rows[kLanes];
  const int last = channels_ * (bands_ - 1);
  for (int c = 0; c < channels_; ++c) rows[c] = out[last + c] + at;  // what is left above all splits is the highest band
  for (int lane = 0; lane < last; ++lane) rows[channels_ + lane] = out[lane] + at;
  HWY_DYNAMIC_DISPATCH(scatter)(tile_, rows, channels_ * bands_, frames);
}

std::complex<double> crossover_response(std::span<const double> splits, int band, double hertz, double rate) noexcept {
  std::complex<double> gain = 1.0;
  for (int split = 0; split < static_cast<int>(splits.size()); ++split) {
    const std::complex<double> s(0.0, Svf::warped(hertz, rate) / Svf::warped(splits[static_cast<std::size_t>(split)], rate));
    const std::complex<double> poles = 1.0 + std::numbers::sqrt2 * s + s * s;
    if (split < band)
      gain *= s * s * s * s / (poles * poles);
    else if (split == band)
      gain /= poles * poles;
    else
      gain *= (1.0 - std::numbers::sqrt2 * s + s * s) / poles;
  }
  return gain;
}

}  // namespace sweetspot::dsp
#endif  // HWY_ONCE
