// A clipper.
//
// What stands above the knee is found at up to 16 times the rate (first-order antiderivative anti-aliasing on the exact curve), brought
// down through linear-phase filters and taken from the sound, which itself is only delayed: below the knee the output is the input, bit by
// bit. Without oversampling the curve is applied as it is, at once, and aliases as it must.
//
// Clipped sound has sharp edges, and without what lies beyond half the rate these overshoot: from 2x on, with the samples held, the true
// peak passes the ceiling by up to 0.4 dB (drums and synthesizers driven 12 dB into it), 1.9 dB (a full-scale saw) and 2.1 dB at worst (a
// square whose harmonics are all beyond: 4 / pi); without oversampling by up to 1.2, 2.2 and 7.7 dB (white noise). A small look-ahead gain
// holds what is left over: with `hold` at `sample` the samples alone, exactly; at `true_peak` the wave between them, too, within 0.01 dB of
// a meter of 16 times (0.04 dB without oversampling). A gain and no second clipper, since that would alias again.
#include <algorithm>
#include <array>
#include <cmath>

#include "engine/dsp/brickwall_gain.h"
#include "engine/dsp/clip_lanes.h"
#include "engine/dsp/delay_line.h"
#include "engine/dsp/oversampler.h"
#include "engine/dsp/saturation_curves.h"
#include "engine/dsp/true_peak_detector.h"
#include "engine/processors/param_table.h"
#include "engine/processors/processor.h"
#include "engine/processors/ramps.h"

namespace sweetspot {
namespace {

enum Param : std::size_t { kCeiling, kDrive, kKnee, kOversampling, kHold };
enum Hold { kHoldSample, kHoldTruePeak };
enum Meter { kInputLevel, kGainReduction, kClipped, kOutputLevel, kMeters };

constexpr int kMaxChannels = 2;
constexpr double kQuietDb = -144.0;
constexpr float kLoudest = 1000.0f;
constexpr std::size_t kRoom = dsp::kOversampleChunk + dsp::kTapSumSpare;

// The look-ahead of the gain that holds overshoots, and how it lets go: soon, for they are short, but not within a wave of the bass.
constexpr double kLookaheadMs = 1.0;
constexpr dsp::BrickwallRelease kRelease{.hold_ms = 8.0, .fast_ms = 15.0, .slow_ms = 200.0, .density = 0.0};

// For what a finer meter finds between the points that the detector looks at.
constexpr double kMarginDb = 0.005;

dsp::Oversampling oversampling_of(std::span<const double> values) {
  const int factor = 1 << std::lround(values[kOversampling]);
  return {.factor = factor, .filter = dsp::OversamplingFilter::linear, .half_late = factor > 1};
}

int lookahead_frames(double rate) { return std::max(4, static_cast<int>(std::lround(kLookaheadMs * 1e-3 * rate))); }

// Frames from the clipped sound to the output. Samples that are clipped as they are cannot be over.
int hold_frames(std::span<const double> values, double rate) {
  if (values[kHold] > 0.5) return dsp::TruePeakDetector::kDelay + lookahead_frames(rate);
  return values[kOversampling] > 0.5 ? lookahead_frames(rate) : 0;
}

int latency_frames(std::span<const double> values, double rate) {
  return dsp::oversampling_latency(oversampling_of(values)) + hold_frames(values, rate);
}

// The knee begins so many dB under the ceiling, and ends as far above it in amplitude.
double knee_start(double ceiling, double knee_db) { return ceiling * gain_from_db(-knee_db); }

double shape(std::span<const double> values, double amplitude) {
  const double ceiling = gain_from_db(values[kCeiling]);
  const double start = knee_start(ceiling, values[kKnee]);
  const double driven = amplitude * gain_from_db(values[kDrive]);
  return driven - std::copysign(dsp::clip_excess(std::abs(driven), start, 2.0 * (ceiling - start)), driven);
}

class Clipper final : public Processor {
 public:
  void prepare(const ProcessSetup& setup, std::span<const double> values) override {
    const dsp::Oversampling oversampling = oversampling_of(values);
    const int late = dsp::oversampling_latency(oversampling);
    const int lookahead = lookahead_frames(setup.rate);
    holds_ = hold_frames(values, setup.rate) > 0;
    holds_true_peak_ = values[kHold] > 0.5;
    averages_ = oversampling.half_late;
    const auto frames = static_cast<std::size_t>(setup.max_frames);
    for (Side& side : sides_) {
      side.up.prepare(oversampling);
      side.down.prepare(oversampling);
      side.in.clear();
      side.out.clear();
      for (int k = 0; k < oversampling.factor; ++k) {
        side.in.push_back(side.up.stream(k));
        side.out.push_back(side.down.stream(k));
      }
      side.line.prepare(late);
      side.detector.prepare(setup.max_frames);
      side.hold_line.prepare(hold_frames(values, setup.rate));
      side.gain.prepare(setup.rate, lookahead, kRelease);
      side.need.assign(frames, 1.0f);
    }
    // The ceiling goes with the sound: that of the way up stays above.
    ceiling_line_.prepare(late - late / 2);
    hold_ceiling_line_.prepare(hold_frames(values, setup.rate));
    ceiling_.assign(frames, 1.0f);
    reset();
  }

