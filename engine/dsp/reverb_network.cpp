#include "engine/dsp/reverb_network.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/dsp/reverb_network.cpp"
#include "engine/dsp/simd_targets.h"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"

#include "engine/dsp/lanes-inl.h"

#ifndef SWEETSPOT_REVERB_NETWORK_KERNEL
#define SWEETSPOT_REVERB_NETWORK_KERNEL
namespace sweetspot::dsp {

// What a kernel is given: pointers to kReverbPeriod frames of every tap, of the layout that was and the one that comes.
struct ReverbKernel {
  using Taps = std::array<const float*, kReverbLines>;
  struct Set {
    std::array<const float*, kEarlyTaps> early{};
    std::array<const float*, 2> input{};
    std::array<Taps, kDiffuserStages> diffuser{};
    Taps lines{};
    const ReverbLayout* layout = nullptr;
  };

  Set from, to;
  std::array<std::array<float*, kReverbLines>, kDiffuserStages> diffuser_in{};
  std::array<float*, kReverbLines> lines_in{};
  const ReverbCoefficients* start = nullptr;
  const ReverbCoefficients* goal = nullptr;
  float* low_first = nullptr;
  float* low_second = nullptr;
  float* high_first = nullptr;
  float* high_second = nullptr;
  ReverbOutputs* out = nullptr;
  const float* fade = nullptr;  // share of the coming layout at each frame
  int at = 0;                   // frames into the period
  int frames = 0;
  bool heard = false;
};

// Signs by which the input enters the lines (even ones from the left, odd ones from the right), and the sides leave them. The sides'
// are orthogonal, which keeps the outputs apart.
inline constexpr std::array<float, kReverbLines> kInputSigns{1, -1, -1, 1, 1, 1, -1, -1, -1, 1, 1, -1, 1, 1, -1, 1};
inline constexpr std::array<float, kReverbLines> kLeftSigns{1, 1, -1, 1, -1, -1, 1, 1, 1, -1, -1, 1, 1, -1, 1, -1};
inline constexpr std::array<float, kReverbLines> kRightSigns{1, 1, 1, -1, -1, -1, -1, -1, 1, -1, 1, -1, 1, -1, -1, 1};

}  // namespace sweetspot::dsp
#endif

HWY_BEFORE_NAMESPACE();
namespace sweetspot::dsp::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

// Fainter than this (-300 dB) is silence, so that the loop comes to an end.
constexpr float kFaintest = 1e-15f;

// `kFading`: two layouts are read. `kMoving`: the shelves or the diffusion change within the period.
template <class D, bool kFading, bool kMoving>
class Run {
 public:
  using V = hn::Vec<D>;
  static constexpr std::size_t kLanes = hn::MaxLanes(D());

  static void all(ReverbKernel& k) {
    Shelves shelves(k);
    const D d;
    auto heard = hn::Zero(d);
    for (int at = 0; at < k.frames; at += static_cast<int>(kLanes)) {
      const int length = std::min(static_cast<int>(kLanes), k.frames - at);
      const V fade = kFading ? hn::LoadU(d, k.fade + at) : hn::Zero(d);
      const V time = hn::Add(hn::Iota(d, 0), hn::Set(d, static_cast<float>(k.at + at)));
      early(k, at, fade);
      V x[kReverbLines];
      diffuse(k, at, length, fade, time, x);
      V y[kReverbLines];
      for (std::size_t i = 0; i < kReverbLines; ++i) y[i] = tap(k.from.lines[i], k.to.lines[i], at, fade);
      shelves.run(k, y, at, length);
      for (std::size_t i = 0; i < kReverbLines; ++i) {
        y[i] = hn::IfThenZeroElse(hn::Lt(hn::Abs(y[i]), hn::Set(d, kFaintest)), y[i]);
        heard = hn::Max(heard, hn::IfThenElseZero(hn::FirstN(d, static_cast<std::size_t>(length)), hn::Abs(y[i])));
      }
      late(k, at, fade, x, y);
      rotate(k, time, y);
      hadamard(y);
      for (std::size_t i = 0; i < kReverbLines; ++i) store(hn::Add(y[i], x[i]), k.lines_in[i] + at, length);
    }
    k.heard = !hn::AllTrue(d, hn::Eq(heard, hn::Zero(d)));
    shelves.save(k);
  }

