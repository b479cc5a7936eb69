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
#include "engine/dsp/level_blocks.h"

HWY_BEFORE_NAMESPACE();
namespace sweetspot::dsp::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

// What the gain is without memory: from a key sample to its level, from a level to the gain that is wanted, from the gain in octaves to
// the factor. `load` gives a vector of the settings.
template <class D>
class Curve {
 public:
  using V = hn::Vec<D>;

  template <class Load>
  Curve(const CompressorLanes& lanes, Load&& load)
      : start_(load(lanes.start)),
        knee_(load(lanes.knee)),
        curvature_(load(lanes.curvature)),
        slope_(load(lanes.slope)),
        deepest_(load(lanes.deepest)),
        level_sign_(load(lanes.level_sign)),
        gain_sign_(load(lanes.gain_sign)),
        makeup_(load(lanes.makeup)),
        dry_(load(lanes.dry)),
        wet_(load(lanes.wet)),
        link_(load(lanes.link)),
        held_(load(lanes.held)) {}

  // The second operand of a maximum is what comes of a NaN; no lane may hear of its neighbour's.
  HWY_INLINE V level(D d, V key) const {
    const V own = hn::Max(hn::Abs(key), hn::Set(d, kQuietestLevel));
    return hn::Max(hn::Mul(link_, hn::Reverse2(d, own)), own);
  }

  HWY_INLINE V wanted(D d, V gathered) const {
    const V level = hn::Xor(fast_log2(d, hn::Max(gathered, held_)), level_sign_);
    const V over = hn::Max(hn::Sub(level, start_), hn::Zero(d));
    const V in_knee = hn::Min(over, knee_);
    const V bent = hn::MulAdd(hn::Mul(in_knee, in_knee), curvature_, hn::Sub(over, in_knee));
    return hn::Xor(hn::Max(hn::Mul(slope_, bent), deepest_), gain_sign_);
  }

  HWY_INLINE V factor(D d, V reduction) const { return hn::MulAdd(wet_, fast_exp2(d, hn::Add(reduction, makeup_)), dry_); }

 private:
  V start_, knee_, curvature_, slope_, deepest_, level_sign_, gain_sign_, makeup_, dry_, wet_, link_, held_;
};

// What remembers: the peak of the stretch and the gain's way to where it is wanted. One lane a channel, from lane `first` on.
template <class D>
class Memory {
 public:
  using V = hn::Vec<D>;

  Memory(D d, const CompressorLanes& lanes, std::size_t first)
      : attack_(hn::LoadU(d, lanes.attack.data() + first)),
        release_(hn::LoadU(d, lanes.release.data() + first)),
        hold_(hn::BitCast(d, hn::LoadU(hn::RebindToUnsigned<D>(), lanes.hold.data() + first))),
        reduction_(hn::LoadU(d, lanes.reduction.data() + first)),
        gathered_(hn::LoadU(d, lanes.gathered.data() + first)),
        least_(hn::LoadU(d, lanes.least.data() + first)) {}

  void save(D d, CompressorLanes& lanes, std::size_t first) const {
    hn::StoreU(reduction_, d, lanes.reduction.data() + first);
    hn::StoreU(gathered_, d, lanes.gathered.data() + first);
    hn::StoreU(least_, d, lanes.least.data() + first);
  }

  HWY_INLINE V gather(V level) {
    gathered_ = hn::Max(level, hn::And(gathered_, hold_));
    return gathered_;
  }

  HWY_INLINE V follow(V wanted) {
    const V speed = hn::IfThenElse(hn::Lt(wanted, reduction_), attack_, release_);
    reduction_ = hn::MulAdd(speed, hn::Sub(wanted, reduction_), reduction_);
    least_ = hn::Min(least_, reduction_);
    return reduction_;
  }

