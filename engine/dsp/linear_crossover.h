// Cutting a sound into bands whose sum is the sound itself, later.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "engine/dsp/convolver.h"
#include "engine/dsp/crossover.h"
#include "engine/dsp/crossover_kernel.h"
#include "engine/dsp/delay_line.h"

namespace sweetspot::dsp {

// Linear-phase crossover, 24 dB an octave, -6 dB at each split. Low-passes without phase (crossover_kernel.h) are taken from each other,
// and the highest band is the delayed sound without the highest low-pass: the bands sum to the delayed sound whatever the kernels are, also
// while they change. Splits are to be in order; where two are equal the band between is silent.
//
// The kernels span 85 ms to each side: a band is within -85 dB of its declared gain for splits from 40 Hz on, within -49 dB (0.01 dB in the
// pass band) for one at 20 Hz. A split that moves is looked at once a hop of about 5 ms; its kernel is made and transformed in small pieces
// and cross-faded to. Sound that is not finite counts as silence.
class LinearCrossover {
 public:
  // Frames by which the bands come late, and frames that a band rings on after that. Any thread.
  static int latency(double rate) noexcept;
  static int tail(double rate) noexcept;

  // 2 to kCrossoverBands bands of 1 or 2 channels. [main]
  void prepare(double rate, int bands, int channels);

  // Forgets all sound. [audio]
  void reset() noexcept;

  int bands() const noexcept { return bands_; }

  // A split (0 to bands - 2) at rest, in Hz, kept below half the rate. [audio]
  void set_split(int split, double hertz) noexcept { hertz_[static_cast<std::size_t>(split)] = hertz; }

  // Band b of channel c goes to out[b * channels + c]. None may be an input. [audio]
  void process(const float* const* in, float* const* out, int frames) noexcept { run(in, out, frames, nullptr); }

  // The same while splits move: hertz[split][frame] for each of them. [audio]
  void process_gliding(const float* const* in, float* const* out, int frames, const double* const* hertz) noexcept {
    run(in, out, frames, hertz);
  }

 private:
  void run(const float* const* in, float* const* out, int frames, const double* const* hertz) noexcept;
  void begin_kernels() noexcept;
  void make_kernels(int frames) noexcept;
  void part(float* const* out, int frames) noexcept;

  double rate_ = 48000.0;
  int bands_ = 2, channels_ = 1;
  std::array<double, kCrossoverSplits> hertz_{}, made_for_{};
  std::array<CrossoverKernel, kCrossoverSplits> kernels_;
  Convolver convolver_;
  std::array<DelayLine, 2> delays_;
};

// Gain of a band at a frequency in Hz, splits in Hz and in order. Any thread, no heap.
double linear_crossover_response(std::span<const double> splits, int band, double hertz, double rate) noexcept;

}  // namespace sweetspot::dsp
