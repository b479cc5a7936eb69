// A saturator and exciter.
//
// Driven sound goes through a curve (dsp/saturation_curves.h) at up to 16 times the rate, with first-order antiderivative anti-aliasing.
// (Second order was tried: it aliases 3 to 14 dB less where the curve has a corner and no less where it has none; twice the rate gives more
// for less.) Only what the curve changes travels that way; the sound itself is delayed beside it, so that what is not bent is not touched,
// whatever the filters do. (With the minimum-phase filters the sound goes the same way, for its phase must turn with theirs; where the mix
// comes to nothing it gives way to the untouched one.)
//
// Drive is turned down again after the curve, so that a soft sound keeps its level; what a loud one loses to the curve a slow match of
// loudness gives back. The first is exact and at once, the second cannot pump. Without `match` neither happens: drive makes louder.
//
// The exciter drives a band only, and adds what is new in it (see saturate_exciter.h) to the sound, which stays as it is.
#include <algorithm>
#include <array>
#include <cmath>

#include "engine/dsp/delay_line.h"
#include "engine/processors/choice_fade.h"
#include "engine/processors/loudness_match.h"
#include "engine/processors/processor.h"
#include "engine/processors/ramps.h"
#include "engine/processors/saturate_exciter.h"
#include "engine/processors/saturate_settings.h"
#include "engine/processors/saturate_shaper.h"

namespace sweetspot {
namespace {

using Param = SaturateParam;

constexpr int kMaxChannels = 2;
constexpr double kFadeSeconds = 0.015;
constexpr double kQuietDb = -144.0;
constexpr float kLoudest = 1000.0f;    // what is louder, or no number, is none of the curve's business
constexpr float kMixHandover = 0.01f;  // below this share the untouched sound takes the place of the one that went through the filters

enum Meter { kInputLevel, kOutputLevel, kAddedLevel, kMeters };

constexpr std::size_t at(Param param) { return static_cast<std::size_t>(param); }

int latency_frames(std::span<const double> values, double) { return dsp::oversampling_latency(saturate_oversampling(values)); }

Frames tail_frames(std::span<const double> values, double rate) {
  // Minimum-phase filters ring on a little; the exciter's band, too, but it is of the sound that has ended.
  return 2 * latency_frames(values, rate) + 100 + frames_from_seconds(dsp::DcBlocker::kSettleSeconds, rate);
}

class Saturate final : public Processor {
 public:
  void prepare(const ProcessSetup& setup, std::span<const double> values) override {
    rate_ = setup.rate;
    const dsp::Oversampling oversampling = saturate_oversampling(values);
    turned_ = oversampling.filter == dsp::OversamplingFilter::minimum && oversampling.factor > 1;
    for (Channel& channel : channels_) {
      channel.shaper.prepare(oversampling, rate_);
      channel.dry_line.prepare(dsp::oversampling_latency(oversampling));
      channel.new_part.prepare(rate_);
      channel.dry.assign(static_cast<std::size_t>(setup.max_frames), 0.0f);
      channel.turned.assign(static_cast<std::size_t>(turned_ ? setup.max_frames : 0), 0.0f);
    }
    match_.prepare(rate_, setup.channels);
    for (ChoiceFade* fade : {&style_, &mode_, &band_}) fade->prepare(kFadeSeconds, rate_);
    reset();
  }

  void reset() noexcept override {
    for (Channel& channel : channels_) {
      channel.shaper.reset();
      channel.dry_line.reset();
      channel.band.reset();
      channel.new_part.reset();
      channel.tone.reset();
    }
    match_.reset();
    for (ChoiceFade* fade : {&style_, &mode_, &band_}) fade->reset();
    style_was_fading_ = false;
  }

  void process(const ProcessBlock& block) noexcept override {
    peaks_.fill(0.0f);
    for (int from = 0; from < block.frames;) from += run_chunk(block, from);
    match_loudness(block);
    for (int c = 0; c < block.channels; ++c) blend(block, c);
    if (block.meters) write_meters(block);
  }

 private:
  struct Channel {
    SaturateShaper shaper;
    dsp::DelayLine dry_line;
    ExciterBand band;
    NewPart new_part;
    dsp::Tilt tone;
    std::vector<float> dry;     // over the block, as late as the output
    std::vector<float> turned;  // the same by way of the minimum-phase filters
  };

