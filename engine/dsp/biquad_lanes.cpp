#include "engine/dsp/biquad_lanes.h"

#include <algorithm>
#include <cstddef>

#include "engine/core/units.h"
#include "engine/dsp/simd_targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/dsp/biquad_lanes.cpp"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace sweetspot::dsp {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

constexpr int kChunk = 64;     // frames in one tile: small enough to stay in the first cache
constexpr int kMostGroup = 4;  // sections that run side by side; their coefficients fill the registers of AVX-512

// Coefficients and state of one section in all lanes.
template <int kLanes>
struct alignas(64) LaneSection {
  double b0[kLanes], b1[kLanes], b2[kLanes], a1[kLanes], a2[kLanes];
  double s1[kLanes], s2[kLanes];
};

// A stretch of sound with its lanes side by side.
template <int kLanes>
struct alignas(64) Tile {
  float samples[kChunk][kLanes];   // in and out
  double between[kChunk][kLanes];  // from one group of sections to the next
};

// Runs kGroup sections over one vector of lanes. The loop body is the difference equation of the transposed direct form II;
// everything it needs stays in registers.
template <int kGroup, bool kFirst, bool kLast, class D, int kLanes>
HWY_ATTR void run_group(D d, LaneSection<kLanes>* sections, Tile<kLanes>& tile, int lane, int frames) {
  const hn::Rebind<float, D> df;
  using V = hn::Vec<D>;
  V b0[kGroup], b1[kGroup], b2[kGroup], a1[kGroup], a2[kGroup], s1[kGroup], s2[kGroup];
  for (int k = 0; k < kGroup; ++k) {
    b0[k] = hn::Load(d, sections[k].b0 + lane);
    b1[k] = hn::Load(d, sections[k].b1 + lane);
    b2[k] = hn::Load(d, sections[k].b2 + lane);
    a1[k] = hn::Load(d, sections[k].a1 + lane);
    a2[k] = hn::Load(d, sections[k].a2 + lane);
    s1[k] = hn::Load(d, sections[k].s1 + lane);
    s2[k] = hn::Load(d, sections[k].s2 + lane);
  }
  for (int i = 0; i < frames; ++i) {
    V x;
    if constexpr (kFirst) {
      const auto in = hn::Load(df, &tile.samples[i][lane]);
      x = hn::PromoteTo(d, hn::IfThenElseZero(hn::IsFinite(in), in));
    } else {
      x = hn::Load(d, &tile.between[i][lane]);
    }
    for (int k = 0; k < kGroup; ++k) {
      const V y = hn::MulAdd(b0[k], x, s1[k]);
      s1[k] = hn::NegMulAdd(a1[k], y, hn::MulAdd(b1[k], x, s2[k]));
      s2[k] = hn::NegMulAdd(a2[k], y, hn::Mul(b2[k], x));
      x = y;
    }
    if constexpr (kLast)
      hn::Store(hn::DemoteTo(df, hn::Add(x, hn::Zero(d))), df, &tile.samples[i][lane]);
    else
      hn::Store(x, d, &tile.between[i][lane]);
  }
  for (int k = 0; k < kGroup; ++k) {
    hn::Store(s1[k], d, sections[k].s1 + lane);
    hn::Store(s2[k], d, sections[k].s2 + lane);
  }
}

template <int kGroup, class D, int kLanes>
HWY_ATTR void run_group(D d, LaneSection<kLanes>* sections, Tile<kLanes>& tile, int lane, int frames, bool first, bool last) {
  if (first && last)
    run_group<kGroup, true, true>(d, sections, tile, lane, frames);
  else if (first)
    run_group<kGroup, true, false>(d, sections, tile, lane, frames);
  else if (last)
    run_group<kGroup, false, true>(d, sections, tile, lane, frames);
  else
    run_group<kGroup, false, false>(d, sections, tile, lane, frames);
}

// All sections over a tile, in groups of nearly equal size.
template <class D, int kLanes>
HWY_ATTR void run_tile(D d, LaneSection<kLanes>* sections, int count, Tile<kLanes>& tile, int lane, int frames) {
  int groups_left = (count + kMostGroup - 1) / kMostGroup;
  for (int done = 0; done < count; --groups_left) {
    const int size = (count - done + groups_left - 1) / groups_left;
    const bool first = done == 0;
    const bool last = done + size == count;
    switch (size) {
      case 1:
        run_group<1>(d, sections + done, tile, lane, frames, first, last);
        break;
      case 2:
        run_group<2>(d, sections + done, tile, lane, frames, first, last);
        break;
      case 3:
        run_group<3>(d, sections + done, tile, lane, frames, first, last);
        break;
      default:
        run_group<4>(d, sections + done, tile, lane, frames, first, last);
        break;
    }
    done += size;
  }
}

