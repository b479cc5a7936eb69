#include "engine/processors/band_dynamics.h"

#include <algorithm>
#include <utility>

namespace sweetspot {
void BandDynamics::prepare(double rate, int bands, int channels) {
  bands_ = bands;
  channels_ = channels;
  lanes_ = {};
  lanes_.count = bands * channels;
  lanes_.wet.fill(1.0f);
  lanes_.hold.fill(~std::uint32_t{0});
  for (dsp::HeldPeak& hold : holds_) hold.prepare(rate, dsp::kBassHoldMs);
  reset();
}

void BandDynamics::reset() noexcept {
  lanes_.reduction.fill(0.0f);
  lanes_.gathered.fill(0.0f);
  lanes_.held.fill(0.0f);
  for (dsp::HeldPeak& hold : holds_) hold.reset();
  phase_ = 0;
}

void BandDynamics::put(std::size_t band, const BandSettings& settings) noexcept {
  for (std::size_t c = 0; c < static_cast<std::size_t>(channels_); ++c) {
    const std::size_t lane = band * static_cast<std::size_t>(channels_) + c;
    lanes_.start[lane] = settings.start;
    lanes_.knee[lane] = settings.knee;
    lanes_.curvature[lane] = 0.5f / settings.knee;
    lanes_.slope[lane] = settings.slope;
    lanes_.deepest[lane] = settings.deepest;
    lanes_.level_sign[lane] = settings.level_sign;
    lanes_.gain_sign[lane] = settings.gain_sign;
    lanes_.attack[lane] = settings.attack;
    lanes_.release[lane] = settings.release;
    lanes_.link[lane] = channels_ == 2 ? settings.link : 0.0f;
  }
}

void BandDynamics::enter(const float* const* keys, float* const* gains) noexcept {
  for (std::size_t lane = 0; lane < static_cast<std::size_t>(lanes_.count); ++lane) {
    lanes_.key[lane] = keys[lane];
    lanes_.audio[lane] = gains[lane];
  }
}

void BandDynamics::process(const float* const* keys, float* const* gains, int frames) noexcept {
  enter(keys, gains);
  run(0, frames);
}

void BandDynamics::process_gliding(const float* const* keys, float* const* gains, int frames, std::span<const BandSettings> from,
                                   std::span<const BandSettings> to, int offset, int length) noexcept {
  enter(keys, gains);
  for (int i = 0; i < frames; ++i) {
    const float amount = static_cast<float>(offset + i) / static_cast<float>(length);
    for (std::size_t band = 0; band < static_cast<std::size_t>(bands_); ++band)
      put(band, BandSettings::between(from[band], to[band], amount));
    run(i, 1);
  }
}

// Stretch by stretch: at the end of each its peaks go to the holds.
void BandDynamics::run(int from, int frames) noexcept {
  for (const int end = from + frames; from < end;) {
    const int length = std::min(end - from, dsp::kHoldStretch - phase_);
    dsp::compress_lanes(lanes_, from, length);
    from += length;
    phase_ += length;
    if (phase_ < dsp::kHoldStretch) continue;
    phase_ = 0;
    for (std::size_t lane = 0; lane < static_cast<std::size_t>(lanes_.count); ++lane) {
      holds_[lane].gathered = std::exchange(lanes_.gathered[lane], 0.0f);
      holds_[lane].end_stretch();
      lanes_.held[lane] = holds_[lane].held;
    }
  }
}

}  // namespace sweetspot
