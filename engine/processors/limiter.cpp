// A true-peak look-ahead brickwall limiter in two stages: a slow one for what stays too loud, and a fast one that holds the ceiling.
//
// The stages share one gain. The fast stage is given what the slow one leaves of the need, so their product is never above what a frame
// needs, and the ceiling holds whatever the slow stage does.
#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

#include "engine/dsp/brickwall_gain.h"
#include "engine/dsp/delay_line.h"
#include "engine/dsp/peak_rounder.h"
#include "engine/dsp/slow_leveler.h"
#include "engine/dsp/true_peak_detector.h"
#include "engine/processors/limiter_style.h"
#include "engine/processors/loudness_match.h"
#include "engine/processors/param_table.h"
#include "engine/processors/ramps.h"

namespace sweetspot {
namespace {

enum Param : std::size_t { kCeiling, kDrive, kRelease, kLookahead, kLink, kStyle, kAutoRelease, kLinkRelease, kUnity, kDelta };
enum Meter { kGainReduction, kOutputPeak, kUnityGain, kMeters };

// Kept under the ceiling for what a finer meter finds between the points that the detector looks at, and for rounding.
constexpr double kMarginDb = 0.005;
constexpr double kQuietDb = -144.0;
constexpr double kSlowHoldMs = 12.5;
constexpr int kMaxChannels = 2;

LimiterStyleSettings style_of(std::span<const double> values) {
  return limiter_style(static_cast<LimiterStyle>(static_cast<int>(std::lround(values[kStyle]))));
}

int lookahead_frames(double ms, double rate) { return std::max(1, static_cast<int>(std::lround(ms * 1e-3 * rate))); }

int latency_frames(std::span<const double> values, double rate) {
  const int rounding = style_of(values).clip_over_db > 0.0 ? dsp::PeakRounder::latency() : 0;
  return rounding + dsp::TruePeakDetector::kDelay + lookahead_frames(values[kLookahead], rate);
}

bool is_at(const ParamRamp& ramp, float value) noexcept { return ramp.from == value && ramp.to == value; }

class Limiter final : public Processor {
 public:
  void prepare(const ProcessSetup& setup, std::span<const double> values) override {
    const int lookahead = lookahead_frames(values[kLookahead], setup.rate);
    const auto frames = static_cast<std::size_t>(setup.max_frames);
    style_ = style_of(values);
    lookahead_ms_ = values[kLookahead];
    automatic_ = values[kAutoRelease] >= 0.5;
    release_ms_ = static_cast<float>(values[kRelease]);
    for (Side& side : sides_) {
      side.rounder = style_.clip_over_db > 0.0 ? std::make_unique<dsp::PeakRounder>() : nullptr;
      if (side.rounder) side.rounder->prepare();
      side.detector.prepare(setup.max_frames);
      side.delay.prepare(dsp::TruePeakDetector::kDelay + lookahead);
      side.before.prepare(latency_frames(values, setup.rate));
      side.slow.prepare(setup.rate, kSlowHoldMs, style_.slow_attack_ms, style_.slow_release_ms);
      side.late.assign(static_cast<std::size_t>(lookahead), 1.0);
      side.gain.prepare(setup.rate, lookahead, release());
      side.need.assign(frames, 1.0f);
      side.applied.assign(frames, 1.0);
      side.driven.assign(frames, 0.0f);
      side.plain.assign(frames, 0.0f);
    }
    ceiling_.assign(frames, 1.0f);
    match_.prepare(setup.rate, setup.channels);
    reset();
  }

  void reset() noexcept override {
    for (Side& side : sides_) {
      if (side.rounder) side.rounder->reset();
      side.detector.reset();
      side.delay.reset();
      side.before.reset();
      side.slow.reset();
      std::ranges::fill(side.late, 1.0);
      side.gain.reset();
    }
    late_at_ = 0;
    match_.reset();
    together_ = true;
    matching_ = false;
  }

