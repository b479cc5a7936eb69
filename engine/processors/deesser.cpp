// A de-esser: hears a band and turns it, or everything, down while the band is too loud.
//
// The band lies above `freq` (-3 dB, 24 dB an octave) or around it, `width` octaves wide. In split mode only the band is turned down, by
// filters whose sum is the input itself when nothing is (dsp::BandTuning); in wide mode the whole sound.
//
// The level of the band is its peak, held for kHoldMs, of the louder channel. The threshold is in dB of full scale (`adaptive` 0) or moves
// along with the level of the voice over some seconds (`adaptive` 100 %), so that the same voice at another level is treated the same; it
// then stands at its number for a voice of kUsualVoiceDb. Between, it moves along by that share. In the first half second of a voice, when
// its level is not known well, less is done.
//
// Above the threshold the band is turned down by ratio and a knee of kKneeDb, by the range at most. Times are those of the gain in dB: 1 -
// 1/e of its way, the release from kHoldMs after the level has fallen.
#include <algorithm>
#include <array>
#include <cmath>

#include "engine/dsp/band_cut.h"
#include "engine/dsp/compression_curve.h"
#include "engine/dsp/delay_line.h"
#include "engine/dsp/gain_follower.h"
#include "engine/dsp/level_blocks.h"
#include "engine/processors/key_input.h"
#include "engine/processors/linked_levels.h"
#include "engine/processors/param_table.h"
#include "engine/processors/processor.h"
#include "engine/processors/ramps.h"
#include "engine/processors/voice_level.h"

namespace sweetspot {
namespace {

using dsp::kDbPerOctave;

enum Param : std::size_t {
  kMode,
  kBand,
  kFreq,
  kWidth,
  kThreshold,
  kRatio,
  kAdaptive,
  kRange,
  kAttack,
  kRelease,
  kLookahead,
  kListen,
  kParams
};
enum Meter { kGainReduction, kInputLevel, kThresholdNow };

constexpr double kHoldMs = 3.0;
constexpr double kKneeDb = 6.0;
constexpr double kUsualVoiceDb = -18.0;  // of a sine of the same power
constexpr double kShapeFadeSeconds = 0.01;
constexpr int kMaxChannels = 2;

using Curve = dsp::CompressionCurve<float>;

// What can only jump, and is faded over.
struct Shape {
  bool split = true, above = true;

  friend bool operator==(const Shape&, const Shape&) = default;
};

template <class ValueOf>
Shape shape_from(ValueOf&& value) noexcept {
  return {value(kMode) < 0.5, value(kBand) < 0.5};
}

dsp::BandTuning tuning_of(bool above, double freq, double width, double rate) noexcept {
  return above ? dsp::BandTuning::above_corner(freq, rate) : dsp::BandTuning::around(freq, width, rate);
}

// Settings of the gain at one moment; levels in octaves.
struct Settings {
  Curve curve;
  float adaptive = 1.0f;
  dsp::FollowerTimes times;

  template <class ValueOf>
  static Settings from(ValueOf&& value, double rate) noexcept {
    const auto octaves = [](double db) { return static_cast<float>(db / kDbPerOctave); };
    return {Curve::from(octaves(value(kThreshold)), static_cast<float>(value(kRatio)), octaves(kKneeDb), octaves(value(kRange))),
            static_cast<float>(0.01 * value(kAdaptive)),
            {.attack = dsp::one_pole(value(kAttack), rate), .release = dsp::one_pole(value(kRelease), rate)}};
  }

  static Settings between(const Settings& a, const Settings& b, double share) noexcept {
    const auto part = static_cast<float>(share);
    return {Curve::between(a.curve, b.curve, part), a.adaptive + part * (b.adaptive - a.adaptive), b.times};
  }

  // Octaves of gain for a level of the band, the voice being so much louder than usual.
  float wanted(float level, float louder, float certainty) const noexcept {
    return curve.gain(level - adaptive * louder) * (1.0f - adaptive * (1.0f - certainty));
  }
};

class DeEsser final : public Processor {
 public:
  void prepare(const ProcessSetup& setup, std::span<const double> values) override {
    rate_ = setup.rate;
    fade_frames_ = std::max(1, static_cast<int>(std::lround(rate_ * kShapeFadeSeconds)));
    const int lookahead = static_cast<int>(std::lround(values[kLookahead] * 1e-3 * rate_));
    for (Channel& channel : channels_) {
      channel.delay.prepare(lookahead);
      channel.heard_delay.prepare(lookahead);
      channel.band.assign(static_cast<std::size_t>(setup.max_frames), 0.0f);
    }
    levels_.prepare(rate_, kHoldMs, setup.max_frames);
    voice_.prepare(rate_);
    for (std::size_t i = 0; i < kParams; ++i) values_[i] = static_cast<float>(values[i]);
    take_values();
    reset();
  }

