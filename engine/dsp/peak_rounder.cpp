#include "engine/dsp/peak_rounder.h"

#include <algorithm>
#include <cmath>

namespace sweetspot::dsp {

void PeakRounder::prepare() {
  up_.prepare(kRates);
  down_.prepare(kRates);
  ring_.assign(static_cast<std::size_t>(latency()), 0.0f);
  reset();
}

void PeakRounder::reset() noexcept {
  up_.reset();
  down_.reset();
  std::ranges::fill(ring_, 0.0f);
  at_ = 0;
}

float PeakRounder::rounded(float amplitude, float limit) noexcept {
  const float magnitude = std::abs(amplitude);
  const float straight = kStraight * limit;
  if (!(magnitude > straight)) return amplitude;
  const float room = limit - straight;
  return std::copysign(straight + room * std::tanh((magnitude - straight) / room), amplitude);
}

void PeakRounder::process(float* samples, const float* limit, int frames) noexcept {
  for (int done = 0; done < frames;) {
    const int length = std::min(frames - done, kOversampleChunk);
    float* const part = samples + done;
    for (int i = 0; i < length; ++i) part[i] = std::isfinite(part[i]) ? part[i] : 0.0f;
    up_.process(part, length);
    for (int k = 0; k < kRates.factor; ++k) {
      const float* const wave = up_.stream(k);
      float* const taken = down_.stream(k);
      for (int i = 0; i < length; ++i) taken[i] = wave[i] - rounded(wave[i], limit[done + i]);
    }
    down_.process(taken_.data(), length);
    for (int i = 0; i < length; ++i) {
      std::swap(part[i], ring_[at_]);
      if (++at_ == ring_.size()) at_ = 0;
      part[i] -= taken_[static_cast<std::size_t>(i)];
    }
    done += length;
  }
}

}  // namespace sweetspot::dsp