  void process(const ProcessBlock& block) noexcept override {
    take_release(block);
    for_each_level(block, kCeiling, -kMarginDb, [this](int i, float level) { ceiling_[static_cast<std::size_t>(i)] = level; });
    for (int channel = 0; channel < block.channels; ++channel) {
      drive(block, block.audio[channel]);
      keep(block, channel);
      if (side(channel).rounder) round_off(block, channel);
    }
    const float floor = *std::min_element(ceiling_.begin(), ceiling_.begin() + block.frames);
    for (int channel = 0; channel < block.channels; ++channel) find_need(block, channel, floor);
    if (block.channels == 2) part(block);
    if (style_.slow_share > 0.0) take_lasting(block);
    if (block.channels == 2) link(block);
    find_gain(block, 0);
    if (block.channels == 2) find_right_gain(block);
    for (int channel = 0; channel < block.channels; ++channel) apply(block, channel);
    if (block.meters) write_meters(block);
    apply_audition(block);
  }

 private:
  struct Side {
    std::unique_ptr<dsp::PeakRounder> rounder;  // where the style has one
    dsp::TruePeakDetector detector;
    dsp::DelayLine delay;   // of what is limited
    dsp::DelayLine before;  // of what came in, driven
    dsp::SlowLeveler slow;
    std::vector<double> late;  // gains of the slow stage on their way to the sound that they are for
    dsp::BrickwallGain gain;
    std::vector<float> need;      // the gain that each frame of the block needs
    std::vector<double> applied;  // the gain of each frame that leaves
    std::vector<float> driven;    // what came in, driven, lined up with what leaves
    std::vector<float> plain;     // the same before the drive
  };

  Side& side(int channel) noexcept { return sides_[static_cast<std::size_t>(channel)]; }

  dsp::BrickwallRelease release() const noexcept {
    dsp::BrickwallRelease release = style_.release;
    release.hold_ms = std::max(0.0, release.hold_ms - lookahead_ms_);
    if (automatic_) return release;
    release.fast_ms = release_ms_;
    release.density = 0.0;
    return release;
  }

  void take_release(const ProcessBlock& block) noexcept {
    const float ms = block.params[kRelease].to;
    const bool automatic = block.params[kAutoRelease].to >= 0.5f;
    if (ms == release_ms_ && automatic == automatic_) return;
    release_ms_ = ms;
    automatic_ = automatic;
    for (Side& s : sides_) s.gain.set_release(release());
  }

  static void drive(const ProcessBlock& block, float* samples) noexcept {
    if (is_at(block.params[kDrive], 0.0f)) return;
    for_each_level(block, kDrive, 0.0, [samples](int i, float level) { samples[i] *= level; });
  }

  void keep(const ProcessBlock& block, int channel) noexcept {
    Side& s = side(channel);
    std::copy_n(block.audio[channel], block.frames, s.driven.begin());
    s.before.process(s.driven.data(), block.frames);
  }

  void round_off(const ProcessBlock& block, int channel) noexcept {
    std::array<float, kMaxBlockFrames> limit;
    const auto over = static_cast<float>(gain_from_db(style_.clip_over_db));
    for (std::size_t i = 0; i < static_cast<std::size_t>(block.frames); ++i) limit[i] = over * ceiling_[i];
    side(channel).rounder->process(block.audio[channel], limit.data(), block.frames);
  }

  void find_need(const ProcessBlock& block, int channel, float floor) noexcept {
    Side& s = side(channel);
    s.detector.process(block.audio[channel], s.need.data(), block.frames, floor);
    for (std::size_t i = 0; i < static_cast<std::size_t>(block.frames); ++i) {
      const float peak = s.need[i];
      s.need[i] = peak > ceiling_[i] ? ceiling_[i] / peak : 1.0f;
    }
  }

  // --- the slow stage

