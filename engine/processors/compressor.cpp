// A compressor: peak, RMS or smooth detector, soft knee, feed-forward or feedback, look-ahead, filtered side-chain, hold, a release that
// follows the programme, make-up that matches loudness.
//
// Threshold, ratio and knee are those of the whole, from input to output, for both topologies.
//
// Times are those of the gain in dB: after the detector's level jumps, attack or release is the time to cover 1 - 1/e of the way to the new
// gain. In feedback this holds for the attack of what rises above the knee and the release of what falls below it; while the output stays
// above the threshold the loop hurries its release by the ratio, and within the knee it slows its attack. The detectors add to that: the
// smooth one holds peaks for kBassHoldMs, so its release starts that much later and the gain does not follow the wave of the bass; the RMS
// one is the mean square of two averages of kRmsMs. The hold is counted from when the detector's level falls.
//
// The automatic release has two time constants: `release`, and slow_release_ms() of it. After a passage that lasted well beyond the slow
// one, its percentage of the reduction is given up slowly; after a lone peak next to none.
//
// In feedback the detector hears the key behind the gain: the level of the key plus the gain that there is now. What the detector remembers
// (a held peak, a mean) is thereby heard at the gain of now, not at that of then; with its delay inside the loop it would overshoot and
// ring. An external key goes through the same gain, so it can close the loop as well.
#include <algorithm>
#include <array>
#include <cmath>

#include "engine/dsp/compressor_lanes.h"
#include "engine/dsp/gain_follower.h"
#include "engine/dsp/level_blocks.h"
#include "engine/dsp/side_chain.h"
#include "engine/processors/compressor_settings.h"
#include "engine/processors/key_input.h"
#include "engine/processors/linked_levels.h"
#include "engine/processors/loudness_match.h"
#include "engine/processors/processor.h"
#include "engine/processors/ramps.h"

namespace sweetspot {
namespace {

using Param = CompressorParam;

enum Meter { kGainReduction, kInputLevel, kMakeup };

constexpr std::size_t kParams = static_cast<std::size_t>(Param::count);
constexpr std::size_t kAutoMakeup = static_cast<std::size_t>(Param::auto_makeup);
constexpr int kMaxChannels = 2;
constexpr double kRmsMs = 10.0;  // of each of the two averages

int latency_frames(std::span<const double> values, double rate) { return lookahead_frames(values, kCompressorKey, rate); }

// What is heard of the key rings on in its filters.
Frames tail_frames(std::span<const double> values, double rate) {
  return latency_frames(values, rate) + key_tail_frames(values, kCompressorKey, rate);
}

class Compressor final : public Processor {
 public:
  void prepare(const ProcessSetup& setup, std::span<const double> values) override {
    rate_ = setup.rate;
    key_.prepare(setup, values);
    levels_.prepare(rate_, dsp::kBassHoldMs, setup.max_frames);
    match_.prepare(rate_, setup.channels);
    for (Channel& channel : channels_) {
      channel.rms.prepare(rate_, kRmsMs);
      channel.before.assign(static_cast<std::size_t>(setup.max_frames), 0.0f);
    }
    for (std::size_t i = 0; i < kParams; ++i) values_[i] = static_cast<float>(values[i]);
    take_values();
    reset();
  }

  void reset() noexcept override {
    key_.reset();
    levels_.reset();
    match_.reset();
    for (Channel& channel : channels_) {
      channel.rms.reset();
      channel.follower.jump(0.0);
    }
    matching_ = false;
  }

  void process(const ProcessBlock& block) noexcept override {
    if (!block.moving) {
      const BatchItem alone{this, &block};
      process_together({&alone, 1});
      return;
    }
    std::array<float, kParams> start;
    for (std::size_t i = 0; i < kParams; ++i) start[i] = block.params[i].from;
    if (take_targets(block.params, values_)) take_values();
    process_moving(block, CompressorSettings::from(start, rate_));
  }

  // Instances whose stretches end together share their vectors; any other runs by itself.
  static void process_batch(std::span<const BatchItem> items) noexcept {
    std::array<BatchItem, kBatchLanes> together;
    std::size_t count = 0;
    const int phase = self(items.front()).levels_.phase;
    for (const bool stereo : {true, false}) {  // pairs first, so that they lie in lanes 2k and 2k + 1
      for (const BatchItem& item : items) {
        if ((item.block->channels == 2) != stereo) continue;
        if (self(item).levels_.phase == phase && !item.block->moving && is_plain(item.block->params))
          together[count++] = item;
        else
          item.processor->process(*item.block);
      }
    }
    if (count > 0) process_together({together.data(), count});
  }

