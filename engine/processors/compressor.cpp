// A compressor: peak, RMS or smooth detector, soft knee, look-ahead, filtered side-chain.
//
// Times are those of the gain in dB: after the level jumps, attack or release is the time to cover 1 - 1/e of the way to the
// new gain. The smooth detector holds peaks for kHoldMs, so its release starts that much later and the gain does not follow
// the wave of the bass; the RMS detector adds its own averaging.
#include <algorithm>
#include <array>
#include <cmath>

#include "engine/dsp/compressor_lanes.h"
#include "engine/dsp/delay_line.h"
#include "engine/dsp/side_chain.h"
#include "engine/dsp/sliding_extreme.h"
#include "engine/processors/compressor_settings.h"
#include "engine/processors/processor.h"

namespace sweetspot {
namespace {

using Param = CompressorParam;

constexpr std::size_t kParams = static_cast<std::size_t>(Param::count);
constexpr int kMaxChannels = 2;
constexpr double kHoldMs = 12.5;  // half a wave of 40 Hz
constexpr double kRmsMs = 10.0;   // of each of the two averages
constexpr float kDbPerOctave = 6.0206f;

int latency_frames(std::span<const double> values, double rate) {
  return static_cast<int>(std::lround(values[static_cast<std::size_t>(Param::lookahead)] * 1e-3 * rate));
}

// What is heard of the key rings on in its filters; a Butterworth section is 100 dB down after less than four periods of its corner.
Frames tail_frames(std::span<const double> values, double rate) {
  const auto value = [values](Param param) { return values[static_cast<std::size_t>(param)]; };
  double seconds = 0.0;
  if (value(Param::listen) > 0.0 && value(Param::key_high_pass) > kKeyHighPassOff) seconds += 4.0 / value(Param::key_high_pass);
  if (value(Param::listen) > 0.0 && value(Param::key_low_pass) < kKeyLowPassOff) seconds += 4.0 / value(Param::key_low_pass);
  return latency_frames(values, rate) + frames_from_seconds(seconds, rate);
}

class Compressor final : public Processor {
 public:
  void prepare(const ProcessSetup& setup, std::span<const double> values) override {
    rate_ = setup.rate;
    const int stretches = static_cast<int>(std::ceil(kHoldMs * 1e-3 * rate_ / dsp::kHoldStretch));
    for (Channel& channel : channels_) {
      channel.delay.prepare(latency_frames(values, rate_));
      channel.hold.prepare(stretches, 0.0f);
      channel.rms.prepare(rate_, kRmsMs);
      channel.key.assign(static_cast<std::size_t>(setup.max_frames), 0.0f);
    }
    for (std::size_t i = 0; i < kParams; ++i) values_[i] = static_cast<float>(values[i]);
    take_values();
    reset();
  }

  void reset() noexcept override {
    for (Channel& channel : channels_) {
      channel.delay.reset();
      channel.hold.reset();
      channel.rms.reset();
      channel.high_pass.reset();
      channel.low_pass.reset();
      channel.reduction = channel.gathered = channel.held = 0.0f;
    }
    phase_ = 0;
  }

  void process(const ProcessBlock& block) noexcept override {
    if (block.moving) {
      process_moving(block);
    } else {
      const BatchItem alone{this, &block};
      process_together({&alone, 1});
    }
  }

  // Instances whose stretches end together share their vectors; any other runs by itself.
  static void process_batch(std::span<const BatchItem> items) noexcept {
    std::array<BatchItem, kBatchLanes> together;
    std::size_t count = 0;
    const int phase = self(items.front()).phase_;
    for (const bool stereo : {true, false}) {  // pairs first, so that they lie in lanes 2k and 2k + 1
      for (const BatchItem& item : items) {
        if ((item.block->channels == 2) != stereo) continue;
        if (self(item).phase_ == phase && !item.block->moving)
          together[count++] = item;
        else
          item.processor->process(*item.block);
      }
    }
    process_together({together.data(), count});
  }

 private:
  struct Channel {
    dsp::DelayLine delay;         // of the audio, for the look-ahead
    dsp::SlidingMax<float> hold;  // peaks of the last stretches
    dsp::KeyFilter high_pass, low_pass;
    dsp::RmsLevel rms;
    std::vector<float> key;
    float reduction = 0.0f, gathered = 0.0f, held = 0.0f;
  };