  void reset() noexcept override {
    for (Side& side : sides_) {
      side.up.reset();
      side.down.reset();
      side.line.reset();
      side.detector.reset();
      side.hold_line.reset();
      side.gain.reset();
    }
    ceiling_line_.reset();
    hold_ceiling_line_.reset();
  }

  void process(const ProcessBlock& block) noexcept override {
    seen_ = {};
    for (int from = 0; from < block.frames; from += dsp::kOversampleChunk)
      run_chunk(block, from, std::min(block.frames - from, dsp::kOversampleChunk));
    ceiling_line_.process(ceiling_.data(), block.frames);
    if (holds_)
      for (int c = 0; c < block.channels; ++c) hold(block, c);
    hold_ceiling_line_.process(ceiling_.data(), block.frames);
    for (int c = 0; c < block.channels; ++c) finish(block, c);
    if (block.meters) write_meters(block);
  }

 private:
  struct Side {
    dsp::Upsampler up;
    dsp::Downsampler down;
    std::vector<const float*> in;
    std::vector<float*> out;
    dsp::DelayLine line;  // of the sound, beside the way up and down
    dsp::TruePeakDetector detector;
    dsp::DelayLine hold_line;
    dsp::BrickwallGain gain;
    std::vector<float> need;  // the gain that each frame of the block needs
  };

  // What the meters show of a block.
  struct Seen {
    float input = 0.0f, output = 0.0f;
    double ratio = 1.0;  // of what came to what went, at most
    int clipped = 0;
  };

  using Values = std::array<float, kRoom>;

  void run_chunk(const ProcessBlock& block, int from, int frames) noexcept {
    set_limits(block, from, frames);
    for (int c = 0; c < block.channels; ++c) clip(sides_[static_cast<std::size_t>(c)], block.audio[c] + from, frames);
  }

  void set_limits(const ProcessBlock& block, int from, int frames) noexcept {
    const bool changing = block.params[kCeiling].moving() || block.params[kKnee].moving() || block.params[kDrive].moving();
    float ceiling = 1.0f, start = 1.0f, drive = 1.0f;
    for (int i = 0; i < frames; ++i) {
      if (i == 0 || changing) {
        const double level = gain_from_db(value_at(block, kCeiling, from + i));
        ceiling = static_cast<float>(level);
        start = static_cast<float>(knee_start(level, value_at(block, kKnee, from + i)));
        drive = static_cast<float>(gain_from_db(value_at(block, kDrive, from + i)));
      }
      const auto k = static_cast<std::size_t>(i);
      ceiling_[static_cast<std::size_t>(from) + k] = ceiling;
      start_[k] = start;
      end_[k] = 2.0f * ceiling - start;
      drive_[k] = drive;
    }
  }

  void clip(Side& side, float* audio, int frames) noexcept {
    for (std::size_t i = 0; i < static_cast<std::size_t>(frames); ++i) {
      const float x = std::abs(audio[i]) <= kLoudest ? audio[i] : 0.0f;
      audio[i] = std::clamp(x * drive_[i], -kLoudest, kLoudest);
    }
    side.up.process(audio, frames);
    dsp::clip_streams({.in = side.in.data(),
                       .out = side.out.data(),
                       .streams = side.up.factor(),
                       .frames = frames,
                       .averaged = averages_,
                       .start = start_.data(),
                       .end = end_.data()});
    side.down.process(taken_.data(), frames);
    side.line.process(audio, frames);
    for (std::size_t i = 0; i < static_cast<std::size_t>(frames); ++i) {
      const float came = std::abs(audio[i]);
      audio[i] -= taken_[i];
      seen_.input = std::max(seen_.input, came);
      if (came <= start_[i]) continue;
      ++seen_.clipped;
      seen_.ratio = std::max(seen_.ratio, double{came} / std::max(std::abs(audio[i]), start_[i]));
    }
  }

