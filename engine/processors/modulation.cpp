// Chorus, flanger, phaser, tremolo and vibrato.
//
// One slow wave moves them all; on the right it is ahead by the stereo phase. At reset() it takes the phase that it would have had, had it
// run at its present speed from the beginning of the timeline, and goes on from there frame by frame: a song sounds the same wherever
// playback starts, synced waves lie on the beat, and a change of speed never makes the phase jump. At 100 % of the mix, chorus, flanger and
// phaser are half dry sound, as their notches want it; tremolo and vibrato have none. Types, shapes and stages change by a fade of
// kFadeSeconds.
//
// Through zero, all sound is kThroughZeroMs late (and declared so), and the flanger's tap swings about that place: before the dry sound and
// after.
#include <algorithm>
#include <array>
#include <cmath>

#include "engine/dsp/phaser.h"
#include "engine/dsp/slow_phase.h"
#include "engine/dsp/slow_wave.h"
#include "engine/dsp/tape_line.h"
#include "engine/processors/modulation_settings.h"
#include "engine/processors/period_ramp.h"
#include "engine/processors/processor.h"
#include "engine/processors/ramps.h"

namespace sweetspot {
namespace {

using Param = ModulationParam;
using Type = ModulationType;

constexpr double kFadeSeconds = 0.02;
constexpr double kEdgeSeconds = 0.01;  // of the square
constexpr std::size_t kChorusVoices = 3;
constexpr int kPhaserStep = 8;  // frames from one of the phaser's corners to the next; straight between
constexpr float kLoudest = 1e9f;
constexpr double kFaintest = 1e-15;

constexpr std::size_t index(Type type) noexcept { return static_cast<std::size_t>(type); }

// Shares of several things of which one is wanted: it comes while the others go.
template <std::size_t kCount>
class Shares {
 public:
  void aim(std::size_t wanted, float step, bool at_once) noexcept {
    for (std::size_t i = 0; i < kCount; ++i) {
      const float goal = i == wanted ? 1.0f : 0.0f, from = ramps_[i].goal;
      ramps_[i].aim(at_once ? goal : std::clamp(goal, from - step, from + step), at_once);
    }
  }
  bool heard(std::size_t i) const noexcept { return ramps_[i].moving() || ramps_[i].goal != 0.0f; }
  bool alone(std::size_t i) const noexcept { return !ramps_[i].moving() && ramps_[i].goal == 1.0f; }
  float at(std::size_t i, int frame) const noexcept { return ramps_[i].at(frame); }

 private:
  std::array<PeriodRamp, kCount> ramps_;
};

class Modulation final : public Processor {
 public:
  void prepare(const ProcessSetup& setup, std::span<const double> values) override {
    rate_ = setup.rate;
    sides_ = static_cast<std::size_t>(setup.channels);
    late_ = modulation_latency(values, rate_);
    const double longest = 1e-3 * (kModulationLongestMs * (1.0 + kFlangerSwing) + kThroughZeroMs);
    for (auto* lines : {&straight_, &flanger_})
      for (dsp::TapeLine& line : *lines) line.prepare(static_cast<int>(longest * rate_) + 1, 0);
    fade_step_ = static_cast<float>(kPeriodFrames / (kFadeSeconds * rate_));
    reset();
  }

  void reset() noexcept override {
    for (auto* lines : {&straight_, &flanger_})
      for (dsp::TapeLine& line : *lines) line.reset();
    reset_phasers();
    row_ = 0;
    at_ = 0;
    fresh_ = true;
  }

  void process(const ProcessBlock& block) noexcept override {
    for (int done = 0; done < block.frames;) {
      if (at_ == 0) begin_period(block, done);
      const int frames = std::min(kPeriodFrames - at_, block.frames - done);
      for (std::size_t side = 0; side < sides_; ++side) render(side, block.audio[side] + done, frames);
      done += frames;
      at_ = (at_ + frames) % kPeriodFrames;
    }
  }

 private:
  // Over a period and up to the first frame of the next.
  using Wave = std::array<float, kPeriodFrames + 1>;

  ModulationValues now() const noexcept { return {values_}; }

  // --- once a period

