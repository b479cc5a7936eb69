// The equalizer: eight bands, each with the curve of its analog prototype up to the edge of the band.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <numbers>

#include "engine/dsp/biquad_lanes.h"
#include "engine/processors/eq_bands.h"

namespace sweetspot {
namespace {

constexpr double kFadeSeconds = 0.01;

using Sections = std::array<dsp::Biquad, kEqMostSections>;
using States = std::array<dsp::BiquadState, kEqMostSections>;
using Params = std::array<ParamRamp, kEqParams>;

// Which sections there are, their coefficients and what they remember.
struct Chain {
  EqShape shape{};
  bool corrected = false;
  int count = 0;
  Sections sections{};
  States states{};

  std::span<const dsp::Biquad> active() const noexcept { return {sections.data(), static_cast<std::size_t>(count)}; }
};

// Takes over the memory of every band that both have in the same shape.
void inherit_states(Chain& to, const Chain& from) noexcept {
  to.states = {};
  std::size_t to_at = 0;
  std::size_t from_at = 0;
  for (std::size_t band = 0; band < kEqBands; ++band) {
    const int to_count = to.shape[band].section_count();
    const int from_count = from.shape[band].section_count();
    if (to.shape[band] == from.shape[band]) std::copy_n(from.states.begin() + from_at, from_count, to.states.begin() + to_at);
    to_at += static_cast<std::size_t>(to_count);
    from_at += static_cast<std::size_t>(from_count);
  }
  if (to.corrected && from.corrected) to.states[to_at] = from.states[from_at];
}

float finite_or_silent(float x) noexcept { return std::isfinite(x) ? x : 0.0f; }

// Glides are straight lines of the coefficients between the designs at the two ends of a slice: both ends are stable, and the
// region of stable coefficients is convex. What cannot glide (a band's type, its slope, its presence) cross-fades from the old
// chain of sections to the new one; a change that comes during a fade waits for its end.
class Eq final : public Processor {
 public:
  void prepare(const ProcessSetup& setup, std::span<const double>) override {
    rate_ = setup.rate;
    fade_frames_ = std::max(1, static_cast<int>(std::lround(setup.rate * kFadeSeconds)));
    dsp::run_cascade({}, 0);  // picks the kernel for this processor now and not on the audio thread
    reset();
  }

  void reset() noexcept override {
    fresh_ = true;
    designed_ = false;
    gliding_ = false;
    fade_left_ = 0;
    running_.states = {};
  }

  void process(const ProcessBlock& block) noexcept override {
    for (int done = 0; done < block.frames;) {
      follow(block);
      const int left = block.frames - done;
      const int frames = fade_left_ > 0 ? std::min(left, fade_left_) : left;
      run(block, done, frames);
      done += frames;
    }
  }

  // Whether the block needs nothing but the resting kernel; takes over new parameters on the way.
  bool rests(const ProcessBlock& block) noexcept {
    if (block.moving) return false;
    follow(block);
    return fade_left_ == 0 && running_.count <= dsp::kCascadeSections;
  }

  dsp::CascadeBlock cascade(const ProcessBlock& block) noexcept {
    return {running_.active(), running_.states.data(), block.audio, block.channels};
  }

 private:
  // Takes over the block's parameters: begins a fade where the sections change, designs where anything did.
  void follow(const ProcessBlock& block) noexcept {
    const bool same = designed_ && moving_ == block.moving && std::memcmp(params_.data(), block.params.data(), sizeof(Params)) == 0;
    if (same && (fade_left_ > 0 || settled_)) return;

    if (!block.moving) end_glide();
    const EqShape shape = eq_shape(block.params);
    if (fade_left_ == 0) {
      adopt(block, shape);
      settled_ = true;
    } else {
      design(block, running_.shape, running_.corrected ? EqCorrection::always : EqCorrection::never);
      settled_ = false;  // the shape may have to follow once the fade is over
    }
    std::memcpy(params_.data(), block.params.data(), sizeof(Params));
    moving_ = block.moving;
    designed_ = true;
  }