  void hold(const ProcessBlock& block, int c) noexcept {
    Side& side = sides_[static_cast<std::size_t>(c)];
    float* const audio = block.audio[c];
    const auto frames = static_cast<std::size_t>(block.frames);
    const float margin = holds_true_peak_ ? static_cast<float>(gain_from_db(-kMarginDb)) : 1.0f;
    if (holds_true_peak_) {
      const float floor = margin * *std::min_element(ceiling_.begin(), ceiling_.begin() + block.frames);
      side.detector.process(audio, side.need.data(), block.frames, floor);
    } else {
      for (std::size_t i = 0; i < frames; ++i) side.need[i] = std::abs(audio[i]);
    }
    side.hold_line.process(audio, block.frames);
    for (std::size_t i = 0; i < frames; ++i) {
      const float most = margin * ceiling_[i];
      const double gain = side.gain.push(side.need[i] > most ? most / side.need[i] : 1.0f);
      audio[i] = static_cast<float>(audio[i] * gain);
    }
  }

  // Rounding, and a ceiling that falls, leave a hair.
  void finish(const ProcessBlock& block, int c) noexcept {
    float* const audio = block.audio[c];
    for (std::size_t i = 0; i < static_cast<std::size_t>(block.frames); ++i) {
      audio[i] = std::clamp(audio[i], -ceiling_[i], ceiling_[i]);
      seen_.output = std::max(seen_.output, std::abs(audio[i]));
    }
  }

  void write_meters(const ProcessBlock& block) const noexcept {
    block.meters[kInputLevel] = static_cast<float>(std::max(kQuietDb, db_from_gain(seen_.input)));
    block.meters[kGainReduction] = static_cast<float>(db_from_gain(seen_.ratio));
    block.meters[kClipped] = 100.0f * static_cast<float>(seen_.clipped) / static_cast<float>(block.frames * block.channels);
    block.meters[kOutputLevel] = static_cast<float>(std::max(kQuietDb, db_from_gain(seen_.output)));
  }

  std::array<Side, kMaxChannels> sides_;
  bool holds_ = false, holds_true_peak_ = false, averages_ = false;
  std::vector<float> ceiling_;  // over the block, as late as the sound
  dsp::DelayLine ceiling_line_, hold_ceiling_line_;
  Values start_{}, end_{}, drive_{}, taken_{};
  Seen seen_;
};

ProcessorType describe() {
  ProcessorType type;
  type.id = "clipper";
  type.label = "Clipper";
  type.category = "Dynamics";
  type.summary =
      "Cuts peaks off at a ceiling, softly or hard, without aliasing; held in samples, true peaks may pass it (by 0.4 dB in music), held "
      "in "
      "true peak they may not.";
  type.params = {
      continuous(1, "ceiling", "Ceiling", Unit::decibels, {-24.0, 0.0, -1.0}),
      continuous(2, "drive", "Drive", Unit::decibels, {0.0, 36.0, 0.0}),
      continuous(3, "knee", "Knee", Unit::decibels, {0.0, 12.0, 1.0}),
      choice(4, "oversampling", "Oversampling", {"off", "2x", "4x", "8x", "16x"}, 3),
      choice(5, "hold", "Hold", {"sample", "true_peak"}, kHoldTruePeak),
  };
  for (const Param param : {kOversampling, kHold}) type.params[param].structural = true;
  type.meters = {{"input_level", "Input level", Unit::decibels, kQuietDb},
                 {"gain_reduction", "Clipped off", Unit::decibels, 0.0},
                 {"clipped", "Clipped samples", Unit::percent, 0.0},
                 {"output_level", "Output level", Unit::decibels, kQuietDb}};
  type.make = []() -> std::unique_ptr<Processor> { return std::make_unique<Clipper>(); };
  type.latency = latency_frames;
  type.tail = [](std::span<const double> values, double rate) { return Frames{2 * latency_frames(values, rate)}; };
  type.shape = shape;
  return type;
}

}  // namespace

const ProcessorType& clipper_processor() {
  static const ProcessorType type = describe();
  return type;
}

}  // namespace sweetspot