  void begin_period(const ProcessBlock& block, int frame) noexcept {
    for (std::size_t i = 0; i < kModulationParams; ++i) values_[i] = value_at(block, i, frame);
    const ModulationValues at = now();
    const double hertz = at.hertz(block.tempo);
    const std::uint64_t step = dsp::SlowPhase::step(hertz, rate_);
    if (fresh_) phase_.start(0.0, step, block.position + frame);
    choose(at);
    aim(at);
    for (std::size_t side = 0; side < sides_; ++side) {
      const std::size_t voices = types_.heard(index(Type::chorus)) ? kChorusVoices : 1;
      for (std::size_t voice = 0; voice < voices; ++voice) find_wave(waves_[side][voice], side, voice, step, hertz);
      if (types_.heard(index(Type::phaser))) find_corners(side);
    }
    phase_.advance(step, kPeriodFrames);
    fresh_ = false;
  }

  void choose(const ModulationValues& at) noexcept {
    const bool was_phaser = types_.heard(index(Type::phaser));
    types_.aim(index(at.type()), fade_step_, fresh_);
    if (!was_phaser && types_.heard(index(Type::phaser))) reset_phasers();
    shapes_.aim(static_cast<std::size_t>(at.shape()), fade_step_, fresh_);
    choose_stages(at.stages());
  }

  // Another number of stages is another phaser, which comes while the first goes.
  void choose_stages(std::size_t wanted) noexcept {
    if (fresh_) stages_[row_] = wanted;
    if (stages_[row_] != wanted && rows_.alone(row_)) {
      row_ = 1 - row_;
      stages_[row_] = wanted;
      for (auto& side : phasers_) side[row_].reset();
    }
    rows_.aim(row_, fade_step_, fresh_);
  }

  void reset_phasers() noexcept {
    for (auto& side : phasers_)
      for (dsp::Phaser& row : side) row.reset();
  }

  void aim(const ModulationValues& at) noexcept {
    depth_.aim(0.01 * at[Param::depth], fresh_);
    feedback_.aim(0.01 * at[Param::feedback], fresh_);
    phase_ahead_.aim(at[Param::phase] / 360.0, fresh_);
    delay_.aim(1e-3 * at[Param::delay] * rate_, fresh_);
    centre_.aim(at[Param::centre], fresh_);
    sign_.aim(1.0 - 2.0 * at[Param::invert], fresh_);
    mix_.aim(0.01 * at[Param::mix], fresh_);
  }

  void find_wave(Wave& wave, std::size_t side, std::size_t voice, std::uint64_t step, double hertz) const noexcept {
    const double ahead = static_cast<double>(voice) / kChorusVoices;
    wave.fill(0.0f);
    const auto add = [&](ModulationShape shape, auto&& value) {
      const auto which = static_cast<std::size_t>(shape);
      if (!shapes_.heard(which)) return;
      for (int i = 0; i <= kPeriodFrames; ++i) {
        const double cycles = phase_.cycles(step, i) + ahead + (side == 0 ? 0.0 : double{phase_ahead_.at(i)});
        wave[static_cast<std::size_t>(i)] += shapes_.at(which, i) * static_cast<float>(value(cycles));
      }
    };
    add(ModulationShape::sine, [](double cycles) { return dsp::sine_of_cycles(cycles); });
    add(ModulationShape::triangle, [](double cycles) { return dsp::triangle_of_cycles(cycles); });
    add(ModulationShape::square, [edge = kEdgeSeconds * hertz](double cycles) { return dsp::soft_square_of_cycles(cycles, edge); });
  }

  void find_corners(std::size_t side) noexcept {
    for (int i = 0; i <= kPeriodFrames; i += kPhaserStep) {
      const double octaves = kPhaserSwing * depth_.at(i) * waves_[side][0][static_cast<std::size_t>(i)];
      corners_[side][static_cast<std::size_t>(i / kPhaserStep)] = dsp::Phaser::coefficient(centre_.at(i) * std::exp2(octaves), rate_);
    }
  }

  // --- frame by frame

  void render(std::size_t side, float* samples, int frames) noexcept {
    for (int i = 0; i < frames; ++i) {
      const int frame = at_ + i;
      const float in = std::abs(samples[i]) < kLoudest ? samples[i] : 0.0f;
      const float dry = late_ > 0 ? straight_[side].read(late_) : samples[i];
      const float wet = effect(side, frame, in, late_ > 0 ? dry : in);
      straight_[side].write(in);
      samples[i] = dry + mix_.at(frame) * (wet - dry);
    }
  }