 private:
  struct Channel {
    dsp::RmsLevel rms;
    dsp::GainFollower follower;  // of the reduction in octaves
    std::vector<float> before;   // the sound that the make-up is to match
  };

  static Compressor& self(const BatchItem& item) noexcept { return static_cast<Compressor&>(*item.processor); }

  float value(Param param) const noexcept { return values_[static_cast<std::size_t>(param)]; }
  CompressorDetector detector() const noexcept { return static_cast<CompressorDetector>(static_cast<int>(value(Param::detector))); }
  bool holds_peaks() const noexcept { return detector() == CompressorDetector::smooth; }

  // Whether the lanes can do what is asked for at rest.
  static bool is_plain(std::span<const ParamRamp> params) noexcept {
    return std::ranges::all_of(std::array{Param::topology, Param::hold, Param::auto_release},
                               [params](Param param) { return params[static_cast<std::size_t>(param)].to == 0.0f; });
  }

  // --- one block of several instances at rest; if they are several, plain ones

  static void process_together(std::span<const BatchItem> items) noexcept {
    for (const BatchItem& item : items) {
      Compressor& one = self(item);
      if (take_targets(item.block->params, one.values_)) one.take_values();
      self(item).prepare_key(*item.block);
    }
    Compressor& first = self(items.front());
    if (first.settings_.is_plain()) {
      process_plain(items);
    } else {
      const ProcessBlock& block = *items.front().block;
      first.find_levels(block, [link = first.settings_.link](int) { return link; });
      first.apply_at_rest(block);
    }
    for (const BatchItem& item : items) self(item).match_loudness(*item.block);
  }

  static void process_plain(std::span<const BatchItem> items) noexcept {
    dsp::CompressorLanes lanes;
    for (const BatchItem& item : items) self(item).enter(lanes, *item.block, self(item).settings_);
    run(items, lanes, 0, items.front().block->frames);
    int lane = 0;
    for (const BatchItem& item : items) {
      self(item).leave(lanes, lane, *item.block);
      lane += item.block->channels;
    }
  }

  // Runs all lanes stretch by stretch.
  static void run(std::span<const BatchItem> items, dsp::CompressorLanes& lanes, int from, int frames) noexcept {
    int phase = self(items.front()).levels_.phase;
    for (const int end = from + frames; from < end;) {
      const int length = std::min(end - from, dsp::kHoldStretch - phase);
      dsp::compress_lanes(lanes, from, length);
      from += length;
      phase += length;
      if (phase < dsp::kHoldStretch) continue;
      phase = 0;
      std::size_t lane = 0;
      for (const BatchItem& item : items)
        for (int channel = 0; channel < item.block->channels; ++channel, ++lane) self(item).end_stretch(lanes, lane, channel);
    }
    for (const BatchItem& item : items) self(item).levels_.phase = phase;
  }

  // --- one instance

  void take_values() noexcept {
    settings_ = CompressorSettings::from(values_, rate_);
    key_.take(values_);
  }

  // Fills the keys of a block and delays its audio.
  void prepare_key(const ProcessBlock& block) noexcept {
    direct_ = key_.is_audio(block) && detector() != CompressorDetector::rms;
    if (direct_) {
      key_.pass_by();
    } else {
      key_.process(block);
      if (detector() == CompressorDetector::rms)
        for (int c = 0; c < block.channels; ++c) channels_[static_cast<std::size_t>(c)].rms.process(key_.key(c), block.frames);
    }
    if (matches(block)) keep_before(block);
  }

  const float* key_of(const ProcessBlock& block, int channel) noexcept { return direct_ ? block.audio[channel] : key_.key(channel); }

  void write_meters(const ProcessBlock& block, double least) const noexcept {
    if (!block.meters) return;
    block.meters[kGainReduction] = static_cast<float>(-least * dsp::kDbPerOctave);
    block.meters[kInputLevel] = shown_level(loudest_);
  }

  // --- one instance in the lanes