  static Compressor& self(const BatchItem& item) noexcept { return static_cast<Compressor&>(*item.processor); }

  float value(Param param) const noexcept { return values_[static_cast<std::size_t>(param)]; }
  CompressorDetector detector() const noexcept { return static_cast<CompressorDetector>(static_cast<int>(value(Param::detector))); }
  static bool has_high_pass(const ParamRamp& corner) noexcept {
    return std::max(corner.from, corner.to) > static_cast<float>(kKeyHighPassOff);
  }
  static bool has_low_pass(const ParamRamp& corner) noexcept {
    return std::min(corner.from, corner.to) < static_cast<float>(kKeyLowPassOff);
  }
  static const ParamRamp& corner_of(const ProcessBlock& block, Param param) noexcept {
    return block.params[static_cast<std::size_t>(param)];
  }

  // --- one block of several instances at rest

  static void process_together(std::span<const BatchItem> items) noexcept {
    if (items.empty()) return;
    dsp::CompressorLanes lanes;
    for (const BatchItem& item : items) {
      Compressor& compressor = self(item);
      compressor.take_targets(item.block->params);
      const float listen = compressor.settings_.listen;
      compressor.prepare_key(*item.block, listen != 0.0f, [listen](int) { return listen; });
      compressor.enter(lanes, *item.block, compressor.settings_);
    }
    run(items, lanes, 0, items.front().block->frames);
    int lane = 0;
    for (const BatchItem& item : items) {
      self(item).leave(lanes, lane, *item.block);
      lane += item.block->channels;
    }
  }

  // Runs all lanes stretch by stretch.
  static void run(std::span<const BatchItem> items, dsp::CompressorLanes& lanes, int from, int frames) noexcept {
    int phase = self(items.front()).phase_;
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
    for (const BatchItem& item : items) self(item).phase_ = phase;
  }

  // --- one instance

  // New values at rest.
  void take_targets(std::span<const ParamRamp> params) noexcept {
    bool changed = false;
    for (std::size_t i = 0; i < kParams; ++i) {
      changed |= values_[i] != params[i].to;
      values_[i] = params[i].to;
    }
    if (changed) take_values();
  }

  void take_values() noexcept {
    settings_ = CompressorSettings::from(values_, rate_);
    for (Channel& channel : channels_) {
      channel.high_pass.set(dsp::KeyFilter::Kind::high_pass, value(Param::key_high_pass), rate_);
      channel.low_pass.set(dsp::KeyFilter::Kind::low_pass, value(Param::key_low_pass), rate_);
    }
  }

  bool key_is_audio(const ProcessBlock& block) const noexcept {
    const bool external = block.sidechain && block.sidechain_channels > 0;
    return !external && !has_high_pass(corner_of(block, Param::key_high_pass)) && !has_low_pass(corner_of(block, Param::key_low_pass)) &&
           detector() != CompressorDetector::rms && channels_[0].delay.delay() == 0;
  }

  // Fills the keys of a block and delays its audio. As far as the key is listened to it takes the place of the audio.
  template <class ListenAt>
  void prepare_key(const ProcessBlock& block, bool listens, ListenAt&& listen_at) noexcept {
    if (key_is_audio(block)) {
      for (Channel& channel : channels_) {
        channel.high_pass.pass_by();
        channel.low_pass.pass_by();
      }
      return;
    }
    for (int c = 0; c < block.channels; ++c) {
      Channel& channel = channels_[static_cast<std::size_t>(c)];
      float* const audio = block.audio[c];
      float* const key = channel.key.data();
      const bool external = block.sidechain && block.sidechain_channels > 0;
      std::copy_n(external ? block.sidechain[std::min(c, block.sidechain_channels - 1)] : audio, block.frames, key);
      const ParamRamp& low_corner = corner_of(block, Param::key_high_pass);
      const ParamRamp& high_corner = corner_of(block, Param::key_low_pass);
      filter(channel.high_pass, has_high_pass(low_corner), low_corner, block, key);
      filter(channel.low_pass, has_low_pass(high_corner), high_corner, block, key);
      if (listens)
        for (int i = 0; i < block.frames; ++i) audio[i] += listen_at(i) * (key[i] - audio[i]);
      if (detector() == CompressorDetector::rms) channel.rms.process(key, block.frames);
      channel.delay.process(audio, block.frames);
    }
  }