template <int kLanes>
void take_section(LaneSection<kLanes>& to, int lane, const Biquad& c, const BiquadState& state, int channel) {
  to.b0[lane] = c.b0;
  to.b1[lane] = c.b1;
  to.b2[lane] = c.b2;
  to.a1[lane] = c.a1;
  to.a2[lane] = c.a2;
  to.s1[lane] = state.s1[channel];
  to.s2[lane] = state.s2[channel];
}

// Two lanes: one cascade, mono or stereo.
HWY_ATTR void run_alone(const CascadeBlock& block, int frames) {
  const hn::CappedTag<double, 2> d;
  LaneSection<2> sections[kLongestCascade];
  const int count = static_cast<int>(block.sections.size());
  for (int k = 0; k < count; ++k)
    for (int lane = 0; lane < 2; ++lane) {
      const auto at = static_cast<std::size_t>(k);
      take_section(sections[k], lane, block.sections[at], block.states[at], std::min(lane, block.channels - 1));
    }

  Tile<2> tile;
  const int right = block.channels - 1;
  for (int start = 0; start < frames; start += kChunk) {
    const int length = std::min(kChunk, frames - start);
    for (int i = 0; i < length; ++i) {
      tile.samples[i][0] = block.audio[0][start + i];
      tile.samples[i][1] = block.audio[right][start + i];
    }
    run_tile(d, sections, count, tile, 0, length);
    for (int channel = 0; channel < block.channels; ++channel)
      for (int i = 0; i < length; ++i) block.audio[channel][start + i] = tile.samples[i][channel];
  }
  for (int k = 0; k < count; ++k)
    for (int channel = 0; channel < block.channels; ++channel) {
      BiquadState& state = block.states[k];
      state.s1[channel] = sections[k].s1[channel];
      state.s2[channel] = sections[k].s2[channel];
    }
}

// Four lanes by four frames from rows to columns or back.
template <class D4, class V4>
HWY_ATTR void transpose(D4 d, V4& r0, V4& r1, V4& r2, V4& r3) {
  const V4 low01 = hn::InterleaveLower(d, r0, r1);
  const V4 low23 = hn::InterleaveLower(d, r2, r3);
  const V4 high01 = hn::InterleaveUpper(d, r0, r1);
  const V4 high23 = hn::InterleaveUpper(d, r2, r3);
  r0 = hn::ConcatLowerLower(d, low23, low01);
  r1 = hn::ConcatUpperUpper(d, low23, low01);
  r2 = hn::ConcatLowerLower(d, high23, high01);
  r3 = hn::ConcatUpperUpper(d, high23, high01);
}

HWY_ATTR void gather_tile(float* const* lanes, int groups_of_four, int start, int length, Tile<kCascadeLanes>& tile) {
  const hn::CappedTag<float, 4> d4;
  for (int lane = 0; lane < 4 * groups_of_four; lane += 4) {
    int i = 0;
    for (; i + 4 <= length; i += 4) {
      auto r0 = hn::LoadU(d4, lanes[lane] + start + i);
      auto r1 = hn::LoadU(d4, lanes[lane + 1] + start + i);
      auto r2 = hn::LoadU(d4, lanes[lane + 2] + start + i);
      auto r3 = hn::LoadU(d4, lanes[lane + 3] + start + i);
      transpose(d4, r0, r1, r2, r3);
      hn::Store(r0, d4, &tile.samples[i][lane]);
      hn::Store(r1, d4, &tile.samples[i + 1][lane]);
      hn::Store(r2, d4, &tile.samples[i + 2][lane]);
      hn::Store(r3, d4, &tile.samples[i + 3][lane]);
    }
    for (; i < length; ++i)
      for (int k = 0; k < 4; ++k) tile.samples[i][lane + k] = lanes[lane + k][start + i];
  }
}