  // What the meter knows before the lanes run: the peaks that are held, or all of a detector that holds none.
  float loudest_before(const ProcessBlock& block) noexcept {
    float loudest = dsp::kQuietestLevel;
    for (int c = 0; c < block.channels; ++c) {
      if (holds_peaks()) {
        loudest = std::max(loudest, levels_.held(c).held);
        continue;
      }
      const float* const key = key_of(block, c);
      for (int i = 0; i < block.frames; ++i) {
        const float size = std::abs(key[i]);
        loudest = size > loudest ? size : loudest;
      }
    }
    return loudest;
  }

  // Takes the next free lanes.
  void enter(dsp::CompressorLanes& lanes, const ProcessBlock& block, const CompressorSettings& settings) noexcept {
    if (block.meters) loudest_ = loudest_before(block);
    for (int c = 0; c < block.channels; ++c) {
      const dsp::HeldPeak& held = levels_.held(c);
      const auto lane = static_cast<std::size_t>(lanes.count++);
      settings.put(lanes, lane, block.channels == 2);
      lanes.hold[lane] = holds_peaks() ? ~std::uint32_t{0} : 0;
      lanes.reduction[lane] = static_cast<float>(channels_[static_cast<std::size_t>(c)].follower.value());
      lanes.gathered[lane] = held.gathered;
      lanes.held[lane] = holds_peaks() ? held.held : 0.0f;
      lanes.key[lane] = key_of(block, c);
      lanes.audio[lane] = block.audio[c];
    }
  }

  void end_stretch(dsp::CompressorLanes& lanes, std::size_t lane, int channel) noexcept {
    if (lanes.hold[lane] == 0) return;
    dsp::HeldPeak& hold = levels_.held(channel);
    hold.gathered = lanes.gathered[lane];
    hold.end_stretch();
    lanes.held[lane] = hold.held;
    lanes.gathered[lane] = hold.gathered;
  }

  void leave(const dsp::CompressorLanes& lanes, int first, const ProcessBlock& block) noexcept {
    float least = 0.0f;
    for (int c = 0; c < block.channels; ++c) {
      const auto lane = static_cast<std::size_t>(first + c);
      channels_[static_cast<std::size_t>(c)].follower.jump(lanes.reduction[lane]);
      levels_.held(c).gathered = lanes.gathered[lane];
      levels_.held(c).held = lanes.held[lane];
      least = std::min(least, lanes.least[lane]);
      if (holds_peaks()) loudest_ = std::max(loudest_, std::max(lanes.gathered[lane], lanes.held[lane]));
    }
    write_meters(block, least);
  }

  // --- one instance with what the lanes do not have: detector, curve and gain one after the other

  // The levels of a block, in octaves. `link_at`: the link at a frame.
  template <class LinkAt>
  void find_levels(const ProcessBlock& block, LinkAt&& link_at) noexcept {
    std::array<const float*, kMaxChannels> key{};
    for (int c = 0; c < block.channels; ++c) key[static_cast<std::size_t>(c)] = key_of(block, c);
    loudest_ = levels_.find(key.data(), block.channels, block.frames, holds_peaks(), link_at);
    for (int c = 0; c < block.channels; ++c) dsp::octaves_from_amplitudes(levels_.of(c), block.frames);
  }

  // Levels become gains; two channels that have the same levels and the same past have the same gain.
  void apply_at_rest(const ProcessBlock& block) noexcept {
    const CompressorSettings now = settings_;
    const CompressorLaw law = now.law();
    const bool alike = block.channels == 2 && now.link == 1.0f && channels_[0].follower == channels_[1].follower;
    double least = 0.0;
    for (int c = 0; c < (alike ? 1 : block.channels); ++c) {
      dsp::GainFollower follower = channels_[static_cast<std::size_t>(c)].follower;
      float* const gain = levels_.of(c);
      for (int i = 0; i < block.frames; ++i) {
        const double reduction = law.push(follower, gain[i]);
        least = std::min(least, reduction);
        gain[i] = static_cast<float>(reduction) + now.makeup;
      }
      channels_[static_cast<std::size_t>(c)].follower = follower;
      dsp::amplitudes_from_octaves(gain, block.frames);
    }
    if (alike) channels_[1].follower = channels_[0].follower;
    for (int c = 0; c < block.channels; ++c) {
      const float* const gain = levels_.of(alike ? 0 : c);
      for (int i = 0; i < block.frames; ++i) block.audio[c][i] *= now.wet_share() * gain[i] + now.dry_share();
    }
    write_meters(block, least);
  }

