#include "engine/processors/loudness_match.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/core/units.h"
#include "engine/processors/ramps.h"

namespace sweetspot {
namespace {

constexpr int kChunk = 64;
constexpr double kMemorySeconds = 3.0;
constexpr double kGlideSeconds = 0.1;
constexpr double kAbsoluteGate = 1e-7;  // mean square: -70 dB, as for integrated loudness
constexpr double kRelativeGate = 0.01;  // 20 dB below the average
constexpr double kMostGain = 15.849;    // 24 dB
constexpr double kLoudest = 1e6;        // mean square that anything counts for at most

}  // namespace

void LoudnessMatch::prepare(double rate, int channels) {
  for (Ear* ear : {&before_, &after_}) ear->channels.assign(static_cast<std::size_t>(channels), KWeighting(rate));
  speed_ = -std::expm1(-kChunk / (kMemorySeconds * rate));
  approach_ = -std::expm1(-kChunk / (kGlideSeconds * rate));
  reset();
}

void LoudnessMatch::reset() noexcept {
  for (Ear* ear : {&before_, &after_}) {
    for (KWeighting& channel : ear->channels) channel.reset();
    ear->energy = ear->average = 0.0;
  }
  weight_ = step_ = 0.0;
  gain_ = 1.0;
  at_ = 0;
}

void LoudnessMatch::listen(Ear& ear, const float* const* sound, int from, int frames) noexcept {
  std::array<float, kChunk> finite;
  for (std::size_t c = 0; c < ear.channels.size(); ++c) {
    for (int i = 0; i < frames; ++i) {
      const float x = sound[c][from + i];
      finite[static_cast<std::size_t>(i)] = std::abs(x) < 1e6f ? x : 0.0f;
    }
    ear.energy = ear.channels[c].add_energy(finite.data(), frames, ear.energy);
  }
}

void LoudnessMatch::end_chunk() noexcept {
  const double in = std::min(before_.energy / kChunk, kLoudest);
  const double out = std::min(after_.energy / kChunk, kLoudest);
  before_.energy = after_.energy = 0.0;
  at_ = 0;
  if (in > kAbsoluteGate && in * weight_ >= kRelativeGate * before_.average) {
    before_.average += speed_ * (in - before_.average);
    after_.average += speed_ * (out - after_.average);
    weight_ += speed_ * (1.0 - weight_);
  }
  // Both averages have gathered the same weight, so their ratio needs no correction for the start.
  const bool heard = weight_ > 0.0 && after_.average > 0.0;
  const double wanted = heard ? std::clamp(std::sqrt(before_.average / after_.average), 1.0 / kMostGain, kMostGain) : 1.0;
  step_ = approach_ * (wanted - gain_) / kChunk;
}

void LoudnessMatch::process(const ProcessBlock& block, const float* const* before, std::size_t amount, std::size_t unless) noexcept {
  const bool excepts = unless != kNone && (block.params[unless].from > 0.0f || block.params[unless].to > 0.0f);
  for (int from = 0; from < block.frames;) {
    const int frames = std::min(block.frames - from, kChunk - at_);
    if (!excepts) {
      listen(before_, before, from, frames);
      listen(after_, block.audio, from, frames);
    }
    for (int i = from; i < from + frames; ++i) {
      const double applied = value_at(block, amount, i) * (excepts ? 1.0 - value_at(block, unless, i) : 1.0);
      const auto factor = static_cast<float>(1.0 + applied * (gain_ - 1.0));
      for (int c = 0; c < block.channels; ++c) block.audio[c][i] *= factor;
      if (!excepts) gain_ += step_;
    }
    from += frames;
    if (!excepts) at_ += frames;
    if (at_ == kChunk) end_chunk();
  }
}

double LoudnessMatch::gain_db() const noexcept { return db_from_gain(gain_); }

}  // namespace sweetspot
