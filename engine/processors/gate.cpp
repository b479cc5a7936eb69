// A gate, an expander and a ducker: one threshold with hysteresis, from below or from above.
//
// gate: under the threshold the sound is turned down by ratio - 1 dB a dB, within the knee by a quadratic, by the range at most; a ratio of
//   100 is a gate, a small one an expander. It opens when the level reaches the threshold; from then on the threshold lies `hysteresis`
//   lower, until the level has fallen below that. The drawn curve is that of a rising level.
// duck: the sound is turned down by the range from when the level (of a key, as a rule) reaches the threshold until it has fallen below it
// by
//   the hysteresis. Ratio and knee have no part in it.
//
// The level is the greatest of the last dsp::kBassHoldMs, so that it does not follow the wave of the bass. Attack (opening; in ducking the
// way down) and release are the times in which the gain, as an amplitude, covers 1 - 1/e of its way. The hold is counted from when the
// level falls, which is dsp::kBassHoldMs after the last loud sample.
#include <algorithm>
#include <array>
#include <cmath>

#include "engine/dsp/compression_curve.h"
#include "engine/dsp/gain_follower.h"
#include "engine/processors/key_input.h"
#include "engine/processors/linked_levels.h"
#include "engine/processors/param_table.h"
#include "engine/processors/processor.h"
#include "engine/processors/ramps.h"

namespace sweetspot {
namespace {

enum Param : std::size_t {
  kThreshold,
  kRatio,
  kHysteresis,
  kKnee,
  kAttack,
  kHold,
  kRelease,
  kRange,
  kMode,
  kLink,
  kLookahead,
  kKeyHighPass,
  kKeyLowPass,
  kListen,
  kParams
};
enum Meter { kGainReduction, kInputLevel };
enum class Mode { gate, duck };

constexpr KeyParams kKey{kLookahead, kKeyHighPass, kKeyLowPass, kListen};
constexpr int kMaxChannels = 2;

// On the negated level an expander is a compressor: what is below the threshold is above it there.
dsp::CompressionCurve<double> expander(double threshold, double ratio, double knee, double range) noexcept {
  auto curve = dsp::CompressionCurve<double>::from(-threshold, 1.0, knee, range);
  curve.slope = 1.0 - ratio;
  return curve;
}

struct Settings {
  dsp::CompressionCurve<double> curve;  // of the negated level in dB
  double threshold = 0.0, hysteresis = 0.0, range = 0.0;
  double listen = 0.0;
  Mode mode = Mode::gate;
  dsp::FollowerTimes times;

  template <class ValueOf>
  static Settings from(ValueOf&& value, double rate) noexcept {
    Settings now;
    now.curve = expander(value(kThreshold), value(kRatio), value(kKnee), value(kRange));
    now.threshold = value(kThreshold);
    now.hysteresis = value(kHysteresis);
    now.range = value(kRange);
    now.listen = value(kListen);
    now.mode = value(kMode) > 0.5 ? Mode::duck : Mode::gate;
    now.times = {
        .attack = dsp::one_pole(value(kAttack), rate), .release = dsp::one_pole(value(kRelease), rate), .hold = value(kHold) * 1e-3 * rate};
    return now;
  }

  static Settings between(const Settings& a, const Settings& b, double share) noexcept {
    const auto mix = [share](double x, double y) { return x + share * (y - x); };
    Settings now = b;
    now.curve = dsp::CompressionCurve<double>::between(a.curve, b.curve, share);
    now.threshold = mix(a.threshold, b.threshold);
    now.hysteresis = mix(a.hysteresis, b.hysteresis);
    now.range = mix(a.range, b.range);
    now.listen = mix(a.listen, b.listen);
    now.times.attack = mix(a.times.attack, b.times.attack);
    now.times.release = mix(a.times.release, b.times.release);
    now.times.hold = mix(a.times.hold, b.times.hold);
    return now;
  }

  // Gain in dB for a level, `above` telling on which side of the hysteresis it lies.
  double gain_db(double level_db, bool above) const noexcept {
    if (mode == Mode::duck) return above ? -range : 0.0;
    return curve.gain(-level_db - (above ? hysteresis : 0.0));
  }
};

// One channel's gain from its level.
class Cell {
 public:
  // [audio]
  void reset(const Settings& now) noexcept {
    above_ = false;
    seen_ = -1.0f;
    follower_.jump(value_of(gain_from_db(now.gain_db(kSilenceDb, false)), now.mode));
  }