 private:
  static HWY_INLINE V tap(const float* from, const float* to, int at, V fade) {
    const D d;
    const V new_tap = hn::LoadU(d, to + at);
    if constexpr (!kFading) return new_tap;
    const V old_tap = hn::LoadU(d, from + at);
    return hn::MulAdd(fade, hn::Sub(new_tap, old_tap), old_tap);
  }

  static HWY_INLINE void store(V v, float* to, int length) {
    const D d;
    if (length == static_cast<int>(kLanes)) {
      hn::StoreU(v, d, to);
      return;
    }
    alignas(64) float row[kLanes];
    hn::Store(v, d, row);
    std::copy_n(row, length, to);
  }

  // A coefficient along time. At rest it is `goal` whatever the time.
  static HWY_INLINE V moving(float start, float goal, V time) {
    const D d;
    return hn::MulAdd(hn::Set(d, (goal - start) * (1.0f / kReverbPeriod)), time, hn::Set(d, start));
  }

  static HWY_INLINE void early_of(const ReverbKernel::Set& set, int at, V& left, V& right) {
    const D d;
    left = right = hn::Zero(d);
    for (std::size_t i = 0; i < kEarlyTaps; ++i) {
      const V x = hn::LoadU(d, set.early[i] + at);
      left = hn::MulAdd(hn::Set(d, set.layout->early_left[i]), x, left);
      right = hn::MulAdd(hn::Set(d, set.layout->early_right[i]), x, right);
    }
  }

  static HWY_INLINE void early(ReverbKernel& k, int at, V fade) {
    const D d;
    V left, right;
    early_of(k.to, at, left, right);
    if constexpr (kFading) {
      V old_left, old_right;
      early_of(k.from, at, old_left, old_right);
      left = hn::MulAdd(fade, hn::Sub(left, old_left), old_left);
      right = hn::MulAdd(fade, hn::Sub(right, old_right), old_right);
    }
    hn::StoreU(left, d, k.out->early[0] + at);
    hn::StoreU(right, d, k.out->early[1] + at);
  }

  static HWY_INLINE void diffuse(ReverbKernel& k, int at, int length, V fade, V time, V* HWY_RESTRICT x) {
    const D d;
    const V sides[2] = {tap(k.from.input[0], k.to.input[0], at, fade), tap(k.from.input[1], k.to.input[1], at, fade)};
    for (std::size_t i = 0; i < kReverbLines; ++i) x[i] = hn::Mul(sides[i % 2], hn::Set(d, kInputSigns[i] * 0.35355339f));
    const V cosine = moving(k.start->diffuse_cosine, k.goal->diffuse_cosine, time);
    const V sine = moving(k.start->diffuse_sine, k.goal->diffuse_sine, time);
    for (std::size_t stage = 0; stage < kDiffuserStages; ++stage) {
      for (std::size_t i = 0; i < kReverbLines; ++i) {
        store(x[i], k.diffuser_in[stage][i] + at, length);
        x[i] = tap(k.from.diffuser[stage][i], k.to.diffuser[stage][i], at, fade);
      }
      for (std::size_t half = 1; half < kReverbLines; half *= 2)
        for (std::size_t i = 0; i < kReverbLines; ++i) {
          if (i & half) continue;
          const V a = x[i], b = x[i + half];
          x[i] = hn::MulAdd(cosine, a, hn::Mul(sine, b));
          x[i + half] = hn::NegMulAdd(cosine, b, hn::Mul(sine, a));
        }
    }
  }

  static HWY_INLINE void late(ReverbKernel& k, int at, V fade, const V* HWY_RESTRICT x, const V* HWY_RESTRICT y) {
    const D d;
    V onset = hn::Set(d, k.to.layout->onset);
    if constexpr (kFading)
      onset = hn::MulAdd(fade, hn::Set(d, k.to.layout->onset - k.from.layout->onset), hn::Set(d, k.from.layout->onset));
    V left = hn::Zero(d), right = hn::Zero(d);
    for (std::size_t i = 0; i < kReverbLines; ++i) {
      const V sum = hn::MulAdd(onset, x[i], y[i]);
      left = hn::MulAdd(hn::Set(d, kLeftSigns[i]), sum, left);
      right = hn::MulAdd(hn::Set(d, kRightSigns[i]), sum, right);
    }
    hn::StoreU(left, d, k.out->late[0] + at);
    hn::StoreU(right, d, k.out->late[1] + at);
  }