  // Leaves in `need` what the slow stage does not do, and in `applied` its gains for the frames that leave.
  void take_lasting(const ProcessBlock& block) noexcept {
    const double share = style_.slow_share;
    for (int i = 0; i < block.frames; ++i) {
      const auto at = static_cast<std::size_t>(i);
      std::array<double, kMaxChannels> level{};
      for (int c = 0; c < block.channels; ++c) level[static_cast<std::size_t>(c)] = side(c).slow.push(side(c).need[at]);
      const double both = block.channels == 2 ? std::min(level[0], level[1]) : level[0];
      const double linked = 0.01 * value_at(block, kLinkRelease, i);
      for (int c = 0; c < block.channels; ++c) {
        Side& s = side(c);
        const double own = level[static_cast<std::size_t>(c)];
        const double slow = 1.0 - share * (1.0 - (own + linked * (both - own)));
        s.need[at] = static_cast<float>(std::min(1.0, s.need[at] / slow));
        s.applied[at] = std::exchange(s.late[late_at_], slow);
      }
      if (++late_at_ == sides_[0].late.size()) late_at_ = 0;
    }
  }

  // --- the fast stage

  static bool fully_linked(const ProcessBlock& block) noexcept { return is_at(block.params[kLink], 100.0f); }

  // Lowers each side towards the lower of the two.
  void link(const ProcessBlock& block) noexcept {
    float* const left = sides_[0].need.data();
    float* const right = sides_[1].need.data();
    for (int i = 0; i < block.frames; ++i) {
      const float both = std::min(left[i], right[i]);
      const float amount = static_cast<float>(0.01 * value_at(block, kLink, i));
      left[i] += amount * (both - left[i]);
      right[i] += amount * (both - right[i]);
    }
  }

  void find_gain(const ProcessBlock& block, int channel) noexcept {
    Side& s = side(channel);
    const bool slow = style_.slow_share > 0.0;
    for (std::size_t i = 0; i < static_cast<std::size_t>(block.frames); ++i) {
      const double fast = s.gain.push(s.need[i]);
      s.applied[i] = slow ? s.applied[i] * fast : fast;
    }
  }

  // Both gains have one past as long as the link is complete; when it is first let go the right one takes it over. Copies into
  // memory of the same size, so without the heap.
  void part(const ProcessBlock& block) noexcept {
    if (!together_ || (fully_linked(block) && style_.slow_share == 0.0)) return;
    together_ = false;
    sides_[1].gain = sides_[0].gain;
  }

  void find_right_gain(const ProcessBlock& block) noexcept {
    if (together_)
      std::copy_n(sides_[0].applied.begin(), block.frames, sides_[1].applied.begin());
    else
      find_gain(block, 1);
  }

  void apply(const ProcessBlock& block, int channel) noexcept {
    Side& s = side(channel);
    float* const samples = block.audio[channel];
    s.delay.process(samples, block.frames);
    const double* const gain = s.applied.data();
    for (int i = 0; i < block.frames; ++i) samples[i] = static_cast<float>(samples[i] * gain[i]);
  }

  void write_meters(const ProcessBlock& block) noexcept {
    double least = 1.0;
    float peak = 0.0f;
    for (int channel = 0; channel < block.channels; ++channel) {
      const Side& s = side(channel);
      for (int i = 0; i < block.frames; ++i) {
        least = std::min(least, s.applied[static_cast<std::size_t>(i)]);
        peak = std::max(peak, std::abs(block.audio[channel][i]));
      }
    }
    block.meters[kGainReduction] = static_cast<float>(-std::max(kQuietDb, db_from_gain(least)));
    block.meters[kOutputPeak] = static_cast<float>(std::max(kQuietDb, db_from_gain(peak)));
    block.meters[kUnityGain] = matching_ ? static_cast<float>(match_.gain_db() - block.params[kDrive].to) : 0.0f;
  }

  // --- what is listened to instead