  // What all channels share of a chunk, by frame.
  struct Levels {
    std::array<float, dsp::kOversampleChunk> drive, after, exciter, added;
  };

  int run_chunk(const ProcessBlock& block, int from) noexcept {
    aim(block);
    int frames = std::min(block.frames - from, dsp::kOversampleChunk);
    for (const ChoiceFade* fade : {&style_, &mode_, &band_}) frames = fade->steady_for(frames);
    chunk_.frames = frames;
    set_looks(block, from);
    set_levels(block, from);
    set_tone(block, from);
    set_band(block, from);
    for (int c = 0; c < block.channels; ++c) run_channel(from, channels_[static_cast<std::size_t>(c)], block.audio[c] + from);
    for (ChoiceFade* fade : {&style_, &mode_, &band_}) fade->move_on(frames);
    return frames;
  }

  void aim(const ProcessBlock& block) noexcept {
    style_.aim(static_cast<int>(std::lround(block.params[at(Param::style)].to)));
    mode_.aim(static_cast<int>(std::lround(block.params[at(Param::mode)].to)));
    band_.aim(static_cast<int>(std::lround(block.params[at(Param::band)].to)));
  }

  static bool moving(const ProcessBlock& block, std::initializer_list<Param> params) noexcept {
    return std::any_of(params.begin(), params.end(), [&block](Param param) { return block.params[at(param)].moving(); });
  }

  void set_looks(const ProcessBlock& block, int from) noexcept {
    const bool changing = moving(block, {Param::even_odd});
    chunk_.fading = style_.fading();
    chunk_.fade_begins = chunk_.fading && !style_was_fading_;
    style_was_fading_ = chunk_.fading && style_.steady_for(chunk_.frames + 1) > chunk_.frames;
    set_look(block, from, changing, style_.to(), chunk_.now);
    if (chunk_.fading) set_look(block, from, changing, style_.from(), chunk_.before);
    const auto tape = static_cast<int>(dsp::SaturationCurve::tape);
    chunk_.emphasised = style_.to() == tape || (chunk_.fading && style_.from() == tape);
    const float tape_now = style_.to() == tape ? 1.0f : 0.0f;
    const float tape_before = chunk_.fading ? (style_.from() == tape ? 1.0f : 0.0f) : tape_now;
    by_frame(chunk_.fading, [&](int i, std::size_t k) {
      chunk_.share[k] = style_.share(i);
      chunk_.emphasis[k] = tape_before + chunk_.share[k] * (tape_now - tape_before);
    });
    if (!chunk_.fading) repeat(chunk_.share, chunk_.emphasis);
  }

  // Calls set(frame of the chunk, the same as an index) for every frame, or for the first alone when nothing changes.
  template <class Set>
  void by_frame(bool changing, const Set& set) const noexcept {
    const int frames = changing ? chunk_.frames : 1;
    for (int i = 0; i < frames; ++i) set(i, static_cast<std::size_t>(i));
  }

  // The first value for all frames.
  template <class... Values>
  void repeat(Values&... values) const noexcept {
    (std::fill_n(values.begin(), chunk_.frames, values[0]), ...);
  }

  void set_look(const ProcessBlock& block, int from, bool changing, int style, ChunkLook& look) noexcept {
    look.curve = static_cast<dsp::SaturationCurve>(style);
    by_frame(changing, [&](int i, std::size_t k) {
      const SaturateLook now = SaturateLook::of(look.curve, 0.01 * value_at(block, at(Param::even_odd), from + i));
      look.shift = static_cast<float>(now.shift);
      look.bias[k] = static_cast<float>(now.bias);
      look.odd[k] = static_cast<float>(now.odd);
      look.half_odd[k] = static_cast<float>(now.half_odd);
      look.half_even[k] = static_cast<float>(now.half_even);
    });
    if (!changing) repeat(look.bias, look.odd, look.half_odd, look.half_even);
  }

