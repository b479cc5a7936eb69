// A transient shaper: attacks and decays louder or softer, whatever their level.
//
// Works on differences between envelopes of the level in dB (of the louder channel, peaks held for dsp::kBassHoldMs, so that a steady tone
// has a steady level): a quick one less one that rises slowly is what attacks, one that falls slowly less the quick one is what rings on.
// Differences in dB do not depend on the level. `speed` is the time constant with which an attack passes; a decay takes kSustain times as
// long.
//
// A difference of d dB comes to kMostDb * d / (d + kHalfDb) at 100 %, turned around below 0 %. Differences are taken to be kFarthestDb at
// most, and levels kFloorDb at least, so sounds whose peaks are above kFloorDb + kFarthestDb are treated alike.
#include <algorithm>
#include <array>
#include <cmath>

#include "engine/dsp/delay_line.h"
#include "engine/dsp/gain_follower.h"
#include "engine/dsp/level_blocks.h"
#include "engine/processors/linked_levels.h"
#include "engine/processors/param_table.h"
#include "engine/processors/processor.h"
#include "engine/processors/ramps.h"

namespace sweetspot {
namespace {

using dsp::kDbPerOctave;

enum Param : std::size_t { kAttack, kSustain, kSpeed, kOutput, kLookahead, kParams };

constexpr double kMostDb = 15.0;
constexpr double kHalfDb = 12.0;
constexpr double kFarthestDb = 40.0;
constexpr double kFloorDb = -90.0;
constexpr double kQuickMs = 0.3;      // of the quick envelope's way up, so that the gain does not step
constexpr double kSustainTimes = 12;  // how much longer a decay takes than an attack
constexpr int kMaxChannels = 2;

// Coefficients a frame of what depends on the speed.
struct Speeds {
  double passing = 1.0;  // of an attack; and of the quick envelope's way down
  double lasting = 1.0;  // of a decay

  static Speeds from(double milliseconds, double rate) noexcept {
    return {dsp::one_pole(milliseconds, rate), dsp::one_pole(kSustainTimes * milliseconds, rate)};
  }
};

// The envelopes of one level, in octaves.
class Envelopes {
 public:
  struct Differences {
    double attack, sustain;  // octaves, 0 or more
  };

  // [main]
  void prepare(double rate) noexcept { rise_ = dsp::one_pole(kQuickMs, rate); }

  // [audio]
  void reset() noexcept { quick_ = slow_ = lasting_ = kFloor; }

  // [audio]
  Differences push(double level, const Speeds& speeds) noexcept {
    level = std::max(level, kFloor);
    quick_ += (level > quick_ ? rise_ : speeds.passing) * (level - quick_);
    slow_ = std::max(slow_ + speeds.passing * (quick_ - slow_), quick_ - kFarthest);
    lasting_ = quick_ > lasting_ ? quick_ : std::min(lasting_ + speeds.lasting * (quick_ - lasting_), quick_ + kFarthest);
    return {std::max(0.0, quick_ - slow_), lasting_ - quick_};
  }

 private:
  static constexpr double kFloor = kFloorDb / kDbPerOctave;
  static constexpr double kFarthest = kFarthestDb / kDbPerOctave;

  double rise_ = 1.0;
  double quick_ = kFloor;
  double slow_ = kFloor;     // rises slowly
  double lasting_ = kFloor;  // falls slowly
};

// Octaves of gain at 100 %.
double gain_of(double difference) noexcept { return kMostDb / kDbPerOctave * difference / (difference + kHalfDb / kDbPerOctave); }

class Transient final : public Processor {
 public:
  void prepare(const ProcessSetup& setup, std::span<const double> values) override {
    rate_ = setup.rate;
    for (dsp::DelayLine& delay : delays_) delay.prepare(static_cast<int>(std::lround(values[kLookahead] * 1e-3 * rate_)));
    levels_.prepare(rate_, dsp::kBassHoldMs, setup.max_frames);
    envelopes_.prepare(rate_);
    speed_ms_ = static_cast<float>(values[kSpeed]);
    speeds_ = Speeds::from(speed_ms_, rate_);
    reset();
  }

