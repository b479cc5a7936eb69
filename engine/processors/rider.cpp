// A level rider: shows where a hand would move the fader. The sound passes untouched, bit for bit; the ride itself is written as automation
// of the fader (studio/ride.h), where it can be seen and changed.
//
// What it shows is RideGain's, of the sound at its place in the chain and, when a key is connected, of that.
#include <array>
#include <cmath>

#include "engine/analysis/loudness_hops.h"
#include "engine/processors/param_table.h"
#include "engine/processors/processor.h"
#include "engine/processors/ramps.h"
#include "engine/processors/ride_gain.h"
#include "engine/processors/rider_params.h"

namespace sweetspot {
namespace {

enum Meter { kRide, kInputLevel };

constexpr int kMaxChannels = 2;

class Rider final : public Processor {
 public:
  void prepare(const ProcessSetup& setup, std::span<const double>) override {
    voice_ = std::make_unique<LoudnessHops>(setup.rate, setup.channels);
    key_ = std::make_unique<LoudnessHops>(setup.rate, kMaxChannels);
    reset();
  }

  void reset() noexcept override {
    voice_->reset();
    key_->reset();
    ride_.reset();
  }

  void process(const ProcessBlock& block) noexcept override {
    const bool keyed = block.sidechain && block.sidechain_channels > 0;
    for (int from = 0; from < block.frames;) {
      const int frames = std::min(voice_->frames_to_hop(), block.frames - from);
      const float* voice[kMaxChannels] = {};
      const float* key[kMaxChannels] = {};
      for (int c = 0; c < block.channels; ++c) voice[c] = block.audio[c] + from;
      for (int c = 0; keyed && c < std::min(block.sidechain_channels, kMaxChannels); ++c) key[c] = block.sidechain[c] + from;
      key_->process(keyed ? key : nullptr, std::min(block.sidechain_channels, kMaxChannels), frames);
      const bool full = voice_->process(voice, block.channels, frames);
      from += frames;
      if (!full) continue;
      const auto value = [&](RiderParam param) { return value_at(block, static_cast<std::size_t>(param), from - 1); };
      ride_.push(voice_->power(), keyed ? key_->power() : -1.0, ride_settings(value));
    }
    if (!block.meters) return;
    block.meters[kRide] = static_cast<float>(ride_.gain_db());
    block.meters[kInputLevel] = static_cast<float>(std::max(kSilenceDb, ride_.loudness()));
  }

 private:
  std::unique_ptr<LoudnessHops> voice_, key_;
  RideGain ride_;
};

ProcessorType describe() {
  ProcessorType type;
  type.id = "rider";
  type.label = "Level rider";
  type.category = "Level";
  type.summary = "Shows where to move the fader so that every phrase of a voice is as loud as it should be.";
  type.params = rider_params();
  type.meters = {{"ride", "Ride", Unit::decibels, 0.0}, {"input_level", "Loudness of the phrase", Unit::loudness, kSilenceDb}};
  type.has_sidechain = true;
  type.make = []() -> std::unique_ptr<Processor> { return std::make_unique<Rider>(); };
  return type;
}

}  // namespace

const ProcessorType& rider_processor() {
  static const ProcessorType type = describe();
  return type;
}

}  // namespace sweetspot
