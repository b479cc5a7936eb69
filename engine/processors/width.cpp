// The width of a stereo sound: mid and side, in bands, below a frequency none at all, turned, spread, and guarded.
//
// In this order: rotation, spread, bands, levels, guard. What is done to the side alone leaves the mono sum as it was, sample by sample.
// The bands cut mid and side alike, so that they stay in phase and the image stays where it is at every frequency; the mid then has the
// all-pass of the crossover, and the mono sum its magnitude. Only two settings change the mono sum: the level of the mid, and the rotation,
// which turns the point (mid, side) of every sample by an angle and so makes side of mid and mid of side.
//
// While all bands are as wide as each other and nothing is mono below a frequency, the sound does not go through the crossover; between the
// two states is a cross-fade. With every setting at its default the samples are left as they are.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <numbers>

#include "engine/dsp/crossover.h"
#include "engine/dsp/decorrelator.h"
#include "engine/dsp/stereo_energy.h"
#include "engine/dsp/svf.h"
#include "engine/processors/param_table.h"
#include "engine/processors/processor.h"
#include "engine/processors/ramps.h"

namespace sweetspot {
namespace {

enum Param : std::size_t {
  kWidth,
  kMid,
  kSide,
  kRotation,
  kLowSplit,
  kHighSplit,
  kLow,
  kMiddle,
  kHigh,
  kMonoBelow,
  kSpread,
  kSpreadFrom,
  kGuard,
  kParams
};
enum Meter { kCorrelationIn, kCorrelationOut, kBalance, kGuarded };

constexpr double kMonoOff = 10.0;    // Hz: no frequency is made mono
constexpr double kMonoWhole = 20.0;  // Hz: from here on the side below is gone; between the two it comes in
constexpr double kGuardOff = -1.0;
constexpr double kMostBalance = 60.0;  // dB
constexpr double kFadeSeconds = 0.02;

constexpr int kHop = 32;  // frames over which energies are summed

// What the guard looks at, in steps of 10 ms: the output of a while ago, and the present as if it went on for the rest of 300 ms.
constexpr int kGuardPast = 10, kGuardPresent = 1;
constexpr double kGuardFuture = dsp::StereoWindow::kSteps - kGuardPast;
constexpr double kGuardRoom = 0.15;                          // of correlation, in which it comes in
constexpr double kGuardAttack = 0.005, kGuardRelease = 0.2;  // of the side's gain, in seconds

constexpr int kBands = 4;  // what is mono below a frequency is the lowest
constexpr int kSplits = kBands - 1;

// What the parameters make of one frame.
struct Setting {
  double cosine = 1.0, sine = 0.0;
  double spread = 0.0;
  double direct = 1.0;                                   // width without the crossover
  std::array<double, kBands> bands{1.0, 1.0, 1.0, 1.0};  // with it
  double mid = 1.0, side = 1.0;
};

double mono_share(double hertz) noexcept { return std::clamp((hertz - kMonoOff) / (kMonoWhole - kMonoOff), 0.0, 1.0); }

// `value` gives a parameter by its place in the table.
template <class Value>
Setting setting_of(Value&& value) noexcept {
  Setting s;
  if (const double degrees = value(kRotation); degrees != 0.0) {
    s.cosine = std::cos(degrees * std::numbers::pi / 180.0);
    s.sine = std::sin(degrees * std::numbers::pi / 180.0);
  }
  const auto level = [](double db) { return db == 0.0 ? 1.0 : gain_from_db(db); };
  s.spread = 0.01 * value(kSpread);
  s.direct = 0.01 * value(kMiddle);
  s.bands = {0.01 * value(kLow) * (1.0 - mono_share(value(kMonoBelow))), 0.01 * value(kLow), 0.01 * value(kMiddle), 0.01 * value(kHigh)};
  s.mid = level(value(kMid));
  s.side = 0.01 * value(kWidth) * level(value(kSide));
  return s;
}

class Width final : public Processor {
 public:
  void prepare(const ProcessSetup& setup, std::span<const double> values) override {
    rate_ = setup.rate;
    crossover_.prepare(rate_, kBands, 2);
    decorrelator_.prepare(rate_);
    fade_frames_ = std::max(1, static_cast<int>(std::lround(kFadeSeconds * rate_)));
    const auto speed = [this](double seconds) { return -std::expm1(-kHop / (seconds * rate_)); };
    for (dsp::StereoWindow* window : {&in_window_, &out_window_, &unguarded_}) window->prepare(rate_, kHop);
    attack_ = speed(kGuardAttack);
    release_ = speed(kGuardRelease);
    for (std::size_t i = 0; i < kParams; ++i) values_[i] = static_cast<float>(values[i]);
    take_values();
    reset();
  }