  // Two layers of eight rotations: lines eight apart, then four apart. Sine and cosine move along the chord of their arc, which is
  // stretched to the arc again, or a fast swing would take energy away.
  static HWY_INLINE void rotate(ReverbKernel& k, V time, V* HWY_RESTRICT y) {
    const D d;
    const V way = hn::Mul(time, hn::Set(d, 1.0f / kReverbPeriod));
    const V off_the_ends = hn::Mul(way, hn::Sub(hn::Set(d, 1.0f), way));
    std::size_t angle = 0;
    for (std::size_t half = kReverbLines / 2; half >= kReverbLines / 4; half /= 2)
      for (std::size_t i = 0; i < kReverbLines; ++i) {
        if (i & half) continue;
        const float across = k.goal->cosine[angle] - k.start->cosine[angle], up = k.goal->sine[angle] - k.start->sine[angle];
        const V stretch = hn::MulAdd(hn::Set(d, 0.5f * (across * across + up * up)), off_the_ends, hn::Set(d, 1.0f));
        const V cosine = hn::Mul(stretch, moving(k.start->cosine[angle], k.goal->cosine[angle], time));
        const V sine = hn::Mul(stretch, moving(k.start->sine[angle], k.goal->sine[angle], time));
        const V a = y[i], b = y[i + half];
        y[i] = hn::MulAdd(cosine, a, hn::Mul(sine, b));
        y[i + half] = hn::NegMulAdd(sine, a, hn::Mul(cosine, b));
        ++angle;
      }
  }

  // Hadamard's matrix times 4.
  static HWY_INLINE void hadamard(V* HWY_RESTRICT y) {
    for (std::size_t half = 1; half < kReverbLines; half *= 2)
      for (std::size_t i = 0; i < kReverbLines; ++i) {
        if (i & half) continue;
        const V a = y[i], b = y[i + half];
        y[i] = hn::Add(a, b);
        y[i + half] = hn::Sub(a, b);
      }
  }

  // The shelves of some lines side by side, a lane each.
  class Shelves {
    static constexpr std::size_t kGroups = kReverbLines / kLanes;

   public:
    explicit Shelves(const ReverbKernel& k) {
      for (std::size_t g = 0; g < kGroups; ++g) {
        const D d;
        low_[g] = {hn::LoadU(d, k.low_first + g * kLanes), hn::LoadU(d, k.low_second + g * kLanes)};
        high_[g] = {hn::LoadU(d, k.high_first + g * kLanes), hn::LoadU(d, k.high_second + g * kLanes)};
      }
    }

    void save(ReverbKernel& k) const {
      for (std::size_t g = 0; g < kGroups; ++g) {
        const D d;
        hn::StoreU(low_[g].first, d, k.low_first + g * kLanes);
        hn::StoreU(low_[g].second, d, k.low_second + g * kLanes);
        hn::StoreU(high_[g].first, d, k.high_first + g * kLanes);
        hn::StoreU(high_[g].second, d, k.high_second + g * kLanes);
      }
    }

    // Filters a tile of all lines along time, in place.
    HWY_INLINE void run(const ReverbKernel& k, V* HWY_RESTRICT y, int at, int length) {
      const D d;
      for (std::size_t g = 0; g < kGroups; ++g) {
        V* const rows = y + g * kLanes;
        transpose(d, rows);
        State low = low_[g], high = high_[g];
        if constexpr (kMoving) {
          for (int i = 0; i < length; ++i) {
            const V time = hn::Set(d, static_cast<float>(k.at + at + i) * (1.0f / kReverbPeriod));
            const V x = low.tick(between(k.start->low, k.goal->low, g, time), rows[i]);
            rows[i] = high.tick(between(k.start->high, k.goal->high, g, time), x);
          }
        } else {
          const Mix low_mix = of(k.goal->low, g), high_mix = of(k.goal->high, g);
          for (int i = 0; i < length; ++i) rows[i] = high.tick(high_mix, low.tick(low_mix, rows[i]));
        }
        low_[g] = low;
        high_[g] = high;
        transpose(d, rows);
      }
    }

   private:
    struct Mix {
      V a1, a2, a3, through, band, low;
    };

    // The state-variable filter of svf.h.
    struct State {
      V first, second;

