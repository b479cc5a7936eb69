// The equalizer: 24 bands, each with the curve of its analog prototype up to the edge of the band.
#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <numbers>
#include <vector>

#include "engine/dsp/delay_line.h"
#include "engine/processors/eq_audition.h"
#include "engine/processors/eq_cascade.h"
#include "engine/processors/eq_linear.h"
#include "engine/processors/loudness_match.h"
#include "engine/processors/ramps.h"

namespace sweetspot {
namespace {

enum Meter : std::size_t { kAutoGainMeter, kFirstDynamic };

bool is_linear(std::span<const double> values) { return values[kEqPhase] >= 0.5; }

int resolution_of(std::span<const double> values) { return static_cast<int>(std::lround(values[kEqResolution])); }

int latency_frames(std::span<const double> values, double rate) {
  return is_linear(values) ? EqLinear::latency(resolution_of(values), rate) : 0;
}

class Eq final : public Processor {
 public:
  void prepare(const ProcessSetup& setup, std::span<const double> values) override {
    linear_ = is_linear(values) ? std::make_unique<EqLinear>() : nullptr;
    if (linear_) linear_->prepare(setup.rate, setup.channels, resolution_of(values));
    for (dsp::DelayLine& delay : delays_) delay.prepare(latency_frames(values, setup.rate));
    cascade_.prepare(setup.rate, setup.channels);
    match_.prepare(setup.rate, setup.channels);
    audition_.prepare(setup.rate);
    for (auto& channel : before_) channel.assign(static_cast<std::size_t>(setup.max_frames), 0.0f);
    reset();
  }

  void reset() noexcept override {
    if (linear_) linear_->reset();
    for (dsp::DelayLine& delay : delays_) delay.reset();
    cascade_.reset();
    match_.reset();
    audition_.reset();
    matching_ = false;
  }

  void process(const ProcessBlock& block) noexcept override {
    const ParamRamp& amount = block.params[kEqAutoGain];
    const bool matches = amount.from != 0.0f || amount.to != 0.0f;
    if (matches) keep_before(block);
    if (linear_) linear_->process(block);
    cascade_.process(block, linear_ != nullptr);
    finish(block, matches);
  }

  // Instances that need nothing but one resting cascade share their vectors; any other runs by itself.
  static void process_batch(std::span<const BatchItem> items) noexcept {
    std::array<dsp::CascadeBlock, kBatchLanes> blocks;
    std::size_t count = 0;
    for (const BatchItem& item : items) {
      auto& eq = static_cast<Eq&>(*item.processor);
      if (!eq.is_plain(*item.block)) {
        eq.process(*item.block);
        continue;
      }
      if (const dsp::CascadeBlock block = eq.cascade_.cascade(*item.block); !block.sections.empty()) blocks[count++] = block;
      eq.finish(*item.block, false);
    }
    if (count > 0) dsp::run_cascades({blocks.data(), count}, items.front().block->frames);
  }

 private:
  bool is_plain(const ProcessBlock& block) noexcept {
    const auto rests_at_zero = [&block](std::size_t param) { return block.params[param].from == 0.0f && block.params[param].to == 0.0f; };
    return !linear_ && rests_at_zero(kEqAutoGain) && rests_at_zero(kEqOutput) && rests_at_zero(kEqAudition) && !audition_.active() &&
           cascade_.rests(block);
  }

  void keep_before(const ProcessBlock& block) noexcept {
    for (std::size_t c = 0; c < static_cast<std::size_t>(block.channels); ++c) {
      if (!matching_) delays_[c].reset();
      std::copy_n(block.audio[c], block.frames, before_[c].data());
      delays_[c].process(before_[c].data(), block.frames);
    }
  }

  // What comes after the bands: the match of the loudness, the output's level, the meters.
  void finish(const ProcessBlock& block, bool matches) noexcept {
    if (matches) {
      const float* const before[2] = {before_[0].data(), before_[1].data()};
      match_.process(block, before, kEqAutoGain);
    } else if (matching_) {
      match_.reset();
    }
    matching_ = matches;
    const ParamRamp& output = block.params[kEqOutput];
    if (output.from != 0.0f || output.to != 0.0f)
      for_each_level(block, kEqOutput, 0.0, [&block](int i, float level) {
        for (int c = 0; c < block.channels; ++c) block.audio[c][i] *= level;
      });
    audition_.process(block, static_cast<int>(std::lround(block.params[kEqAudition].to)));
    if (!block.meters) return;
    block.meters[kAutoGainMeter] = matches ? static_cast<float>(match_.gain_db()) : 0.0f;
    const bool dynamic = cascade_.has_dynamics();
    if (!dynamic && !shows_dynamics_) return;
    shows_dynamics_ = dynamic;
    for (int band = 0; band < kEqBands; ++band)
      block.meters[kFirstDynamic + static_cast<std::size_t>(band)] = static_cast<float>(cascade_.dynamic_gain_db(band));
  }

