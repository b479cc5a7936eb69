#include "engine/processors/steady_processor.h"

#include <algorithm>

#include "engine/realtime/denormals.h"

namespace sweetspot {

SteadyProcessor::SteadyProcessor(const SteadySettings& settings, double rate, int channels)
    : type_(settings.type),
      processor_(settings.type->make()),
      mix_(static_cast<float>(std::clamp(settings.mix, 0.0, 1.0))),
      tempo_(settings.tempo),
      channels_(channels) {
  processor_->prepare({rate, channels, kMaxBlockFrames}, settings.values);
  for (const double value : settings.values) ramps_.push_back({static_cast<float>(value), static_cast<float>(value)});
  for (const MeterSpec& meter : type_->meters) meters_.push_back(static_cast<float>(meter.idle));
  if (type_->latency) latency_ = type_->latency(settings.values, rate);
  tail_ = tail_frames(*type_, settings.values, rate, settings.tempo);
  if (mix_ == 1.0f) return;
  dry_.resize(static_cast<std::size_t>(channels));
  for (DryChannel& channel : dry_) {
    channel.delay.prepare(latency_);
    channel.sound.resize(kMaxBlockFrames);
  }
}

void SteadyProcessor::process(float* const* audio, int frames, Frames position, std::span<const float* const> key) noexcept {
  const DenormalsGuard denormals;  // as on the audio thread: processors count on it, and the samples must not depend on who works
  keep_dry(audio, frames);
  ProcessBlock block;
  block.audio = audio;
  block.channels = channels_;
  block.frames = frames;
  block.sidechain = key.empty() ? nullptr : key.data();
  block.sidechain_channels = static_cast<int>(key.size());
  block.params = ramps_;
  block.position = position;
  block.tempo = tempo_;
  block.meters = meters_.empty() ? nullptr : meters_.data();
  processor_->process(block);
  blend(audio, frames);
}

void SteadyProcessor::keep_dry(const float* const* audio, int frames) noexcept {
  for (std::size_t c = 0; c < dry_.size(); ++c) {
    std::copy_n(audio[c], frames, dry_[c].sound.data());
    dry_[c].delay.process(dry_[c].sound.data(), frames);
  }
}

void SteadyProcessor::blend(float* const* audio, int frames) noexcept {
  for (std::size_t c = 0; c < dry_.size(); ++c) {
    const float* const dry = dry_[c].sound.data();
    for (int i = 0; i < frames; ++i) audio[c][i] = dry[i] + mix_ * (audio[c][i] - dry[i]);
  }
}

double SteadyProcessor::meter(std::string_view key) const {
  const auto found = std::ranges::find(type_->meters, key, &MeterSpec::key);
  return found == type_->meters.end() ? 0.0 : double{meters_[static_cast<std::size_t>(found - type_->meters.begin())]};
}

}  // namespace sweetspot
