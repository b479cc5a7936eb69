#include "engine/dsp/compressor_lanes.h"

#include <algorithm>
#include <cstddef>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/dsp/compressor_lanes.cpp"
#include "engine/dsp/simd_targets.h"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"

#include "engine/dsp/fast_log2-inl.h"
#include "engine/dsp/lanes-inl.h"

HWY_BEFORE_NAMESPACE();
namespace sweetspot::dsp::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

// Nothing is compressed at this level. Samples that are not a number count as it.
constexpr float kQuietest = 1e-9f;

// One vector of lanes: settings and state in registers.
template <class D>
class LaneGroup {
 public:
  using V = hn::Vec<D>;

  LaneGroup(D d, CompressorLanes& lanes, std::size_t first)
      : lanes_(lanes),
        first_(first),
        start_(load(d, lanes.start)),
        knee_(load(d, lanes.knee)),
        curvature_(load(d, lanes.curvature)),
        slope_(load(d, lanes.slope)),
        deepest_(load(d, lanes.deepest)),
        attack_(load(d, lanes.attack)),
        release_(load(d, lanes.release)),
        makeup_(load(d, lanes.makeup)),
        dry_(load(d, lanes.dry)),
        wet_(load(d, lanes.wet)),
        link_(load(d, lanes.link)),
        hold_(hn::BitCast(d, hn::Load(hn::RebindToUnsigned<D>(), lanes.hold.data() + first))),
        held_(load(d, lanes.held)),
        reduction_(load(d, lanes.reduction)),
        gathered_(load(d, lanes.gathered)),
        least_(load(d, lanes.least)) {}

  void save(D d) const {
    hn::Store(reduction_, d, lanes_.reduction.data() + first_);
    hn::Store(gathered_, d, lanes_.gathered.data() + first_);
    hn::Store(least_, d, lanes_.least.data() + first_);
  }

  // The gains of one frame from its key samples.
  HWY_INLINE V step(D d, V key) {
    // The second operand of a maximum is what comes of a NaN; no lane may hear of its neighbour's.
    const V own = hn::Max(hn::Abs(key), hn::Set(d, kQuietest));
    const V level = hn::Max(hn::Mul(link_, hn::Reverse2(d, own)), own);
    gathered_ = hn::Max(level, hn::And(gathered_, hold_));

    const V over = hn::Max(hn::Sub(fast_log2(d, hn::Max(gathered_, held_)), start_), hn::Zero(d));
    const V in_knee = hn::Min(over, knee_);
    const V bent = hn::MulAdd(hn::Mul(in_knee, in_knee), curvature_, hn::Sub(over, in_knee));
    const V wanted = hn::Max(hn::Mul(slope_, bent), deepest_);

    const V speed = hn::IfThenElse(hn::Lt(wanted, reduction_), attack_, release_);
    reduction_ = hn::MulAdd(speed, hn::Sub(wanted, reduction_), reduction_);
    least_ = hn::Min(least_, reduction_);
    return hn::MulAdd(wet_, fast_exp2(d, hn::Add(reduction_, makeup_)), dry_);
  }

 private:
  V load(D d, const std::array<float, kCompressorLanes>& values) const { return hn::Load(d, values.data() + first_); }

  CompressorLanes& lanes_;
  std::size_t first_;
  V start_, knee_, curvature_, slope_, deepest_, attack_, release_, makeup_, dry_, wet_, link_, hold_, held_;
  V reduction_, gathered_, least_;
};

// Some of the frames that a vector holds, so that nothing is read or written beyond them.
template <class D>
HWY_INLINE hn::Vec<D> load_some(D d, const float* from, int frames) {
  alignas(64) float row[kCompressorLanes] = {};
  std::copy_n(from, frames, row);
  return hn::Load(d, row);
}

template <class D>
HWY_INLINE void store_some(D d, hn::Vec<D> v, float* to, int frames) {
  alignas(64) float row[kCompressorLanes];
  hn::Store(v, d, row);
  std::copy_n(row, frames, to);
}

// Square tiles: rows of a channel are turned into frames of lanes, the gains of the frames back into rows.
template <class D>
void run_group(D d, CompressorLanes& lanes, std::size_t first, int from, int frames) {
  constexpr int kTile = static_cast<int>(hn::MaxLanes(D()));
  const std::size_t used = std::min<std::size_t>(static_cast<std::size_t>(lanes.count) - first, kTile);
  LaneGroup<D> group(d, lanes, first);
  hn::Vec<D> tile[kTile];
  for (int at = from; at < from + frames; at += kTile) {
    const int length = std::min(kTile, from + frames - at);
    for (std::size_t row = 0; row < used; ++row) {
      const float* const key = lanes.key[first + row] + at;
      tile[row] = length == kTile ? hn::LoadU(d, key) : load_some(d, key, length);
    }
    for (std::size_t row = used; row < kTile; ++row) tile[row] = hn::Zero(d);
    transpose(d, tile);
    for (int i = 0; i < length; ++i) tile[i] = group.step(d, tile[i]);
    transpose(d, tile);
    for (std::size_t row = 0; row < used; ++row) {
      float* const audio = lanes.audio[first + row] + at;
      if (length == kTile)
        hn::StoreU(hn::Mul(hn::LoadU(d, audio), tile[row]), d, audio);
      else
        store_some(d, hn::Mul(load_some(d, audio, length), tile[row]), audio, length);
    }
  }
  group.save(d);
}

// One stereo or mono channel does not pay for wide vectors: its tiles are small.
void compress(CompressorLanes& lanes, int from, int frames) {
  if (lanes.count <= 4) {
    run_group(hn::CappedTag<float, 4>(), lanes, 0, from, frames);
    return;
  }
  const hn::CappedTag<float, kCompressorLanes> d;
  for (std::size_t first = 0; first < static_cast<std::size_t>(lanes.count); first += hn::Lanes(d))
    run_group(d, lanes, first, from, frames);
}

}  // namespace
}  // namespace sweetspot::dsp::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace sweetspot::dsp {

HWY_EXPORT(compress);

void compress_lanes(CompressorLanes& lanes, int from, int frames) noexcept { HWY_DYNAMIC_DISPATCH(compress)(lanes, from, frames); }

}  // namespace sweetspot::dsp
#endif  // HWY_ONCE