  void reset() noexcept override {
    for (Channel& channel : channels_) {
      channel.delay.reset();
      channel.heard_delay.reset();
      channel.ear.reset();
      channel.cut.reset();
      channel.outgoing_cut.reset();
    }
    levels_.reset();
    voice_.reset();
    follower_.jump(0.0);
    louder_ = certainty_ = 0.0f;
    fade_left_ = 0;
    fresh_ = true;
  }

  void process(const ProcessBlock& block) noexcept override {
    if (take_targets(block.params, values_)) take_values();
    if (fresh_) shape_ = shape_of_values();
    fresh_ = false;
    with_tunings(block, shape_of_values().above, [&](auto&& tuning_at) { hear(block, tuning_at); });
    find_gain(block);
    cut(block);
    listen(block);
  }

 private:
  struct Channel {
    dsp::DelayLine delay, heard_delay;  // of the sound; of the band, where it is listened to
    dsp::BandFilter ear;
    dsp::BandCut cut, outgoing_cut;
    std::vector<float> band;
  };

  void take_values() noexcept {
    settings_ = Settings::from([this](Param param) { return double{values_[param]}; }, rate_);
    tuning_ = tuning_of(shape_of_values().above, values_[kFreq], values_[kWidth], rate_);
  }

  Shape shape_of_values() const noexcept {
    return shape_from([this](Param param) { return values_[param]; });
  }

  // Calls use(tuning_at), which gives the filters of a kind of band at a frame.
  template <class Use>
  void with_tunings(const ProcessBlock& block, bool above, Use&& use) const noexcept {
    const dsp::BandTuning resting = above == tuning_.above ? tuning_ : tuning_of(above, values_[kFreq], values_[kWidth], rate_);
    if (block.params[kFreq].moving() || block.params[kWidth].moving())
      use([&](int i) { return tuning_of(above, value_at(block, kFreq, i), value_at(block, kWidth, i), rate_); });
    else
      use([&resting](int) -> const dsp::BandTuning& { return resting; });
  }

  // --- the level of the band

  template <class TuningAt>
  void hear(const ProcessBlock& block, TuningAt&& tuning_at) noexcept {
    for (int c = 0; c < block.channels; ++c) {
      Channel& channel = channels_[static_cast<std::size_t>(c)];
      for (int i = 0; i < block.frames; ++i) {
        const float x = block.audio[c][i];
        channel.band[static_cast<std::size_t>(i)] = static_cast<float>(channel.ear.tick(tuning_at(i), std::isfinite(x) ? double{x} : 0.0));
      }
    }
    const float* const bands[kMaxChannels] = {channels_[0].band.data(), channels_[1].band.data()};
    loudest_ = levels_.find(bands, block.channels, block.frames, true, [](int) { return 1.0f; });
  }

  // --- the gain, one for all channels: levels become the fourth root of the gain

  void find_gain(const ProcessBlock& block) noexcept {
    float* const row = levels_.of(0);
    dsp::octaves_from_amplitudes(row, block.frames);
    double least = 0.0;
    if (block.moving) {
      const Settings from = Settings::from([&block](Param param) { return double{block.params[param].from}; }, rate_);
      least = follow(block, row, [&](int i) { return Settings::between(from, settings_, slice_share(block, i)); });
    } else {
      least = follow(block, row, [this](int) -> const Settings& { return settings_; });
    }
    dsp::amplitudes_from_octaves(row, block.frames);
    if (block.meters) write_meters(block, least);
  }

  template <class SettingsAt>
  double follow(const ProcessBlock& block, float* row, SettingsAt&& settings_at) noexcept {
    double least = 0.0;
    for (int i = 0; i < block.frames; ++i) {
      hear_voice(block, i);
      const Settings& now = settings_at(i);
      const double reduction = follower_.push(now.wanted(row[i], louder_, certainty_), now.times);
      least = std::min(least, reduction);
      row[i] = static_cast<float>(0.25 * reduction);
    }
    return least;
  }