  void filter(dsp::KeyFilter& key_filter, bool on, const ParamRamp& corner, const ProcessBlock& block, float* key) const noexcept {
    if (!on)
      key_filter.pass_by();
    else if (corner.moving())
      key_filter.process_gliding(key, block.frames, corner.from, corner.to, rate_, block.slice_offset, block.slice_length);
    else
      key_filter.process(key, block.frames);
  }

  // Takes the next free lanes.
  void enter(dsp::CompressorLanes& lanes, const ProcessBlock& block, const CompressorSettings& settings) noexcept {
    const bool direct = key_is_audio(block);
    for (int c = 0; c < block.channels; ++c) {
      Channel& channel = channels_[static_cast<std::size_t>(c)];
      const auto lane = static_cast<std::size_t>(lanes.count++);
      settings.put(lanes, lane, block.channels == 2);
      const bool holds = detector() == CompressorDetector::smooth;
      lanes.hold[lane] = holds ? ~std::uint32_t{0} : 0;
      lanes.reduction[lane] = channel.reduction;
      lanes.gathered[lane] = channel.gathered;
      lanes.held[lane] = holds ? channel.held : 0.0f;
      lanes.key[lane] = direct ? block.audio[c] : channel.key.data();
      lanes.audio[lane] = block.audio[c];
    }
  }

  void end_stretch(dsp::CompressorLanes& lanes, std::size_t lane, int channel) noexcept {
    if (lanes.hold[lane] == 0) return;
    lanes.held[lane] = channels_[static_cast<std::size_t>(channel)].hold.push(lanes.gathered[lane]);
    lanes.gathered[lane] = 0.0f;
  }

  void leave(const dsp::CompressorLanes& lanes, int first, const ProcessBlock& block) noexcept {
    float least = 0.0f;
    for (int c = 0; c < block.channels; ++c) {
      Channel& channel = channels_[static_cast<std::size_t>(c)];
      const auto lane = static_cast<std::size_t>(first + c);
      channel.reduction = lanes.reduction[lane];
      channel.gathered = lanes.gathered[lane];
      channel.held = lanes.held[lane];
      least = std::min(least, lanes.least[lane]);
    }
    if (block.meters) block.meters[0] = -least * kDbPerOctave;
  }

  // --- while something glides: frame by frame, each with its own settings

  void process_moving(const ProcessBlock& block) noexcept {
    std::array<float, kParams> start;
    for (std::size_t i = 0; i < kParams; ++i) start[i] = block.params[i].from;
    take_targets(block.params);
    const CompressorSettings from = CompressorSettings::from(start, rate_);
    const auto amount = [&block](int frame) {
      return static_cast<float>(block.slice_offset + frame) / static_cast<float>(block.slice_length);
    };
    const bool listens = from.listen != 0.0f || settings_.listen != 0.0f;
    prepare_key(block, listens, [&](int frame) { return from.listen + amount(frame) * (settings_.listen - from.listen); });

    dsp::CompressorLanes lanes;
    enter(lanes, block, from);
    const BatchItem alone{this, &block};
    for (int i = 0; i < block.frames; ++i) {
      const CompressorSettings now = CompressorSettings::between(from, settings_, amount(i));
      for (int c = 0; c < block.channels; ++c) now.put(lanes, static_cast<std::size_t>(c), block.channels == 2);
      run({&alone, 1}, lanes, i, 1);
    }
    leave(lanes, 0, block);
  }

  double rate_ = 48000.0;
  std::array<Channel, kMaxChannels> channels_;
  std::array<float, kParams> values_{};  // as of the last block
  CompressorSettings settings_;          // of these
  int phase_ = 0;                        // frames into the stretch
};

ProcessorType describe() {
  ProcessorType type;
  type.id = "compressor";
  type.label = "Compressor";
  type.category = "Dynamics";
  type.summary = "Turns loud passages down by a ratio, to even out a voice or hold a mix together.";
  type.params = compressor_params();
  type.meters = {{"gain_reduction", "Gain reduction", Unit::decibels, 0.0}};
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