  void reset() noexcept override {
    for (dsp::DelayLine& delay : delays_) delay.reset();
    levels_.reset();
    envelopes_.reset();
  }

  void process(const ProcessBlock& block) noexcept override {
    levels_.find(block.audio, block.channels, block.frames, true, [](int) { return 1.0f; });
    float* const gain = levels_.of(0);
    dsp::octaves_from_amplitudes(gain, block.frames);
    shape(block, gain);
    dsp::amplitudes_from_octaves(gain, block.frames);
    for (int c = 0; c < block.channels; ++c) {
      float* const audio = block.audio[c];
      delays_[static_cast<std::size_t>(c)].process(audio, block.frames);
      for (int i = 0; i < block.frames; ++i) audio[i] *= gain[i];
    }
  }

 private:
  void take_speed(float milliseconds) noexcept {
    if (milliseconds == speed_ms_) return;
    speed_ms_ = milliseconds;
    speeds_ = Speeds::from(milliseconds, rate_);
  }

  // Levels become gains, both in octaves.
  void shape(const ProcessBlock& block, float* row) noexcept {
    const Speeds before = block.params[kSpeed].moving() ? Speeds::from(block.params[kSpeed].from, rate_) : Speeds{};
    take_speed(block.params[kSpeed].to);
    double farthest = 0.0;
    for (int i = 0; i < block.frames; ++i) {
      const Speeds now = block.params[kSpeed].moving() ? between(before, speeds_, slice_share(block, i)) : speeds_;
      const Envelopes::Differences found = envelopes_.push(row[i], now);
      const double gain =
          0.01 * (value_at(block, kAttack, i) * gain_of(found.attack) + value_at(block, kSustain, i) * gain_of(found.sustain));
      if (std::abs(gain) > std::abs(farthest)) farthest = gain;
      row[i] = static_cast<float>(gain + value_at(block, kOutput, i) / kDbPerOctave);
    }
    if (block.meters) block.meters[0] = static_cast<float>(farthest * kDbPerOctave);
  }

  static Speeds between(const Speeds& a, const Speeds& b, double share) noexcept {
    return {a.passing + share * (b.passing - a.passing), a.lasting + share * (b.lasting - a.lasting)};
  }

  double rate_ = 48000.0;
  std::array<dsp::DelayLine, kMaxChannels> delays_;
  LinkedLevels levels_;
  Envelopes envelopes_;
  Speeds speeds_;
  float speed_ms_ = 0.0f;  // of these
};

int latency_frames(std::span<const double> values, double rate) { return static_cast<int>(std::lround(values[kLookahead] * 1e-3 * rate)); }

ProcessorType describe() {
  ProcessorType type;
  type.id = "transient";
  type.label = "Transient shaper";
  type.category = "Dynamics";
  type.summary = "Makes the attack and the decay of a sound louder or softer, whatever its level.";
  type.params = {
      continuous(1, "attack", "Attack", Unit::percent, {-100.0, 100.0, 0.0}),
      continuous(2, "sustain", "Sustain", Unit::percent, {-100.0, 100.0, 0.0}),
      continuous(3, "speed", "Speed", Unit::milliseconds, {3.0, 100.0, 20.0}, Scale::logarithmic),
      continuous(4, "output", "Output", Unit::decibels, {-24.0, 24.0, 0.0}),
      continuous(5, "lookahead", "Look-ahead", Unit::milliseconds, {0.0, 5.0, 1.0}),
  };
  type.params[kLookahead].structural = true;
  type.params[kLookahead].ramp_ms = 0.0;
  type.meters = {{"gain", "Gain", Unit::decibels, 0.0}};
  type.make = []() -> std::unique_ptr<Processor> { return std::make_unique<Transient>(); };
  type.latency = latency_frames;
  type.tail = [](std::span<const double> values, double rate) { return Frames{latency_frames(values, rate)}; };
  return type;
}

}  // namespace

const ProcessorType& transient_processor() {
  static const ProcessorType type = describe();
  return type;
}

}  // namespace sweetspot