  // The mode has changed: the gain stays. [audio]
  void turn(Mode from, Mode to) noexcept { follower_.jump(value_of(gain_of(follower_.value(), from), to)); }

  // The settings are others than before. [audio]
  void forget_level() noexcept { seen_ = -1.0f; }

  friend bool operator==(const Cell&, const Cell&) = default;

  // A level stands for some frames, so what it comes to is kept. [audio]
  double push(float level, const Settings& now) noexcept {
    if (level != seen_) {
      seen_ = level;
      const double level_db = db_from_gain(level);
      above_ = level_db >= now.threshold - (above_ ? now.hysteresis : 0.0);
      wanted_ = value_of(gain_from_db(now.gain_db(level_db, above_)), now.mode);
    }
    return gain_of(follower_.push(wanted_, now.times), now.mode);
  }

 private:
  // The follower's attack goes down: in a gate that is the way up.
  static double value_of(double gain, Mode mode) noexcept { return mode == Mode::gate ? -gain : gain - 1.0; }
  static double gain_of(double value, Mode mode) noexcept { return mode == Mode::gate ? -value : value + 1.0; }

  dsp::GainFollower follower_;
  float seen_ = -1.0f;
  double wanted_ = 0.0;
  bool above_ = false;
};

class Gate final : public Processor {
 public:
  void prepare(const ProcessSetup& setup, std::span<const double> values) override {
    rate_ = setup.rate;
    key_.prepare(setup, values);
    levels_.prepare(rate_, dsp::kBassHoldMs, setup.max_frames);
    for (std::size_t i = 0; i < kParams; ++i) values_[i] = static_cast<float>(values[i]);
    take_values();
    reset();
  }

  void reset() noexcept override {
    key_.reset();
    levels_.reset();
    fresh_ = true;
  }

  void process(const ProcessBlock& block) noexcept override {
    if (take_targets(block.params, values_)) take_values();
    const bool direct = key_.is_audio(block);
    direct ? key_.pass_by() : key_.process(block);
    const float* key[kMaxChannels] = {};
    for (int c = 0; c < block.channels; ++c) key[c] = direct ? block.audio[c] : key_.key(c);
    const float loudest =
        levels_.find(key, block.channels, block.frames, true, [&](int i) { return static_cast<float>(0.01 * value_at(block, kLink, i)); });
    const Settings from =
        block.moving ? Settings::from([&block](Param param) { return double{block.params[param].from}; }, rate_) : settings_;
    if (fresh_)
      for (Cell& cell : cells_) cell.reset(from);
    fresh_ = false;
    double least = 1.0;
    if (block.moving)
      for (int c = 0; c < block.channels; ++c) least = std::min(least, run_moving(block, c, from));
    else
      least = run(block);
    if (!block.meters) return;
    block.meters[kGainReduction] = static_cast<float>(-std::max(kSilenceDb, db_from_gain(least)));
    block.meters[kInputLevel] = shown_level(loudest);
  }

 private:
  void take_values() noexcept {
    const Mode before = settings_.mode;
    settings_ = Settings::from([this](Param param) { return double{values_[param]}; }, rate_);
    for (Cell& cell : cells_) {
      if (settings_.mode != before) cell.turn(before, settings_.mode);
      cell.forget_level();
    }
    key_.take(values_);
  }

  // Both give the lowest gain. Who listens to the key hears it as it is. Two channels that have the same levels and the same past have the
  // same gain.
  double run(const ProcessBlock& block) noexcept {
    const Settings now = settings_;
    const bool alike = block.channels == 2 && values_[kLink] == 100.0f && cells_[0] == cells_[1];
    double least = 1.0;
    for (int c = 0; c < (alike ? 1 : block.channels); ++c) {
      Cell cell = cells_[static_cast<std::size_t>(c)];
      float* const level = levels_.of(c);
      for (int i = 0; i < block.frames; ++i) {
        const double gain = cell.push(level[i], now);
        least = std::min(least, gain);
        level[i] = static_cast<float>(1.0 + (1.0 - now.listen) * (gain - 1.0));
      }
      cells_[static_cast<std::size_t>(c)] = cell;
    }
    if (alike) cells_[1] = cells_[0];
    for (int c = 0; c < block.channels; ++c) {
      const float* const gain = levels_.of(alike ? 0 : c);
      for (int i = 0; i < block.frames; ++i) block.audio[c][i] *= gain[i];
    }
    return least;
  }