  template <class SettingsAt>
  void apply_moving(const ProcessBlock& block, SettingsAt&& settings_at) noexcept {
    double least = 0.0;
    for (int c = 0; c < block.channels; ++c) {
      dsp::GainFollower& follower = channels_[static_cast<std::size_t>(c)].follower;
      float* const gain = levels_.of(c);
      for (int i = 0; i < block.frames; ++i) {
        const CompressorSettings now = settings_at(i);
        const double reduction = now.law().push(follower, gain[i]);
        least = std::min(least, reduction);
        gain[i] = static_cast<float>(reduction) + now.makeup;
      }
      dsp::amplitudes_from_octaves(gain, block.frames);
      for (int i = 0; i < block.frames; ++i) {
        const CompressorSettings now = settings_at(i);
        block.audio[c][i] *= now.wet_share() * gain[i] + now.dry_share();
      }
    }
    write_meters(block, least);
  }

  // --- make-up that matches loudness

  bool matches(const ProcessBlock& block) const noexcept {
    return block.params[kAutoMakeup].from > 0.0f || block.params[kAutoMakeup].to > 0.0f;
  }

  // What the sound is to be as loud as: itself before, by as much louder as the make-up is set to.
  void keep_before(const ProcessBlock& block) noexcept {
    for_each_level(block, static_cast<std::size_t>(Param::makeup), 0.0, [&](int i, float level) {
      for (int c = 0; c < block.channels; ++c)
        channels_[static_cast<std::size_t>(c)].before[static_cast<std::size_t>(i)] = level * block.audio[c][i];
    });
  }

  void match_loudness(const ProcessBlock& block) noexcept {
    const bool matches_now = matches(block);
    if (matches_now) {
      const float* const before[kMaxChannels] = {channels_[0].before.data(), channels_[1].before.data()};
      match_.process(block, before, kAutoMakeup, kCompressorKey.listen);
    } else if (matching_) {
      match_.reset();
    }
    matching_ = matches_now;
    if (block.meters) block.meters[kMakeup] = matching_ ? static_cast<float>(match_.gain_db()) : 0.0f;
  }

  // --- while something glides: frame by frame, each with its own settings

  void process_moving(const ProcessBlock& block, const CompressorSettings& from) noexcept {
    const auto settings_at = [&](int frame) {
      return CompressorSettings::between(from, settings_, static_cast<float>(slice_share(block, frame)));
    };
    prepare_key(block);
    if (from.is_plain() && settings_.is_plain()) {
      dsp::CompressorLanes lanes;
      enter(lanes, block, from);
      const BatchItem alone{this, &block};
      for (int i = 0; i < block.frames; ++i) {
        const CompressorSettings now = settings_at(i);
        for (int c = 0; c < block.channels; ++c) now.put(lanes, static_cast<std::size_t>(c), block.channels == 2);
        run({&alone, 1}, lanes, i, 1);
      }
      leave(lanes, 0, block);
    } else {
      find_levels(block, [&](int frame) { return settings_at(frame).link; });
      apply_moving(block, settings_at);
    }
    match_loudness(block);
  }

  double rate_ = 48000.0;
  KeyInput key_{kCompressorKey};
  LoudnessMatch match_;
  LinkedLevels levels_;
  std::array<Channel, kMaxChannels> channels_;
  std::array<float, kParams> values_{};  // as of the last block
  CompressorSettings settings_;          // of these
  bool direct_ = false;                  // the key is the sound itself
  bool matching_ = false;                // the make-up matched loudness in the last block
  float loudest_ = 0.0f;                 // level of the block
};

ProcessorType describe() {
  ProcessorType type;
  type.id = "compressor";
  type.label = "Compressor";
  type.category = "Dynamics";
  type.summary = "Turns loud passages down by a ratio, to even out a voice or hold a mix together.";
  type.params = compressor_params();
  type.meters = {{"gain_reduction", "Gain reduction", Unit::decibels, 0.0},
                 {"input_level", "Key level", Unit::decibels, kSilenceDb},
                 {"makeup", "Auto make-up", Unit::decibels, 0.0}};
  type.has_sidechain = true;
  type.make = []() -> std::unique_ptr<Processor> { return std::make_unique<Compressor>(); };
  type.latency = latency_frames;
  type.tail = tail_frames;
  type.transfer = compressor_curve_db;
  type.process_batch = [](std::span<const BatchItem> items) noexcept { Compressor::process_batch(items); };
  return type;
}

}  // namespace

const ProcessorType& compressor_processor() {
  static const ProcessorType type = describe();
  return type;
}

}  // namespace sweetspot