  // Designs the wanted shape; if that differs from what runs, fades to it.
  void adopt(const ProcessBlock& block, const EqShape& shape) noexcept {
    const EqCorrection correction = block.moving ? EqCorrection::always : EqCorrection::where_needed;
    Chain& next = outgoing_;  // free while nothing fades
    next.shape = shape;
    const EqDesign found = design_eq(shape, eq_tuning_to(block.params), rate_, correction, next.sections);
    next.corrected = found.corrected;
    next.count = found.count;
    const bool changes = shape != running_.shape || found.corrected != running_.corrected;
    if (fresh_) {
      next.states = {};
      std::swap(running_, outgoing_);
      fresh_ = false;
    } else if (changes) {
      end_glide();
      inherit_states(next, running_);
      std::swap(running_, outgoing_);
      fade_left_ = fade_frames_;
    } else {
      running_.sections = next.sections;
    }
    if (block.moving) design_start(block);
  }

  void design(const ProcessBlock& block, const EqShape& shape, EqCorrection correction) noexcept {
    design_eq(shape, eq_tuning_to(block.params), rate_, correction, running_.sections);
    if (block.moving) design_start(block);
  }

  // The coefficients at the start of a moving slice.
  void design_start(const ProcessBlock& block) noexcept {
    design_eq(running_.shape, eq_tuning_from(block.params), rate_, running_.corrected ? EqCorrection::always : EqCorrection::never, start_);
  }

  void begin_glide(int channels) noexcept {
    if (gliding_) return;
    for (std::size_t k = 0; k < static_cast<std::size_t>(running_.count); ++k)
      for (int channel = 0; channel < channels; ++channel)
        glides_[k][static_cast<std::size_t>(channel)] = dsp::GlidingBiquadState::from(running_.states[k], channel);
    gliding_ = true;
  }

  // Called while running_ still has the coefficients of the last sample.
  void end_glide() noexcept {
    if (!gliding_) return;
    for (std::size_t k = 0; k < static_cast<std::size_t>(running_.count); ++k)
      for (int channel = 0; channel < 2; ++channel)
        glides_[k][static_cast<std::size_t>(channel)].store(running_.sections[k], running_.states[k], channel);
    gliding_ = false;
  }

  void run(const ProcessBlock& block, int begin, int frames) noexcept {
    if (fade_left_ == 0 && !block.moving) {
      float* const audio[2] = {block.audio[0] + begin, block.audio[block.channels - 1] + begin};
      dsp::run_cascade({running_.active(), running_.states.data(), audio, block.channels}, frames);
      return;
    }
    if (block.moving) begin_glide(block.channels);
    for (int channel = 0; channel < block.channels; ++channel) run_changing(block, channel, begin, frames);
    fade_left_ = std::max(0, fade_left_ - frames);
  }

  // One channel, section after section, with gliding coefficients or a fade or both.
  void run_changing(const ProcessBlock& block, int channel, int begin, int frames) noexcept {
    float* const audio = block.audio[channel] + begin;
    double fresh[kMaxBlockFrames];
    for (int i = 0; i < frames; ++i) fresh[i] = finite_or_silent(audio[i]);
    if (fade_left_ > 0) {
      double old[kMaxBlockFrames];
      std::copy_n(fresh, frames, old);
      run_resting(outgoing_, channel, old, frames);
      run_running(block, channel, begin, fresh, frames);
      for (int i = 0; i < frames; ++i) {
        const double weight = static_cast<double>(fade_left_ - i) / fade_frames_;
        audio[i] = static_cast<float>(fresh[i] + weight * (old[i] - fresh[i]));
      }
      return;
    }
    run_running(block, channel, begin, fresh, frames);
    for (int i = 0; i < frames; ++i) audio[i] = static_cast<float>(fresh[i]);
  }

  void run_running(const ProcessBlock& block, int channel, int begin, double* x, int frames) noexcept {
    if (block.moving)
      run_gliding(channel, block.slice_offset + begin, block.slice_length, x, frames);
    else
      run_resting(running_, channel, x, frames);
  }

  static void run_resting(Chain& chain, int channel, double* x, int frames) noexcept {
    for (std::size_t k = 0; k < static_cast<std::size_t>(chain.count); ++k)
      for (int i = 0; i < frames; ++i) x[i] = dsp::tick(chain.sections[k], chain.states[k], channel, x[i]);
  }