  void hear_voice(const ProcessBlock& block, int frame) noexcept {
    double power = 0.0;
    for (int c = 0; c < block.channels; ++c) power += double{block.audio[c][frame]} * block.audio[c][frame];
    if (!voice_.push(power / block.channels)) return;
    const double level_db = 10.0 * std::log10(2.0 * voice_.power());
    louder_ = static_cast<float>((level_db - kUsualVoiceDb) / kDbPerOctave);
    certainty_ = static_cast<float>(voice_.certainty());
  }

  void write_meters(const ProcessBlock& block, double least) const noexcept {
    block.meters[kGainReduction] = static_cast<float>(-least * kDbPerOctave);
    block.meters[kInputLevel] = shown_level(loudest_);
    block.meters[kThresholdNow] = values_[kThreshold] + settings_.adaptive * louder_ * static_cast<float>(kDbPerOctave);
  }

  // --- what is turned down

  // A new shape waits until the one before has faded.
  void cut(const ProcessBlock& block) noexcept {
    for (int c = 0; c < block.channels; ++c) channels_[static_cast<std::size_t>(c)].delay.process(block.audio[c], block.frames);
    for (int from = 0; from < block.frames;) {
      if (fade_left_ == 0 && shape_ != shape_of_values()) begin_fade();
      const int frames = fade_left_ > 0 ? std::min(fade_left_, block.frames - from) : block.frames - from;
      with_tunings(block, shape_.above, [&](auto&& tuning_at) {
        for (int c = 0; c < block.channels; ++c) cut_some(block, c, from, frames, tuning_at);
      });
      if (fade_left_ > 0) fade_left_ -= frames;
      from += frames;
    }
  }

  void begin_fade() noexcept {
    outgoing_ = shape_;
    shape_ = shape_of_values();
    fade_left_ = fade_frames_;
    for (Channel& channel : channels_) {
      channel.outgoing_cut = channel.cut;
      if (shape_.above != outgoing_.above) channel.cut.reset();
    }
    outgoing_tuning_ = shaped_tuning_;
  }

  template <class TuningAt>
  void cut_some(const ProcessBlock& block, int c, int from, int frames, TuningAt&& tuning_at) noexcept {
    Channel& channel = channels_[static_cast<std::size_t>(c)];
    const float* const root = levels_.of(0);
    float* const audio = block.audio[c];
    for (int i = from; i < from + frames; ++i) {
      const double x = std::isfinite(audio[i]) ? double{audio[i]} : 0.0;
      double y = cut_one(channel.cut, shape_, tuning_at(i), x, root[i]);
      if (fade_left_ > 0) {
        const double before = cut_one(channel.outgoing_cut, outgoing_, outgoing_tuning_, x, root[i]);
        y += static_cast<double>(fade_left_ - (i - from)) / fade_frames_ * (before - y);
      }
      audio[i] = static_cast<float>(y);
    }
    shaped_tuning_ = tuning_at(from + frames - 1);
  }

  // In wide mode the filters run along, so that they are in the midst of the sound when they are wanted.
  static double cut_one(dsp::BandCut& cut, const Shape& shape, const dsp::BandTuning& tuning, double x, double root) noexcept {
    const double split = cut.tick(tuning, x, root);
    return shape.split ? split : x * (root * root) * (root * root);
  }

  // --- what is detected, for the ears

  void listen(const ProcessBlock& block) noexcept {
    const bool listens = block.params[kListen].from > 0.0f || block.params[kListen].to > 0.0f;
    for (int c = 0; c < block.channels; ++c) {
      Channel& channel = channels_[static_cast<std::size_t>(c)];
      if (listens) {
        float* const audio = block.audio[c];
        float* const band = channel.band.data();
        channel.heard_delay.process(band, block.frames);
        for (int i = 0; i < block.frames; ++i) audio[i] += static_cast<float>(value_at(block, kListen, i)) * (band[i] - audio[i]);
      } else if (listened_) {
        channel.heard_delay.reset();
      }
    }
    listened_ = listens;
  }