      HWY_INLINE V tick(const Mix& m, V x) {
        const V over = hn::Sub(x, second);
        const V band = hn::MulAdd(m.a1, first, hn::Mul(m.a2, over));
        const V low = hn::Add(second, hn::MulAdd(m.a2, first, hn::Mul(m.a3, over)));
        const V two = hn::Set(D(), 2.0f);
        first = hn::MulSub(two, band, first);
        second = hn::MulSub(two, low, second);
        return hn::MulAdd(m.through, x, hn::MulAdd(m.band, band, hn::Mul(m.low, low)));
      }
    };

    static HWY_INLINE Mix of(const ReverbCoefficients::Shelf& shelf, std::size_t g) {
      const D d;
      const auto load = [d, g](const ReverbCoefficients::Lanes& lanes) { return hn::LoadU(d, lanes.data() + g * kLanes); };
      return {load(shelf.a1), load(shelf.a2), load(shelf.a3), load(shelf.through), load(shelf.band), load(shelf.low)};
    }

    static HWY_INLINE Mix between(const ReverbCoefficients::Shelf& start, const ReverbCoefficients::Shelf& goal, std::size_t g, V amount) {
      const Mix a = of(start, g), b = of(goal, g);
      const auto way = [amount](V from, V to) { return hn::MulAdd(amount, hn::Sub(to, from), from); };
      return {way(a.a1, b.a1), way(a.a2, b.a2), way(a.a3, b.a3), way(a.through, b.through), way(a.band, b.band), way(a.low, b.low)};
    }

    State low_[kGroups], high_[kGroups];
  };
};

void run_network(ReverbKernel& k, bool fading, bool moving) {
  using D = hn::CappedTag<float, kReverbLines>;
  if (fading)
    moving ? Run<D, true, true>::all(k) : Run<D, true, false>::all(k);
  else
    moving ? Run<D, false, true>::all(k) : Run<D, false, false>::all(k);
}

}  // namespace
}  // namespace sweetspot::dsp::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace sweetspot::dsp {

HWY_EXPORT(run_network);

namespace {

// How much of the coming layout is heard so many frames into a fade.
float fade_share(int frame, int length) noexcept {
  const float x = static_cast<float>(frame) / static_cast<float>(length);
  return x * x * (3.0f - 2.0f * x);
}

}  // namespace

void ReverbNetwork::prepare(const ReverbLayout& longest, int fade_frames) {
  const int early = *std::max_element(longest.early.begin(), longest.early.end());
  input_.prepare(2, longest.pre_delay + early);
  lines_.prepare(kReverbLines, *std::max_element(longest.lines.begin(), longest.lines.end()));
  for (std::size_t stage = 0; stage < kDiffuserStages; ++stage)
    diffuser_[stage].prepare(kReverbLines, *std::max_element(longest.diffuser[stage].begin(), longest.diffuser[stage].end()));
  fade_periods_ = std::max(1, (fade_frames + kReverbPeriod - 1) / kReverbPeriod);
  reset();
}

void ReverbNetwork::reset() noexcept {
  input_.clear();
  fall_asleep();
  at_ = 0;
  fade_at_ = -1;
  fresh_ = true;
  placed_ = false;
}

void ReverbNetwork::fall_asleep() noexcept {
  low_ = high_ = Memory{};
  asleep_ = true;
  quiet_periods_ = 0;
}

void ReverbNetwork::wake() noexcept {
  lines_.reset(at_);
  for (DelayBank& bank : diffuser_) bank.reset(at_);
  asleep_ = false;
}

void ReverbNetwork::begin_period(const ReverbCoefficients& goal) noexcept {
  start_ = fresh_ ? goal : goal_;
  goal_ = goal;
  fresh_ = false;
  moving_ = !(start_.low == goal_.low && start_.high == goal_.high);
}

void ReverbNetwork::change(const ReverbLayout& layout) noexcept {
  if (placed_ && layout == to_) return;
  from_ = placed_ ? to_ : layout;
  to_ = layout;
  fade_at_ = placed_ ? 0 : -1;
  placed_ = true;
}

std::array<double, kReverbLines> ReverbNetwork::lengths_after_period() const noexcept {
  const float share = fade_at_ < 0 ? 1.0f : fade_share((fade_at_ + 1) * kReverbPeriod, fade_periods_ * kReverbPeriod);
  std::array<double, kReverbLines> lengths;
  for (std::size_t i = 0; i < kReverbLines; ++i) lengths[i] = from_.lines[i] + double{share} * (to_.lines[i] - from_.lines[i]);
  return lengths;
}