HWY_ATTR void scatter_tile(float* const* lanes, int groups_of_four, int start, int length, const Tile<kCascadeLanes>& tile) {
  const hn::CappedTag<float, 4> d4;
  for (int lane = 0; lane < 4 * groups_of_four; lane += 4) {
    int i = 0;
    for (; i + 4 <= length; i += 4) {
      auto r0 = hn::Load(d4, &tile.samples[i][lane]);
      auto r1 = hn::Load(d4, &tile.samples[i + 1][lane]);
      auto r2 = hn::Load(d4, &tile.samples[i + 2][lane]);
      auto r3 = hn::Load(d4, &tile.samples[i + 3][lane]);
      transpose(d4, r0, r1, r2, r3);
      hn::StoreU(r0, d4, lanes[lane] + start + i);
      hn::StoreU(r1, d4, lanes[lane + 1] + start + i);
      hn::StoreU(r2, d4, lanes[lane + 2] + start + i);
      hn::StoreU(r3, d4, lanes[lane + 3] + start + i);
    }
    for (; i < length; ++i)
      for (int k = 0; k < 4; ++k) lanes[lane + k][start + i] = tile.samples[i][lane + k];
  }
}

// Coefficients and state of a cascade into its lanes, filled up to `count` sections with some that pass everything.
void take_cascade(LaneSection<kCascadeLanes>* sections, int count, int lane, const CascadeBlock& block) {
  const int own = static_cast<int>(block.sections.size());
  for (int channel = 0; channel < block.channels; ++channel) {
    for (int k = 0; k < own; ++k)
      take_section(sections[k], lane + channel, block.sections[static_cast<std::size_t>(k)], block.states[k], channel);
    for (int k = own; k < count; ++k) take_section(sections[k], lane + channel, Biquad{}, BiquadState{}, 0);
  }
}

void keep_states(const LaneSection<kCascadeLanes>* sections, int lane, const CascadeBlock& block) {
  for (int channel = 0; channel < block.channels; ++channel)
    for (std::size_t k = 0; k < block.sections.size(); ++k) {
      block.states[k].s1[channel] = sections[k].s1[lane + channel];
      block.states[k].s2[channel] = sections[k].s2[lane + channel];
    }
}

// Up to sixteen lanes. Those without a channel of their own work on a stretch of silence.
HWY_ATTR void run_lanes(std::span<const CascadeBlock> blocks, int frames) {
  const hn::CappedTag<double, kCascadeLanes> d;
  const int width = static_cast<int>(hn::Lanes(d));
  alignas(64) float idle[kMaxBlockFrames] = {};
  int count = 0;
  for (const CascadeBlock& block : blocks) count = std::max(count, static_cast<int>(block.sections.size()));

  float* lanes[kCascadeLanes];
  LaneSection<kCascadeLanes> sections[kCascadeSections];
  int used = 0;
  for (const CascadeBlock& block : blocks) {
    take_cascade(sections, count, used, block);
    for (int channel = 0; channel < block.channels; ++channel) lanes[used++] = block.audio[channel];
  }
  const int groups_of_four = (used + 3) / 4;
  const int vectors = (used + width - 1) / width;
  const CascadeBlock nothing;
  for (int lane = used; lane < std::max(4 * groups_of_four, vectors * width); ++lane) {
    take_cascade(sections, count, lane, nothing);
    lanes[lane] = idle;
  }

  Tile<kCascadeLanes> tile;
  if (4 * groups_of_four < vectors * width) tile = {};
  for (int start = 0; start < frames; start += kChunk) {
    const int length = std::min(kChunk, frames - start);
    gather_tile(lanes, groups_of_four, start, length, tile);
    for (int lane = 0; lane < used; lane += width) run_tile(d, sections, count, tile, lane, length);
    scatter_tile(lanes, groups_of_four, start, length, tile);
  }

  int lane = 0;
  for (const CascadeBlock& block : blocks) {
    keep_states(sections, lane, block);
    lane += block.channels;
  }
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace sweetspot::dsp
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace sweetspot::dsp {

HWY_EXPORT(run_alone);
HWY_EXPORT(run_lanes);

void run_cascade(const CascadeBlock& block, int frames) noexcept { HWY_DYNAMIC_DISPATCH(run_alone)(block, frames); }

void run_cascades(std::span<const CascadeBlock> blocks, int frames) noexcept { HWY_DYNAMIC_DISPATCH(run_lanes)(blocks, frames); }

}  // namespace sweetspot::dsp
#endif  // HWY_ONCE
