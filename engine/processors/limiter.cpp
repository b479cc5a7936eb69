// A true-peak look-ahead brickwall limiter.
#include <algorithm>
#include <array>
#include <cmath>

#include "engine/dsp/brickwall_gain.h"
#include "engine/dsp/delay_line.h"
#include "engine/dsp/true_peak_detector.h"
#include "engine/processors/param_table.h"
#include "engine/processors/processor.h"
#include "engine/processors/ramps.h"

namespace sweetspot {
namespace {

enum Param : std::size_t { kCeiling, kDrive, kRelease, kLookahead, kLink };
enum Meter { kGainReduction, kOutputPeak, kMeters };

// Kept under the ceiling for what a finer meter finds between the points that the detector looks at, and for rounding.
constexpr double kMarginDb = 0.005;
constexpr double kQuietDb = -144.0;
constexpr int kMaxChannels = 2;

int lookahead_frames(double ms, double rate) { return std::max(1, static_cast<int>(std::lround(ms * 1e-3 * rate))); }

int latency_frames(std::span<const double> values, double rate) {
  return dsp::TruePeakDetector::kDelay + lookahead_frames(values[kLookahead], rate);
}

// Chosen on music and drums: what they gain in loudness at which distortion.
constexpr double kHoldMs = 11.3;  // look-ahead and hold together span half a wave of 45 Hz
constexpr double kMemoryMs = 500.0;
constexpr double kDensity = 0.05;

dsp::BrickwallRelease release_of(double release_ms, double lookahead_ms) {
  return {.hold_ms = std::max(0.0, kHoldMs - lookahead_ms),
          .fast_ms = release_ms,
          .slow_ms = std::max(kMemoryMs, 4.0 * release_ms),
          .density = kDensity};
}

class Limiter final : public Processor {
 public:
  void prepare(const ProcessSetup& setup, std::span<const double> values) override {
    const int lookahead = lookahead_frames(values[kLookahead], setup.rate);
    const auto frames = static_cast<std::size_t>(setup.max_frames);
    for (Side& side : sides_) {
      side.detector.prepare(setup.max_frames);
      side.delay.prepare(dsp::TruePeakDetector::kDelay + lookahead);
      side.gain.prepare(setup.rate, lookahead, release_of(values[kRelease], values[kLookahead]));
      side.need.assign(frames, 1.0f);
      side.applied.assign(frames, 1.0);
    }
    ceiling_.assign(frames, 1.0f);
    lookahead_ms_ = values[kLookahead];
    release_ms_ = static_cast<float>(values[kRelease]);
    together_ = true;
  }

  void reset() noexcept override {
    for (Side& side : sides_) {
      side.detector.reset();
      side.delay.reset();
      side.gain.reset();
    }
    together_ = true;
  }

  void process(const ProcessBlock& block) noexcept override {
    take_release(block.params[kRelease].to);
    for_each_level(block, kCeiling, -kMarginDb, [this](int i, float level) { ceiling_[static_cast<std::size_t>(i)] = level; });
    const float floor = *std::min_element(ceiling_.begin(), ceiling_.begin() + block.frames);
    for (int channel = 0; channel < block.channels; ++channel) {
      drive(block, block.audio[channel]);
      find_need(block, channel, floor);
    }
    if (block.channels == 2) link(block);
    if (block.channels == 2) part(block);
    find_gain(block, 0);
    if (block.channels == 2) find_right_gain(block);
    for (int channel = 0; channel < block.channels; ++channel) apply(block, channel);
    if (block.meters) write_meters(block);
  }

 private:
  struct Side {
    dsp::TruePeakDetector detector;
    dsp::DelayLine delay;
    dsp::BrickwallGain gain;
    std::vector<float> need;      // the gain that each frame of the block needs
    std::vector<double> applied;  // the gain of each frame that leaves
  };

  void take_release(float ms) noexcept {
    if (ms == release_ms_) return;
    release_ms_ = ms;
    for (Side& side : sides_) side.gain.set_release(release_of(ms, lookahead_ms_));
  }