  double run_moving(const ProcessBlock& block, int channel, const Settings& from) noexcept {
    Cell& cell = cells_[static_cast<std::size_t>(channel)];
    const float* const level = levels_.of(channel);
    float* const audio = block.audio[channel];
    double least = 1.0;
    for (int i = 0; i < block.frames; ++i) {
      const Settings now = Settings::between(from, settings_, slice_share(block, i));
      cell.forget_level();
      const double gain = cell.push(level[i], now);
      least = std::min(least, gain);
      audio[i] *= static_cast<float>(1.0 + (1.0 - now.listen) * (gain - 1.0));
    }
    cell.forget_level();
    return least;
  }

  double rate_ = 48000.0;
  KeyInput key_{kKey};
  LinkedLevels levels_;
  std::array<Cell, kMaxChannels> cells_;
  std::array<float, kParams> values_{};  // as of the last block
  Settings settings_;                    // of these
  bool fresh_ = true;                    // nothing was heard since reset
};

int latency_frames(std::span<const double> values, double rate) { return lookahead_frames(values, kKey, rate); }

// The level of a steady sound that came from below.
double curve_db(std::span<const double> values, double level_db) {
  const Settings now = Settings::from([values](Param param) { return values[param]; }, 48000.0);
  return level_db + now.gain_db(level_db, level_db >= now.threshold);
}

std::vector<ParamSpec> table() {
  std::vector<ParamSpec> params = {
      continuous(1, "threshold", "Threshold", Unit::decibels, {-80.0, 0.0, -45.0}),
      continuous(2, "ratio", "Ratio", Unit::ratio, {1.0, 100.0, 4.0}, Scale::logarithmic),
      continuous(3, "hysteresis", "Hysteresis", Unit::decibels, {0.0, 24.0, 4.0}),
      continuous(4, "knee", "Knee", Unit::decibels, {0.0, 24.0, 0.0}),
      continuous(5, "attack", "Attack", Unit::milliseconds, {0.05, 200.0, 1.0}, Scale::logarithmic),
      continuous(6, "hold", "Hold", Unit::milliseconds, {0.0, 2000.0, 40.0}, Scale::square),
      continuous(7, "release", "Release", Unit::milliseconds, {5.0, 4000.0, 150.0}, Scale::logarithmic),
      continuous(8, "range", "Range", Unit::decibels, {0.0, 90.0, 30.0}),
      choice(9, "mode", "Mode", {"gate", "duck"}),
      continuous(10, "link", "Stereo link", Unit::percent, {0.0, 100.0, 100.0}),
  };
  for (ParamSpec& spec : key_param_specs(11)) params.push_back(std::move(spec));
  put_under("Detection", params, {"knee", "lookahead", "link"});
  put_under("Side-chain", params, {"sc_hp", "sc_lp", "sc_listen"});
  return params;
}

ProcessorType describe() {
  ProcessorType type;
  type.id = "gate";
  type.label = "Gate";
  type.category = "Dynamics";
  type.summary = "Turns down what is softer than a threshold, or, as a ducker, makes room while a key is louder than it.";
  type.params = table();
  type.meters = {{"gain_reduction", "Gain reduction", Unit::decibels, 0.0}, {"input_level", "Key level", Unit::decibels, kSilenceDb}};
  type.has_sidechain = true;
  type.make = []() -> std::unique_ptr<Processor> { return std::make_unique<Gate>(); };
  type.latency = latency_frames;
  type.tail = [](std::span<const double> values, double rate) -> Frames {
    return latency_frames(values, rate) + key_tail_frames(values, kKey, rate);
  };
  type.transfer = curve_db;
  return type;
}

}  // namespace

const ProcessorType& gate_processor() {
  static const ProcessorType type = describe();
  return type;
}

}  // namespace sweetspot
