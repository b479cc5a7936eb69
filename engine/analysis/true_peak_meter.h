// True peak: the highest point of the curve between the samples.
#pragma once

#include <array>

namespace sweetspot {

// One channel, read as if oversampled 16 times with a 256-tap interpolator a phase (Kaiser-windowed sinc, flat to 0.48 of the
// rate), at the price of a quarter of it: everything is interpolated 4 times with a short filter, and only where that comes
// near the highest value so far the long one looks at the sixteenths around. The highest point M of a band-limited curve has a
// point of the fourfold grid no more than 1/8 sample away, which is at least M cos(pi/8) = 0.924 M high (BS.1770-4, annex 2,
// gives the same 0.69 dB as the worst error of a fourfold meter); the meter looks again from 0.88 on.
//
// The meter lags kDelay samples behind its input; finish() catches up. No heap; process is for [audio] too.
class TruePeakMeter {
 public:
  static constexpr int kDelay = 128;  // samples that the long interpolator looks ahead
  static constexpr int kChunk = 64;   // sound is looked at in whole chunks

  TruePeakMeter() noexcept { reset(); }

  // Forgets all sound.
  void reset() noexcept;

  // The larger of `floor` and the true peak (linear) of what came out of the delay. What is certainly below `floor` is not
  // interpolated, so pass the highest peak known, or 0 to learn the peak of this very block. The samples must be finite.
  float process(const float* samples, int frames, float floor) noexcept;

  // As process, for the sound still in the delay, as if silence followed. Ends in the state of reset().
  float finish(float floor) noexcept;

 private:
  float look(float floor) noexcept;

  static constexpr int kHistory = 2 * kDelay;
  alignas(64) std::array<float, kHistory + kChunk> buffer_;
  int filled_ = 0;  // samples of the newest, unfinished chunk
};

}  // namespace sweetspot