  void reset() noexcept override {
    crossover_.reset();
    decorrelator_.reset();
    spread_low_cut_.reset();
    spreads_ = false;
    fresh_ = true;
    fade_ = phase_ = 0;
    gain_ = next_gain_ = 1.0;
    in_window_.reset();
    out_window_.reset();
    unguarded_.reset();
    in_sum_ = out_sum_ = guard_sum_ = {};
  }

  // One channel has no width.
  void process(const ProcessBlock& block) noexcept override {
    if (block.channels == 2) {
      take(block);
      for (int at = 0; at < block.frames;) {
        const int frames = std::min(block.frames - at, kHop - phase_);
        run(block, at, frames);
        at += frames;
        phase_ += frames;
        if (phase_ == kHop) end_hop(value_at(block, kGuard, at - 1));
      }
    }
    if (block.meters) write_meters(block);
  }

 private:
  // --- parameters

  void take(const ProcessBlock& block) noexcept {
    bool changed = false;
    for (std::size_t i = 0; i < kParams; ++i) {
      changed |= values_[i] != block.params[i].to;
      values_[i] = block.params[i].to;
    }
    if (changed) take_values();
    banded_ = block.params[kMonoBelow].from > kMonoOff || block.params[kMonoBelow].to > kMonoOff || block.params[kLow].moving() ||
              block.params[kMiddle].moving() || block.params[kHigh].moving() || values_[kLow] != values_[kMiddle] ||
              values_[kHigh] != values_[kMiddle];
    if (fresh_ && banded_) fade_ = fade_frames_;
    fresh_ = false;
    take_spread(block);
  }

  void take_values() noexcept {
    setting_ = setting_of([this](std::size_t param) { return double{values_[param]}; });
    const std::array<double, kSplits> hertz = splits([this](std::size_t param) { return double{values_[param]}; });
    for (int split = 0; split < kSplits; ++split) crossover_.set_split(split, hertz[static_cast<std::size_t>(split)]);
    low_cut_ = dsp::Svf::Tuning::at(values_[kSpreadFrom], std::numbers::sqrt2 / 2.0, rate_);
  }

  // What spreads begins anew each time it is turned on, from nothing.
  void take_spread(const ProcessBlock& block) noexcept {
    const bool spreads = block.params[kSpread].from > 0.0f || block.params[kSpread].to > 0.0f;
    if (spreads && !spreads_) {
      decorrelator_.reset();
      spread_low_cut_.reset();
    }
    spreads_ = spreads;
  }

  template <class Value>
  static std::array<double, kSplits> splits(Value&& value) noexcept {
    const double low = value(kLowSplit), high = value(kHighSplit);
    return {value(kMonoBelow), std::min(low, high), std::max(low, high)};
  }

  bool does_nothing(const ProcessBlock& block) const noexcept {
    return !block.moving && !banded_ && fade_ == 0 && !spreads_ && setting_.sine == 0.0 && setting_.cosine == 1.0 &&
           setting_.direct == 1.0 && setting_.mid == 1.0 && setting_.side == 1.0 && gain_ == 1.0 && next_gain_ == 1.0;
  }

  // --- sound: frames of one hop

  void run(const ProcessBlock& block, int at, int frames) noexcept {
    float* const left = block.audio[0] + at;
    float* const right = block.audio[1] + at;
    if (block.moving)
      for (int i = 0; i < frames; ++i) moving_[i] = setting_of([&](std::size_t param) { return value_at(block, param, at + i); });
    const auto setting = [&](int i) -> const Setting& { return block.moving ? moving_[i] : setting_; };

    for (int i = 0; i < frames; ++i) {
      const double l = std::isfinite(left[i]) ? double{left[i]} : 0.0, r = std::isfinite(right[i]) ? double{right[i]} : 0.0;
      mid_in_[i] = 0.5 * (l + r);
      side_in_[i] = 0.5 * (l - r);
      const Setting& s = setting(i);
      mid_[i] = s.cosine * mid_in_[i] + s.sine * side_in_[i];
      side_[i] = s.cosine * side_in_[i] - s.sine * mid_in_[i];
    }
    if (spreads_) spread(block, at, frames, setting);
    narrow(block, at, frames, setting);
    const bool leave = does_nothing(block);
    for (int i = 0; i < frames; ++i) {
      const Setting& s = setting(i);
      const double mid = s.mid * mid_[i];
      const double unguarded = s.side * side_[i];
      const double side = unguarded * (gain_ + (next_gain_ - gain_) * (phase_ + i) / kHop);
      in_sum_.add(mid_in_[i], side_in_[i]);
      guard_sum_.add(mid, unguarded);
      out_sum_.add(mid, side);
      if (leave) continue;
      const double more_mid = mid - mid_in_[i], more_side = side - side_in_[i];
      left[i] = static_cast<float>(left[i] + (more_mid + more_side));
      right[i] = static_cast<float>(right[i] + (more_mid - more_side));
    }
  }