  void set_levels(const ProcessBlock& block, int from) noexcept {
    const bool changing = moving(block, {Param::drive, Param::match, Param::amount});
    by_frame(changing, [&](int i, std::size_t k) {
      const double drive_db = value_at(block, at(Param::drive), from + i);
      levels_.drive[k] = static_cast<float>(gain_from_db(drive_db));
      levels_.after[k] = static_cast<float>(gain_from_db(-drive_db * value_at(block, at(Param::match), from + i)));
      levels_.added[k] = static_cast<float>(0.01 * value_at(block, at(Param::amount), from + i)) / levels_.drive[k];
    });
    if (!changing) repeat(levels_.drive, levels_.after, levels_.added);
    const bool exciter = mode_.to() == static_cast<int>(SaturateMode::exciter);
    excites_ = exciter || mode_.fading();
    by_frame(mode_.fading(), [&](int i, std::size_t k) { levels_.exciter[k] = exciter ? mode_.share(i) : 1.0f - mode_.share(i); });
    if (!mode_.fading()) repeat(levels_.exciter);
  }

  void set_tone(const ProcessBlock& block, int from) noexcept {
    const bool changing = moving(block, {Param::tone});
    tilts_ = changing || block.params[at(Param::tone)].to != 0.0f;
    if (!tilts_) return;
    by_frame(changing, [&](int i, std::size_t k) { tones_[k] = dsp::Tilt::Tuning::of(value_at(block, at(Param::tone), from + i), rate_); });
    if (!changing) repeat(tones_);
  }

  void set_band(const ProcessBlock& block, int from) noexcept {
    if (!excites_) return;
    const bool changing = band_.fading() || moving(block, {Param::freq, Param::width});
    by_frame(changing, [&](int i, std::size_t k) {
      ExciterBand::Setting& setting = bands_[k];
      setting.high = share_of(band_, SaturateBand::above, i);
      setting.band = share_of(band_, SaturateBand::around, i);
      setting.low = share_of(band_, SaturateBand::below, i);
      // The quality of a band of so many octaves, and of a filter to one side.
      const double ratio = std::exp2(0.5 * value_at(block, at(Param::width), from + i));
      const double damping = setting.band * (ratio - 1.0 / ratio) + (1.0 - setting.band) * std::numbers::sqrt2;
      setting.tuning = dsp::Svf::Tuning::from(dsp::Svf::warped(value_at(block, at(Param::freq), from + i), rate_), damping);
    });
    if (!changing) repeat(bands_);
  }

  static double share_of(const ChoiceFade& fade, SaturateBand band, int frame) noexcept {
    const double share = fade.share(frame);
    return (fade.to() == static_cast<int>(band) ? share : 0.0) +
           (fade.fading() && fade.from() == static_cast<int>(band) ? 1.0 - share : 0.0);
  }

  void run_channel(int from, Channel& channel, float* audio) noexcept {
    const auto frames = static_cast<std::size_t>(chunk_.frames);
    float* const dry = channel.dry.data() + from;
    for (std::size_t i = 0; i < frames; ++i) {
      const float x = audio[i];
      dry[i] = std::abs(x) <= kLoudest ? x : 0.0f;
    }
    for (std::size_t i = 0; i < frames; ++i) {
      float x = dry[i];
      if (excites_) x += levels_.exciter[i] * (static_cast<float>(channel.band.tick(bands_[i], x)) - x);
      peaks_[kInputLevel] = std::max(peaks_[kInputLevel], std::abs(x));
      driven_[i] = x * levels_.drive[i];
    }
    if (!excites_) channel.band.reset();
    channel.shaper.process(chunk_, driven_.data(), changed_.data(), same_.data());
    channel.dry_line.process(dry, chunk_.frames);
    if (turned_) keep_turned(channel, from);
    if (!excites_) channel.new_part.reset();
    if (!tilts_) channel.tone.reset();
    for (std::size_t i = 0; i < frames; ++i) audio[i] = wet(channel, i, dry[i]);
  }

  // The saturated sound after its tone; the exciter's sound is the dry one with something added.
  float wet(Channel& channel, std::size_t i, float dry) noexcept {
    double sound = static_cast<double>(same_[i] + changed_[i]) * levels_.after[i];
    if (!excites_) return tilted(channel, i, sound);
    const double share = levels_.exciter[i];
    const double added = levels_.added[i] * channel.new_part.tick(changed_[i], same_[i]);
    peaks_[kAddedLevel] = std::max(peaks_[kAddedLevel], static_cast<float>(std::abs(share * added)));
    sound += share * (added - sound);
    return static_cast<float>(tilted(channel, i, sound) + share * dry);
  }