  std::unique_ptr<EqLinear> linear_;  // the bands at rest, in linear phase
  EqCascade cascade_;                 // all bands, or the dynamic ones
  LoudnessMatch match_;
  EqAudition audition_;
  std::array<dsp::DelayLine, 2> delays_;      // line up what the match hears
  std::array<std::vector<float>, 2> before_;  // the sound of the block before the equalizer
  bool matching_ = false;
  bool shows_dynamics_ = true;  // some band's meter may not stand at 0
};

// How long the slowest pole rings on until it is 140 dB down, for as many sections as ring alike.
Frames ring_frames(const EqProgram& program) {
  double longest = 0.0;
  double sum = 0.0;
  for (std::size_t k = 0; k < program.section_count; ++k) {
    const dsp::Biquad& c = program.sections[k];
    const double discriminant = c.a1 * c.a1 / 4.0 - c.a2;
    const double radius = discriminant > 0.0 ? std::abs(c.a1) / 2.0 + std::sqrt(discriminant) : std::sqrt(c.a2);
    if (radius <= 0.0) continue;
    const double frames = 7.0 * std::numbers::ln10 / -std::log(radius);
    longest = std::max(longest, frames);
    sum += frames;
  }
  return static_cast<Frames>(std::ceil(longest + 0.25 * (sum - longest))) + (program.section_count > 0 ? 8 : 0);
}

// Dynamic bands ring longest where they are lifted most.
Frames eq_tail(std::span<const double> values, double rate) {
  const auto params = eq_resting(values);
  EqTuning tuning = eq_tuning(params, 1.0);
  EqShape shape = eq_shape(params, 2);
  const bool linear = is_linear(values);
  for (int band = 0; band < kEqBands; ++band)
    if (const auto at = static_cast<std::size_t>(band); shape[at].dynamic) tuning[at].gain += eq_dynamics(params, band, 1.0).range;
  if (linear)
    for (EqBandShape& band : shape) band.active = band.active && band.dynamic;
  const auto program = std::make_unique<EqProgram>();
  program->build(shape, tuning, rate, EqCorrection::where_needed);
  Frames heard_alone = 0;
  if (const int band = static_cast<int>(std::lround(values[kEqAudition])); band > 0) {
    const EqBandTuning& heard = tuning[static_cast<std::size_t>(band - 1)];
    heard_alone = static_cast<Frames>(16.0 * std::max(heard.q, 0.7) / (std::numbers::pi * heard.freq) * rate);
  }
  return heard_alone + ring_frames(*program) + (linear ? EqLinear::taps_for(resolution_of(values), rate) / 2 : 0);
}

ProcessorType describe() {
  ProcessorType type;
  type.id = "eq";
  type.label = "Equalizer";
  type.category = "Tone";
  type.summary = "Up to 24 bands, still or dynamic, on both sides or the middle, that keep their analog curves up to 20 kHz.";
  type.version = 2;
  type.params = eq_table();
  type.meters = {{"auto_gain", "Auto gain", Unit::decibels, 0.0}};
  for (int band = 1; band <= kEqBands; ++band)
    type.meters.push_back(
        {"band" + std::to_string(band) + ".dynamic", "Band " + std::to_string(band) + " dynamic gain", Unit::decibels, 0.0});
  type.has_sidechain = true;
  type.make = []() -> std::unique_ptr<Processor> { return std::make_unique<Eq>(); };
  type.latency = latency_frames;
  type.tail = eq_tail;
  type.process_batch = [](std::span<const BatchItem> items) noexcept { Eq::process_batch(items); };
  type.response = [](std::span<const double> values, double, std::span<const double> hertz, std::span<double> decibels) {
    eq_curve_db(values, EqCurvePart{}, hertz, decibels);
  };
  return type;
}

}  // namespace

const ProcessorType& eq_processor() {
  static const ProcessorType type = describe();
  return type;
}

}  // namespace sweetspot
