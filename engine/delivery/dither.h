// Reduction of depth without distortion.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "engine/delivery/noise_shape.h"

namespace sweetspot {

enum class DitherKind {
  none,     // rounded to nearest by whoever writes the integers
  tpdf,     // white triangular noise of +-1 step: no distortion, no noise modulation (Lipshitz, Wannamaker, Vanderkooy 1992)
  shaped    // the same, and the error fed back so that it lies where the ear is dull (see noise_shape.h)
};

// Puts samples on the steps of an integer depth. Equal input gives equal output, whatever the blocks; each channel has noise of
// its own. One thread at a time.
class Dither {
 public:
  // `bits` 16 or 24 (any from 2 to 24 works), rate in Hz.
  Dither(DitherKind kind, int bits, double rate, int channels, std::uint64_t seed = 1);

  // Replaces samples by multiples of 2^(1 - bits). Samples beyond full scale stay beyond, for the writer to clamp and count.
  void process(float* const* audio, int frames);

 private:
  struct Channel {
    std::uint64_t random = 0;
    std::array<double, kNoiseShapeTaps> errors{};   // newest first
  };

  void process_white(Channel& channel, float* audio, int frames) const;
  void process_shaped(Channel& channel, float* audio, int frames) const;

  DitherKind kind_;
  double steps_;   // a unit of amplitude, in steps
  std::array<double, kNoiseShapeTaps> shape_{};
  std::vector<Channel> channels_;
};

}  // namespace sweetspot