  float tilted(Channel& channel, std::size_t i, double sound) noexcept {
    return static_cast<float>(tilts_ ? channel.tone.tick(tones_[i], sound) : sound);
  }

  void keep_turned(Channel& channel, int from) noexcept {
    for (int i = 0; i < chunk_.frames; ++i) {
      const auto k = static_cast<std::size_t>(i);
      const auto n = static_cast<std::size_t>(from + i);
      const float untouched = channel.dry[n];
      channel.turned[n] = untouched + (1.0f - levels_.exciter[k]) * (same_[k] / levels_.drive[k] - untouched);
    }
  }

  void match_loudness(const ProcessBlock& block) noexcept {
    const ParamRamp& amount = block.params[at(Param::match)];
    if (amount.from == 0.0f && amount.to == 0.0f) return match_.reset();
    const std::array<const float*, kMaxChannels> before{channels_[0].dry.data(), channels_[1].dry.data()};
    match_.process(block, before.data(), at(Param::match));
  }

  void blend(const ProcessBlock& block, int c) noexcept {
    const Channel& channel = channels_[static_cast<std::size_t>(c)];
    float* const audio = block.audio[c];
    const bool changing = moving(block, {Param::mix, Param::output});
    float mix = 1.0f, output = 1.0f;
    for (int i = 0; i < block.frames; ++i) {
      if (i == 0 || changing) {
        mix = static_cast<float>(0.01 * value_at(block, at(Param::mix), i));
        output = static_cast<float>(gain_from_db(value_at(block, at(Param::output), i)));
      }
      const auto k = static_cast<std::size_t>(i);
      float dry = channel.dry[k];
      if (turned_) dry += std::min(1.0f, mix / kMixHandover) * (channel.turned[k] - dry);
      audio[i] = ((1.0f - mix) * dry + mix * audio[i]) * output;
      peaks_[kOutputLevel] = std::max(peaks_[kOutputLevel], std::abs(audio[i]));
    }
  }

  void write_meters(const ProcessBlock& block) const noexcept {
    for (std::size_t k = 0; k < peaks_.size(); ++k) block.meters[k] = static_cast<float>(std::max(kQuietDb, db_from_gain(peaks_[k])));
  }

  double rate_ = 48000.0;
  bool turned_ = false;   // minimum-phase filters turn the sound's phase
  bool excites_ = false;  // in this chunk
  bool tilts_ = false;    // in this chunk
  bool style_was_fading_ = false;
  std::array<Channel, kMaxChannels> channels_;
  LoudnessMatch match_;
  ChoiceFade style_, mode_, band_;
  SaturateChunk chunk_;
  Levels levels_{};
  std::array<dsp::Tilt::Tuning, dsp::kOversampleChunk> tones_;
  std::array<ExciterBand::Setting, dsp::kOversampleChunk> bands_;
  std::array<float, dsp::kOversampleChunk> driven_{}, changed_{}, same_{};
  std::array<float, kMeters> peaks_{};
};

ProcessorType describe() {
  ProcessorType type;
  type.id = "saturate";
  type.label = "Saturator";
  type.category = "Colour";
  type.summary = "Bends the sound like tape, tubes, transistors or a clipper, wholly or to add harmonics of a band, without aliasing.";
  type.params = saturate_params();
  type.meters = {{"input_level", "Input level", Unit::decibels, kQuietDb},
                 {"output_level", "Output level", Unit::decibels, kQuietDb},
                 {"added_level", "Added", Unit::decibels, kQuietDb}};
  type.make = []() -> std::unique_ptr<Processor> { return std::make_unique<Saturate>(); };
  type.latency = latency_frames;
  type.tail = tail_frames;
  type.shape = saturate_shape;
  return type;
}

}  // namespace

const ProcessorType& saturate_processor() {
  static const ProcessorType type = describe();
  return type;
}

}  // namespace sweetspot