 private:
  V attack_, release_, hold_;
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
  const Curve<D> curve(lanes, [&](const std::array<float, kCompressorLanes>& values) { return hn::Load(d, values.data() + first); });
  Memory<D> memory(d, lanes, first);
  hn::Vec<D> tile[kTile];
  for (int at = from; at < from + frames; at += kTile) {
    const int length = std::min(kTile, from + frames - at);
    for (std::size_t row = 0; row < used; ++row) {
      const float* const key = lanes.key[first + row] + at;
      tile[row] = length == kTile ? hn::LoadU(d, key) : load_some(d, key, length);
    }
    for (std::size_t row = used; row < kTile; ++row) tile[row] = hn::Zero(d);
    transpose(d, tile);
    for (int i = 0; i < length; ++i) tile[i] = curve.factor(d, memory.follow(curve.wanted(d, memory.gather(curve.level(d, tile[i])))));
    transpose(d, tile);
    for (std::size_t row = 0; row < used; ++row) {
      float* const audio = lanes.audio[first + row] + at;
      if (length == kTile)
        hn::StoreU(hn::Mul(hn::LoadU(d, audio), tile[row]), d, audio);
      else
        store_some(d, hn::Mul(load_some(d, audio, length), tile[row]), audio, length);
    }
  }
  memory.save(d, lanes, first);
}

// One channel or one pair alone: what has no memory is done along time, a vector holding some frames of both channels in turn, and only the
// rest frame by frame. The same operations on the same numbers as in run_group, so the samples are the same.
template <int kChannels>
class Alone {
  static constexpr int kMostFrames = kHoldStretch;
  using Wide = hn::CappedTag<float, kCompressorLanes>;
  using Frame = hn::CappedTag<float, kChannels>;

 public:
  explicit Alone(CompressorLanes& lanes) : lanes_(lanes) {}

  void run(int from, int frames) {
    const Curve<Wide> curve(lanes_, [](const std::array<float, kCompressorLanes>& values) {
      alignas(64) float row[kCompressorLanes];
      for (int i = 0; i < kCompressorLanes; ++i) row[i] = values[static_cast<std::size_t>(i % kChannels)];
      return hn::Load(Wide(), row);
    });
    Memory<Frame> memory(Frame(), lanes_, 0);
    for (int at = from; at < from + frames; at += kMostFrames) some(curve, memory, at, std::min(kMostFrames, from + frames - at));
    memory.save(Frame(), lanes_, 0);
  }

 private:
  void some(const Curve<Wide>& curve, Memory<Frame>& memory, int at, int frames) {
    const Wide wide;
    const Frame frame;
    read_key(at, frames);
    along_time(frames, [&](float* v) { hn::Store(curve.level(wide, hn::Load(wide, v)), wide, v); });
    for (int i = 0; i < frames * kChannels; i += kChannels) hn::StoreU(memory.gather(hn::LoadU(frame, row_ + i)), frame, row_ + i);
    along_time(frames, [&](float* v) { hn::Store(curve.wanted(wide, hn::Load(wide, v)), wide, v); });
    for (int i = 0; i < frames * kChannels; i += kChannels) hn::StoreU(memory.follow(hn::LoadU(frame, row_ + i)), frame, row_ + i);
    along_time(frames, [&](float* v) { hn::Store(curve.factor(wide, hn::Load(wide, v)), wide, v); });
    for (std::size_t c = 0; c < kChannels; ++c) {
      float* const audio = lanes_.audio[c] + at;
      for (int i = 0; i < frames; ++i) audio[i] *= row_[i * kChannels + static_cast<int>(c)];
    }
  }

  void read_key(int at, int frames) {
    for (std::size_t c = 0; c < kChannels; ++c) {
      const float* const key = lanes_.key[c] + at;
      for (int i = 0; i < frames; ++i) row_[i * kChannels + static_cast<int>(c)] = key[i];
    }
  }

  // Whole vectors; what lies behind the frames is some number that nobody reads.
  template <class Change>
  void along_time(int frames, Change&& change) {
    for (int i = 0; i < frames * kChannels; i += static_cast<int>(hn::Lanes(Wide()))) change(row_ + i);
  }

  CompressorLanes& lanes_;
  alignas(64) float row_[kMostFrames * kChannels] = {};
};

// Few channels do not pay for wide vectors: their tiles are small. Nor do few frames pay for a way along time.
void compress(CompressorLanes& lanes, int from, int frames) {
  constexpr int kFewFrames = 8;
  if (lanes.count <= 2 && frames >= kFewFrames) {
    if (lanes.count == 2)
      Alone<2>(lanes).run(from, frames);
    else
      Alone<1>(lanes).run(from, frames);
    return;
  }
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