  static void drive(const ProcessBlock& block, float* samples) noexcept {
    const ParamRamp& ramp = block.params[kDrive];
    if (!ramp.moving() && ramp.to == 0.0f) return;
    for_each_level(block, kDrive, 0.0, [samples](int i, float level) { samples[i] *= level; });
  }

  void find_need(const ProcessBlock& block, int channel, float floor) noexcept {
    Side& side = sides_[static_cast<std::size_t>(channel)];
    side.detector.process(block.audio[channel], side.need.data(), block.frames, floor);
    for (std::size_t i = 0; i < static_cast<std::size_t>(block.frames); ++i) {
      const float peak = side.need[i];
      side.need[i] = peak > ceiling_[i] ? ceiling_[i] / peak : 1.0f;
    }
  }

  static bool fully_linked(const ProcessBlock& block) noexcept {
    return block.params[kLink].from >= 100.0f && block.params[kLink].to >= 100.0f;
  }

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
    Side& side = sides_[static_cast<std::size_t>(channel)];
    for (std::size_t i = 0; i < static_cast<std::size_t>(block.frames); ++i) side.applied[i] = side.gain.push(side.need[i]);
  }

  // Both gains have one past as long as the link is complete; when it is first let go the right one takes it over. Copies into
  // memory of the same size, so without the heap.
  void part(const ProcessBlock& block) noexcept {
    if (!together_ || fully_linked(block)) return;
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
    Side& side = sides_[static_cast<std::size_t>(channel)];
    float* const samples = block.audio[channel];
    side.delay.process(samples, block.frames);
    const double* const gain = side.applied.data();
    for (int i = 0; i < block.frames; ++i) samples[i] = static_cast<float>(samples[i] * gain[i]);
  }

  void write_meters(const ProcessBlock& block) noexcept {
    double least = 1.0;
    float peak = 0.0f;
    for (int channel = 0; channel < block.channels; ++channel) {
      const Side& side = sides_[static_cast<std::size_t>(channel)];
      for (int i = 0; i < block.frames; ++i) {
        least = std::min(least, side.applied[static_cast<std::size_t>(i)]);
        peak = std::max(peak, std::abs(block.audio[channel][i]));
      }
    }
    block.meters[kGainReduction] = static_cast<float>(-std::max(kQuietDb, db_from_gain(least)));
    block.meters[kOutputPeak] = static_cast<float>(std::max(kQuietDb, db_from_gain(peak)));
  }

  std::array<Side, kMaxChannels> sides_;
  std::vector<float> ceiling_;  // over the block, linear
  double lookahead_ms_ = 0.0;
  float release_ms_ = 0.0f;
  bool together_ = true;  // fully linked ever since reset, so the right gain would only repeat the left
};

ProcessorType describe() {
  ProcessorType type;
  type.id = "limiter";
  type.label = "Limiter";
  type.category = "Dynamics";
  type.summary = "Holds the true peak under a ceiling, looking ahead so that nothing is clipped.";
  type.params = {
      continuous(1, "ceiling", "Ceiling", Unit::decibels_true_peak, {-24.0, 0.0, -1.0}),
      continuous(2, "drive", "Drive", Unit::decibels, {0.0, 36.0, 0.0}),
      continuous(3, "release", "Release", Unit::milliseconds, {0.1, 1000.0, 1.0}, Scale::logarithmic),
      continuous(4, "lookahead", "Look-ahead", Unit::milliseconds, {0.5, 20.0, 15.0}),
      continuous(5, "link", "Stereo link", Unit::percent, {0.0, 100.0, 30.0}),
  };
  type.params[kLookahead].structural = true;
  type.params[kLookahead].ramp_ms = 0.0;
  type.meters = {{"gain_reduction", "Gain reduction", Unit::decibels, 0.0}, {"output_peak", "Output peak", Unit::decibels, kQuietDb}};
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