  void run_gliding(int channel, int offset, int length, double* x, int frames) noexcept {
    for (std::size_t k = 0; k < static_cast<std::size_t>(running_.count); ++k) {
      const dsp::Biquad& from = start_[k];
      const dsp::Biquad& to = running_.sections[k];
      for (int i = 0; i < frames; ++i) {
        const double t = static_cast<double>(offset + i + 1) / length;
        const auto glide = [t](double a, double b) { return a + (b - a) * t; };
        const dsp::Biquad now{glide(from.b0, to.b0), glide(from.b1, to.b1), glide(from.b2, to.b2), glide(from.a1, to.a1),
                              glide(from.a2, to.a2)};
        x[i] = glides_[k][static_cast<std::size_t>(channel)].tick(now, x[i]);
      }
    }
  }

  double rate_ = 48000.0;
  Chain running_;
  Chain outgoing_;    // the chain that fades out; scratch for the next one while none does
  Sections start_{};  // coefficients of running_ at the start of a moving slice; running_ holds those at its end
  std::array<std::array<dsp::GlidingBiquadState, 2>, kEqMostSections> glides_{};  // memory of running_ while gliding_
  bool gliding_ = false;
  Params params_{};  // what running_ was designed for
  bool moving_ = false;
  bool designed_ = false;
  bool settled_ = false;  // running_ has the shape that params_ ask for
  bool fresh_ = true;     // no sound yet: a new shape needs no fade
  int fade_frames_ = 480;
  int fade_left_ = 0;
};

void process_eq_batch(std::span<const BatchItem> items) noexcept {
  std::array<dsp::CascadeBlock, kBatchLanes> blocks;
  std::size_t count = 0;
  for (const BatchItem& item : items) {
    auto& eq = static_cast<Eq&>(*item.processor);
    if (!eq.rests(*item.block))
      eq.process(*item.block);
    else if (const dsp::CascadeBlock block = eq.cascade(*item.block); !block.sections.empty())
      blocks[count++] = block;
  }
  if (count > 0) dsp::run_cascades({blocks.data(), count}, items.front().block->frames);
}

// How long the slowest pole rings on until it is 140 dB down, for as many sections as ring alike.
Frames eq_tail(std::span<const double> values, double rate) {
  Params params;
  for (std::size_t i = 0; i < params.size(); ++i) params[i] = {static_cast<float>(values[i]), static_cast<float>(values[i])};
  const EqShape shape = eq_shape(params);
  const EqTuning tuning = eq_tuning_to(params);
  Sections sections;
  const EqDesign design = design_eq(shape, tuning, rate, EqCorrection::where_needed, sections);
  double longest = 0.0;
  double sum = 0.0;
  for (std::size_t k = 0; k < static_cast<std::size_t>(design.count); ++k) {
    const dsp::Biquad& c = sections[k];
    const double discriminant = c.a1 * c.a1 / 4.0 - c.a2;
    const double radius = discriminant > 0.0 ? std::abs(c.a1) / 2.0 + std::sqrt(discriminant) : std::sqrt(c.a2);
    if (radius <= 0.0) continue;
    const double frames = 7.0 * std::numbers::ln10 / -std::log(radius);
    longest = std::max(longest, frames);
    sum += frames;
  }
  return static_cast<Frames>(std::ceil(longest + 0.25 * (sum - longest))) + (design.count > 0 ? 8 : 0);
}

ProcessorType describe() {
  ProcessorType type;
  type.id = "eq";
  type.label = "Equalizer";
  type.category = "Tone";
  type.summary = "Eight bands of bells, shelves, passes and notches that keep their analog curves up to 20 kHz.";
  type.params = eq_table();
  type.make = []() -> std::unique_ptr<Processor> { return std::make_unique<Eq>(); };
  type.tail = eq_tail;
  type.process_batch = process_eq_batch;
  type.response = [](std::span<const double> values, double, std::span<const double> hertz, std::span<double> decibels) {
    for (std::size_t i = 0; i < hertz.size(); ++i) decibels[i] = eq_curve_db(values, hertz[i]);
  };
  return type;
}

}  // namespace

const ProcessorType& eq_processor() {
  static const ProcessorType type = describe();
  return type;
}

}  // namespace sweetspot