  // First what the limiter takes away in place of what it leaves, then the drive taken back and the rest of the loudness matched.
  void apply_audition(const ProcessBlock& block) noexcept {
    if (!is_at(block.params[kDelta], 0.0f))
      for (int c = 0; c < block.channels; ++c)
        for (int i = 0; i < block.frames; ++i) {
          const float left = block.audio[c][i];
          const float taken = side(c).driven[static_cast<std::size_t>(i)] - left;
          block.audio[c][i] = left + static_cast<float>(value_at(block, kDelta, i)) * (taken - left);
        }
    const bool matches = !is_at(block.params[kUnity], 0.0f);
    if (!matches && matching_) match_.reset();
    matching_ = matches;
    if (matches) match(block);
  }

  void match(const ProcessBlock& block) noexcept {
    const auto undriven = [&block](int i) { return static_cast<float>(gain_from_db(-value_at(block, kDrive, i))); };
    const bool moves = block.params[kDrive].moving();
    float gain = undriven(0);
    for (int i = 0; i < block.frames; ++i) {
      if (moves) gain = undriven(i);
      const float factor = 1.0f + static_cast<float>(value_at(block, kUnity, i)) * (gain - 1.0f);
      for (int c = 0; c < block.channels; ++c) {
        side(c).plain[static_cast<std::size_t>(i)] = gain * side(c).driven[static_cast<std::size_t>(i)];
        block.audio[c][i] *= factor;
      }
    }
    const float* const before[kMaxChannels] = {sides_[0].plain.data(), sides_[1].plain.data()};
    match_.process(block, before, kUnity, kDelta);
  }

  LimiterStyleSettings style_;
  std::array<Side, kMaxChannels> sides_;
  std::size_t late_at_ = 0;
  std::vector<float> ceiling_;  // over the block, linear
  LoudnessMatch match_;
  double lookahead_ms_ = 0.0;
  float release_ms_ = 0.0f;
  bool automatic_ = true;
  bool together_ = true;  // fully linked ever since reset, so the right gain would only repeat the left
  bool matching_ = false;
};

ProcessorType describe() {
  ProcessorType type;
  type.id = "limiter";
  type.label = "Limiter";
  type.category = "Dynamics";
  type.summary = "Holds the true peak under a ceiling, looking ahead so that nothing is clipped.";
  type.version = 2;
  type.params = {
      continuous(1, "ceiling", "Ceiling", Unit::decibels_true_peak, {-24.0, 0.0, -1.0}),
      continuous(2, "drive", "Drive", Unit::decibels, {0.0, 36.0, 0.0}),
      continuous(3, "release", "Release", Unit::milliseconds, {0.1, 1000.0, 10.0}, Scale::logarithmic),
      continuous(4, "lookahead", "Look-ahead", Unit::milliseconds, {0.5, 20.0, 15.0}),
      continuous(5, "link", "Link of transients", Unit::percent, {0.0, 100.0, 30.0}),
      choice(6, "style", "Style", {"transparent", "punchy", "loud"}),
      toggle(7, "auto_release", "Auto release", true),
      continuous(8, "link_release", "Link of release", Unit::percent, {0.0, 100.0, 100.0}),
      audition(9, "unity", "Unity gain"),
      audition(10, "delta", "Delta"),
  };
  put_under("Detection", type.params, {"lookahead", "link", "link_release"});
  put_under("Listening", type.params, {"unity", "delta"});
  for (const Param param : {kLookahead, kStyle}) {
    type.params[param].structural = true;
    type.params[param].ramp_ms = 0.0;
  }
  type.meters = {{"gain_reduction", "Gain reduction", Unit::decibels, 0.0},
                 {"output_peak", "Output peak", Unit::decibels, kQuietDb},
                 {"unity_gain", "Unity gain", Unit::decibels, 0.0}};
  type.make = []() -> std::unique_ptr<Processor> { return std::make_unique<Limiter>(); };
  type.latency = latency_frames;
  type.tail = [](std::span<const double> values, double rate) { return Frames{latency_frames(values, rate)}; };
  return type;
}

}  // namespace

const ProcessorType& limiter_processor() {
  static const ProcessorType type = describe();
  return type;
}

}  // namespace sweetspot