// Frames from the input to the last echo that has gone through no line twice.
int ReverbNetwork::longest_way() const noexcept {
  int most = 0;
  for (const ReverbLayout* layout : {&from_, &to_}) {
    int way = *std::max_element(layout->lines.begin(), layout->lines.end());
    for (const auto& stage : layout->diffuser) way += *std::max_element(stage.begin(), stage.end());
    most = std::max(most, layout->pre_delay + std::max(way, *std::max_element(layout->early.begin(), layout->early.end())));
  }
  return most;
}

void ReverbNetwork::end_period() noexcept {
  at_ = 0;
  if (fade_at_ >= 0 && ++fade_at_ == fade_periods_) fade_at_ = -1;
  quiet_periods_ = heard_ ? 0 : quiet_periods_ + 1;
  heard_ = false;
  if (!asleep_ && quiet_periods_ * kReverbPeriod > longest_way() + kReverbPeriod) fall_asleep();
}

void ReverbNetwork::process(const float* left, const float* right, ReverbOutputs& out, int frames) noexcept {
  std::copy_n(left, frames, input_.write(0));
  std::copy_n(right, frames, input_.write(1));
  input_.written(0, frames);
  input_.written(1, frames);
  const auto silent = [frames](const float* x) { return std::all_of(x, x + frames, [](float v) { return v == 0.0f; }); };
  const bool input = !silent(left) || !silent(right);
  heard_ |= input;
  if (asleep_ && input) wake();

  if (asleep_) {
    std::fill_n(out.early[0], 2 * kReverbPeriod, 0.0f);
    std::fill_n(out.late[0], 2 * kReverbPeriod, 0.0f);
  } else {
    DelayBank::Scratch line_room[2][kReverbLines], diffuser_room[2][kDiffuserStages][kReverbLines];
    DelayBank::Scratch unused;  // the input was cleared and needs none
    ReverbKernel k;
    const auto point = [&](ReverbKernel::Set& set, const ReverbLayout& layout, std::size_t which) {
      set.layout = &layout;
      for (int side = 0; side < 2; ++side) set.input[static_cast<std::size_t>(side)] = input_.read(side, layout.pre_delay, unused);
      for (std::size_t i = 0; i < kEarlyTaps; ++i)
        set.early[i] = input_.read(i < kEarlyTaps / 2 ? 0 : 1, layout.pre_delay + layout.early[i], unused);
      for (std::size_t i = 0; i < kReverbLines; ++i) {
        const int line = static_cast<int>(i);
        set.lines[i] = lines_.read(line, layout.lines[i], line_room[which][i]);
        for (std::size_t stage = 0; stage < kDiffuserStages; ++stage)
          set.diffuser[stage][i] = diffuser_[stage].read(line, layout.diffuser[stage][i], diffuser_room[which][stage][i]);
      }
    };
    point(k.to, to_, 1);
    if (fade_at_ >= 0) point(k.from, from_, 0);
    for (std::size_t i = 0; i < kReverbLines; ++i) {
      const int line = static_cast<int>(i);
      k.lines_in[i] = lines_.write(line);
      for (std::size_t stage = 0; stage < kDiffuserStages; ++stage) k.diffuser_in[stage][i] = diffuser_[stage].write(line);
    }
    alignas(64) float fade[2 * kReverbPeriod] = {};
    if (fade_at_ >= 0)
      for (int i = 0; i < frames; ++i) fade[i] = fade_share(fade_at_ * kReverbPeriod + at_ + i, fade_periods_ * kReverbPeriod);
    k.start = &start_;
    k.goal = &goal_;
    k.low_first = low_.first.data();
    k.low_second = low_.second.data();
    k.high_first = high_.first.data();
    k.high_second = high_.second.data();
    k.out = &out;
    k.fade = fade;
    k.at = at_;
    k.frames = frames;
    HWY_DYNAMIC_DISPATCH(run_network)(k, fade_at_ >= 0, moving_);
    heard_ |= k.heard;
    for (int line = 0; line < static_cast<int>(kReverbLines); ++line) {
      lines_.written(line, frames);
      for (DelayBank& bank : diffuser_) bank.written(line, frames);
    }
    lines_.advance(frames);
    for (DelayBank& bank : diffuser_) bank.advance(frames);
  }
  input_.advance(frames);
  at_ += frames;
  if (at_ == kReverbPeriod) end_period();
}

}  // namespace sweetspot::dsp
#endif
