// Reduction of depth without distortion.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "engine/dsp/noise_shape.h"

namespace sweetspot::dsp {

enum class DitherKind {
  none,   // rounded to nearest by whoever writes the integers
  tpdf,   // white triangular noise of +-1 step: no distortion, no noise modulation (Lipshitz, Wannamaker, Vanderkooy 1992)
  shaped  // the same, and the error fed back so that it lies where the ear is dull (see noise_shape.h)
};

// One channel. Equal input gives equal output, whatever the blocks.
class ChannelDither {
 public:
  // Begins anew, with the noise of that seed; channels of one sound want seeds of their own. [audio]
  void begin(std::uint64_t seed) noexcept;

  // Replaces samples by multiples of 1 / steps. Samples beyond full scale stay beyond. `shape` is for shaped noise. [audio]
  void process(DitherKind kind, double steps, const NoiseShape& shape, float* audio, int frames) noexcept;

  // Lets frames pass without a sound: the noise after them is what it would have been. [audio]
  void pass(int frames) noexcept;

 private:
  void process_white(double steps, float* audio, int frames) noexcept;
  void process_shaped(double steps, const NoiseShape& shape, float* audio, int frames) noexcept;

  std::uint64_t random_ = 0;
  NoiseShape errors_{};  // newest first
};

// The seed of a channel of a sound, from 0.
std::uint64_t dither_seed(int channel) noexcept;

// Steps in a unit of amplitude for a depth in bits.
double dither_steps(int bits) noexcept;

// A whole sound. One thread at a time.
class Dither {
 public:
  // `bits` 16 or 24 (any from 2 to 24 works), rate in Hz.
  Dither(DitherKind kind, int bits, double rate, int channels);

  // Replaces samples by multiples of 2^(1 - bits). Samples beyond full scale stay beyond, for the writer to clamp and count.
  void process(float* const* audio, int frames) noexcept;

 private:
  DitherKind kind_;
  double steps_;
  NoiseShape shape_{};
  std::vector<ChannelDither> channels_;
};

}  // namespace sweetspot::dsp