  double rate_ = 48000.0;
  int fade_frames_ = 1;
  LinkedLevels levels_;
  VoiceLevel voice_;
  dsp::GainFollower follower_;  // of the reduction in octaves
  std::array<Channel, kMaxChannels> channels_;
  std::array<float, kParams> values_{};  // as of the last block
  Settings settings_;                    // of these
  dsp::BandTuning tuning_;               // of these
  Shape shape_, outgoing_;
  dsp::BandTuning shaped_tuning_, outgoing_tuning_;  // of the last frame; of the shape that fades out
  int fade_left_ = 0;
  float loudest_ = 0.0f;    // level of the block
  float louder_ = 0.0f;     // octaves by which the voice is louder than usual
  float certainty_ = 0.0f;  // of that
  bool fresh_ = true;       // nothing was heard since reset
  bool listened_ = false;
};

int latency_frames(std::span<const double> values, double rate) { return static_cast<int>(std::lround(values[kLookahead] * 1e-3 * rate)); }

// The narrowest band rings longest: 100 dB in less than twenty periods.
Frames tail_frames(std::span<const double> values, double rate) {
  return latency_frames(values, rate) + frames_from_seconds(20.0 / values[kFreq], rate);
}

// The level of a steady band in a voice as loud as usual.
double curve_db(std::span<const double> values, double level_db) {
  return level_db + dsp::CompressionCurve<double>::from(values[kThreshold], values[kRatio], kKneeDb, values[kRange]).gain(level_db);
}

// While as much is turned down as the range allows.
void deepest_response(std::span<const double> values, double rate, std::span<const double> hertz, std::span<double> decibels) {
  const Shape shape = shape_from([values](Param param) { return values[param]; });
  const dsp::BandTuning tuning = tuning_of(shape.above, values[kFreq], values[kWidth], rate);
  for (std::size_t i = 0; i < hertz.size(); ++i)
    decibels[i] = shape.split ? 10.0 * std::log10(tuning.power_at(hertz[i], rate, gain_from_db(-values[kRange]))) : -values[kRange];
}

ProcessorType describe() {
  ProcessorType type;
  type.id = "deesser";
  type.label = "De-esser";
  type.category = "Dynamics";
  type.summary = "Softens the s of a voice and leaves the rest of it alone.";
  type.params = {
      choice(1, "mode", "Mode", {"split", "wide"}),
      choice(2, "band", "Band", {"above", "around"}),
      continuous(3, "freq", "Frequency", Unit::hertz, {2000.0, 12000.0, 5500.0}, Scale::logarithmic),
      continuous(4, "width", "Width", Unit::octaves, {0.3, 3.0, 1.0}, Scale::logarithmic),
      continuous(5, "threshold", "Threshold", Unit::decibels, {-60.0, 0.0, -26.0}),
      continuous(6, "ratio", "Ratio", Unit::ratio, {1.0, 20.0, 3.0}, Scale::logarithmic),
      continuous(7, "adaptive", "Adaptive", Unit::percent, {0.0, 100.0, 100.0}),
      continuous(8, "range", "Range", Unit::decibels, {0.0, 24.0, 8.0}),
      continuous(9, "attack", "Attack", Unit::milliseconds, {0.05, 20.0, 0.5}, Scale::logarithmic),
      continuous(10, "release", "Release", Unit::milliseconds, {5.0, 500.0, 50.0}, Scale::logarithmic),
      continuous(11, "lookahead", "Look-ahead", Unit::milliseconds, {0.0, 10.0, 1.0}),
      audition(12, "listen", "Listen to band", 5.0),
  };
  put_under("Detection", type.params, {"adaptive", "attack", "release", "lookahead"});
  type.params[kLookahead].structural = true;
  type.params[kLookahead].ramp_ms = 0.0;
  type.meters = {{"gain_reduction", "Gain reduction", Unit::decibels, 0.0},
                 {"input_level", "Band level", Unit::decibels, kSilenceDb},
                 {"threshold", "Threshold", Unit::decibels, 0.0}};
  type.make = []() -> std::unique_ptr<Processor> { return std::make_unique<DeEsser>(); };
  type.latency = latency_frames;
  type.tail = tail_frames;
  type.transfer = curve_db;
  type.response = deepest_response;
  return type;
}

}  // namespace

const ProcessorType& deesser_processor() {
  static const ProcessorType type = describe();
  return type;
}

}  // namespace sweetspot