  // Side is added that looks like the mid in all but phase.
  template <class At>
  void spread(const ProcessBlock& block, int at, int frames, At&& setting) noexcept {
    float row[kHop];
    for (int i = 0; i < frames; ++i) row[i] = static_cast<float>(mid_[i]);
    decorrelator_.process(row, frames);
    const bool glides = block.params[kSpreadFrom].moving();
    for (int i = 0; i < frames; ++i) {
      if (glides) low_cut_ = dsp::Svf::Tuning::at(value_at(block, kSpreadFrom, at + i), std::numbers::sqrt2 / 2.0, rate_);
      side_[i] += setting(i).spread * spread_low_cut_.tick(low_cut_, row[i]).high;
    }
  }

  // The side in bands. The crossover runs on while it is not heard, so that it may be heard at any time.
  template <class At>
  void narrow(const ProcessBlock& block, int at, int frames, At&& setting) noexcept {
    cut(block, at, frames);
    for (int i = 0; i < frames; ++i) {
      fade_ = std::clamp(fade_ + (banded_ ? 1 : -1), 0, fade_frames_);
      const Setting& s = setting(i);
      side_[i] *= s.direct;
      if (fade_ == 0) continue;
      double mid = 0.0, side = 0.0;
      for (std::size_t band = 0; band < kBands; ++band) {
        mid += rows_[2 * band][i];
        side += s.bands[band] * rows_[2 * band + 1][i];
      }
      const double share = static_cast<double>(fade_) / fade_frames_;
      mid_[i] += share * (mid - mid_[i]);
      side_[i] += share * (side - side_[i]);
    }
  }

  void cut(const ProcessBlock& block, int at, int frames) noexcept {
    float mid[kHop], side[kHop];
    for (int i = 0; i < frames; ++i) {
      mid[i] = static_cast<float>(mid_[i]);
      side[i] = static_cast<float>(side_[i]);
    }
    const float* const in[2] = {mid, side};
    float* out[2 * kBands];
    for (std::size_t row = 0; row < 2 * kBands; ++row) out[row] = rows_[row];
    if (!block.params[kMonoBelow].moving() && !block.params[kLowSplit].moving() && !block.params[kHighSplit].moving()) {
      crossover_.process(in, out, frames);
      return;
    }
    double hertz[kSplits][kHop];
    for (int i = 0; i < frames; ++i) {
      const std::array<double, kSplits> now = splits([&](std::size_t param) { return value_at(block, param, at + i); });
      for (std::size_t split = 0; split < kSplits; ++split) hertz[split][i] = now[split];
    }
    const double* const moving[kSplits] = {hertz[0], hertz[1], hertz[2]};
    crossover_.process_gliding(in, out, frames, moving);
  }

  void end_hop(double least_correlation) noexcept {
    phase_ = 0;
    in_window_.feed(in_sum_);
    out_window_.feed(out_sum_);
    unguarded_.feed(guard_sum_);
    in_sum_ = out_sum_ = guard_sum_ = {};
    gain_ = next_gain_;
    const double wanted = least_correlation > kGuardOff ? guard_gain(least_correlation) : 1.0;
    next_gain_ += (wanted < next_gain_ ? attack_ : release_) * (wanted - next_gain_);
    if (wanted == 1.0 && next_gain_ > 1.0 - 1e-9) next_gain_ = 1.0;
  }

  // As long as there is room above the limit the side may be as it is; where there is none, it is given what keeps the present at the
  // limit.
  double guard_gain(double least) const noexcept {
    const dsp::StereoEnergy present = unguarded_.last(kGuardPresent);
    dsp::StereoEnergy window = out_window_.last(kGuardPast);
    window.add(present.times(kGuardFuture / unguarded_.length(kGuardPresent), next_gain_));
    const double room = (window.correlation() - least) / kGuardRoom;
    if (room >= 1.0) return 1.0;
    const double steady = present.side_gain_for(least);
    return steady + (1.0 - steady) * std::max(room, 0.0);
  }

  void write_meters(const ProcessBlock& block) const noexcept {
    block.meters[kCorrelationIn] = static_cast<float>(in_window_.last(dsp::StereoWindow::kSteps).correlation());
    block.meters[kCorrelationOut] = static_cast<float>(out_window_.last(dsp::StereoWindow::kSteps).correlation());
    block.meters[kBalance] = static_cast<float>(out_window_.last(dsp::StereoWindow::kSteps).balance_db(kMostBalance));
    block.meters[kGuarded] = static_cast<float>(std::min(kMostBalance, 0.0 - db_from_gain(gain_)));
  }