  // All that is heard of the types, each with the dry sound that belongs to it.
  float effect(std::size_t side, int frame, float in, float dry) noexcept {
    float sum = 0.0f;
    const auto add = [&](Type type, auto&& sound) {
      if (types_.heard(index(type))) sum += types_.at(index(type), frame) * sound();
    };
    const auto half = [&](float wet) { return 0.5f * (dry + sign_.at(frame) * wet); };
    add(Type::chorus, [&] {
      float voices = 0.0f;
      for (std::size_t voice = 0; voice < kChorusVoices; ++voice) voices += swinging(side, voice, frame);
      return half(voices * 0.57735027f);
    });
    add(Type::flanger, [&] { return half(flange(side, frame, in)); });
    if (!types_.heard(index(Type::flanger))) flanger_[side].write(in);  // so that it begins with the sound that was
    add(Type::phaser, [&] { return half(phase(side, frame, dry)); });
    add(Type::tremolo, [&] { return dry * (1.0f - depth_.at(frame) * (0.5f - 0.5f * wave(side, 0, frame))); });
    add(Type::vibrato, [&] { return swinging(side, 0, frame); });
    return sum;
  }

  float wave(std::size_t side, std::size_t voice, int frame) const noexcept { return waves_[side][voice][static_cast<std::size_t>(frame)]; }

  float swinging(std::size_t side, std::size_t voice, int frame) const noexcept {
    const double delay = double{delay_.at(frame)} * (1.0 + kChorusSwing * depth_.at(frame) * wave(side, voice, frame));
    return straight_[side].read_between(std::max(delay, dsp::TapeLine::kShortest));
  }

  float flange(std::size_t side, int frame, float in) noexcept {
    const double middle = late_ > 0 ? static_cast<double>(late_) : double{delay_.at(frame)};
    const double swing = kFlangerSwing * std::min(middle, double{delay_.at(frame)}) * depth_.at(frame);
    const double delay = middle + swing * wave(side, 0, frame);
    const float out = flanger_[side].read_between(std::max(delay, dsp::TapeLine::kShortest));
    const float line = in + feedback_.at(frame) * out;
    flanger_[side].write(std::abs(line) < static_cast<float>(kFaintest) ? 0.0f : line);
    return out;
  }

  float phase(std::size_t side, int frame, float in) noexcept {
    const auto node = static_cast<std::size_t>(frame / kPhaserStep);
    const double from = corners_[side][node], to = corners_[side][node + 1];
    const double corner = from + (to - from) * (frame % kPhaserStep) / kPhaserStep;
    float sum = 0.0f;
    for (std::size_t row = 0; row < 2; ++row) {
      if (!rows_.heard(row)) continue;
      const double out = phasers_[side][row].tick(in, stages_[row], corner, feedback_.at(frame));
      sum += rows_.at(row, frame) * static_cast<float>(out);
    }
    return sum;
  }

  double rate_ = 48000.0;
  std::size_t sides_ = 2;
  int late_ = 0;  // frames by which all sound is late
  std::array<dsp::TapeLine, 2> straight_, flanger_;
  std::array<std::array<dsp::Phaser, 2>, 2> phasers_;  // of each side, two rows
  std::array<std::size_t, 2> stages_{2, 2};            // of each row
  std::size_t row_ = 0;                                // the row that stays
  std::array<double, kModulationParams> values_{};
  dsp::SlowPhase phase_;
  std::array<std::array<Wave, kChorusVoices>, 2> waves_{};
  std::array<std::array<double, kPeriodFrames / kPhaserStep + 1>, 2> corners_{};
  Shares<kModulationTypes> types_;
  Shares<kModulationShapes> shapes_;
  Shares<2> rows_;
  PeriodRamp depth_, feedback_, phase_ahead_, delay_, centre_, sign_, mix_;
  float fade_step_ = 1.0f;
  int at_ = 0;  // frames into the period
  bool fresh_ = true;
};

ProcessorType describe() {
  ProcessorType type;
  type.id = "modulation";
  type.label = "Modulation";
  type.category = "Modulation";
  type.summary = "Chorus, flanger, phaser, tremolo or vibrato, free or in time with the song.";
  type.params = modulation_params();
  type.make = []() -> std::unique_ptr<Processor> { return std::make_unique<Modulation>(); };
  type.latency = modulation_latency;
  type.tail = modulation_tail;
  return type;
}

}  // namespace

const ProcessorType& modulation_processor() {
  static const ProcessorType type = describe();
  return type;
}

}  // namespace sweetspot
