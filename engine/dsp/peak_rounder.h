// Rounds off peaks at a higher rate, and leaves everything else as it is, bit by bit.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "engine/dsp/oversampler.h"

namespace sweetspot::dsp {

// A soft clipper at four times the rate, for one channel. What it takes away is brought down to the rate and subtracted from the delayed
// sound, so that a sound with nothing to round off passes untouched.
class PeakRounder {
 public:
  // Frames by which the sound comes out late. Any thread.
  static int latency() { return oversampling_latency(kRates); }

  // Takes memory. [main]
  void prepare();

  // Forgets all sound. [audio]
  void reset() noexcept;

  // Rounds off what exceeds `limit` (amplitude, one a frame): the curve is straight up to kStraight of it and does not exceed it. In
  // place; samples that are not finite count as silence. [audio]
  void process(float* samples, const float* limit, int frames) noexcept;

  // The curve: amplitude out for an amplitude in. Any thread.
  static float rounded(float amplitude, float limit) noexcept;

 private:
  static constexpr Oversampling kRates{.factor = 4, .filter = OversamplingFilter::linear};
  static constexpr float kStraight = 0.7f;

  Upsampler up_;
  Downsampler down_;
  std::array<float, kOversampleChunk> taken_{};
  std::vector<float> ring_;  // the sound as it came, to be delayed
  std::size_t at_ = 0;
};

}  // namespace sweetspot::dsp