  double rate_ = 48000.0;
  dsp::Crossover crossover_;  // channel 0 is the mid, channel 1 the side
  dsp::Decorrelator decorrelator_;
  dsp::Svf spread_low_cut_;
  dsp::Svf::Tuning low_cut_;

  std::array<float, kParams> values_{};  // as of the last block
  Setting setting_;                      // of these
  Setting moving_[kHop];                 // of the frames of a moving hop
  bool banded_ = false;                  // the crossover is to be heard
  bool spreads_ = false;
  bool fresh_ = true;  // no sound yet: no fade is needed
  int fade_frames_ = 1;
  int fade_ = 0;  // how far the crossover is heard, 0 to fade_frames_

  int phase_ = 0;  // frames into the hop
  double attack_ = 1.0, release_ = 1.0;
  double gain_ = 1.0, next_gain_ = 1.0;  // of the guard on the side, at the two ends of the hop
  dsp::StereoWindow in_window_, out_window_, unguarded_;
  dsp::StereoEnergy in_sum_, out_sum_, guard_sum_;  // of the hop so far

  double mid_in_[kHop] = {}, side_in_[kHop] = {}, mid_[kHop] = {}, side_[kHop] = {};
  float rows_[2 * kBands][kHop] = {};
};

// The crossover's sections fall by 38 dB in a period of their corner and the decorrelator's by 14 dB in one of theirs; one more period for
// poles that lie together.
Frames tail_frames(std::span<const double> values, double rate) {
  const double lift = std::max(0.0, values[kMid]) + std::max(0.0, values[kSide]) + 6.0;
  const double periods = 1.0 + (100.0 + lift) / 38.0;
  double seconds = 0.0;
  const bool banded = values[kMonoBelow] > kMonoOff || values[kLow] != values[kMiddle] || values[kHigh] != values[kMiddle];
  if (banded)
    for (const std::size_t split : {kMonoBelow, kLowSplit, kHighSplit}) seconds += periods / values[split];
  if (values[kSpread] > 0.0) seconds += (100.0 + lift) / 14.0 / 150.0 + periods / values[kSpreadFrom];
  return frames_from_seconds(seconds, rate);
}

ParamSpec decimals(ParamSpec spec, int shown) {
  spec.shown_decimals = shown;
  return spec;
}

ProcessorType describe() {
  ProcessorType type;
  type.id = "width";
  type.label = "Stereo width";
  type.category = "Stereo";
  type.summary = "Makes a stereo sound narrower or wider, in bands if wanted, and keeps it whole in mono.";
  type.params = {
      continuous(1, "width", "Width", Unit::percent, {0.0, 200.0, 100.0}),
      continuous(2, "mid", "Mid", Unit::decibels, {-24.0, 12.0, 0.0}),
      continuous(3, "side", "Side", Unit::decibels, {-24.0, 12.0, 0.0}),
      continuous(4, "rotation", "Rotation", Unit::degrees, {-90.0, 90.0, 0.0}),
      continuous(5, "split1", "Low split", Unit::hertz, {40.0, 16000.0, 250.0}, Scale::logarithmic),
      continuous(6, "split2", "High split", Unit::hertz, {40.0, 16000.0, 4000.0}, Scale::logarithmic),
      continuous(7, "band1.width", "Low width", Unit::percent, {0.0, 200.0, 100.0}),
      continuous(8, "band2.width", "Middle width", Unit::percent, {0.0, 200.0, 100.0}),
      continuous(9, "band3.width", "High width", Unit::percent, {0.0, 200.0, 100.0}),
      continuous(10, "mono_below", "Mono below", Unit::hertz, {kMonoOff, 500.0, kMonoOff}, Scale::logarithmic),
      continuous(11, "spread", "Spread", Unit::percent, {0.0, 100.0, 0.0}),
      continuous(12, "spread_from", "Spread from", Unit::hertz, {40.0, 2000.0, 200.0}, Scale::logarithmic),
      decimals(continuous(13, "guard", "Correlation guard", Unit::none, {kGuardOff, 0.95, kGuardOff}), 2),
  };
  put_under("Bands", type.params, {"split1", "split2", "band1.width", "band2.width", "band3.width"});
  put_under("Spread and guard", type.params, {"spread", "spread_from", "guard"});
  type.meters = {{"correlation_in", "Correlation in", Unit::none, 1.0},
                 {"correlation_out", "Correlation out", Unit::none, 1.0},
                 {"balance", "Balance", Unit::decibels, 0.0},
                 {"gain_reduction", "Side turned down by the guard", Unit::decibels, 0.0}};
  type.make = []() -> std::unique_ptr<Processor> { return std::make_unique<Width>(); };
  type.tail = tail_frames;
  return type;
}

}  // namespace

const ProcessorType& width_processor() {
  static const ProcessorType type = describe();
  return type;
}

}  // namespace sweetspot
