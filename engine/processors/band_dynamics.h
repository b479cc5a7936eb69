// The dynamics of several bands at once.
#pragma once

#include <array>
#include <span>

#include "engine/dsp/compressor_lanes.h"
#include "engine/dsp/held_peak.h"
#include "engine/processors/multiband_settings.h"

namespace sweetspot {

// Bands times channels as lanes of one compressor kernel. The level is that of peaks held for half a wave of 40 Hz, so that the gain does
// not follow the wave of the bass; attack and release are the times in which the gain in dB covers 1 - 1/e of its way after that. Attack is
// for a rising level in every mode.
class BandDynamics {
 public:
  // Takes memory. [main]
  void prepare(double rate, int bands, int channels);

  // Forgets all sound. [audio]
  void reset() noexcept;

  // Settings at rest. [audio]
  void set(std::size_t band, const BandSettings& settings) noexcept { put(band, settings); }

  // `keys` and `gains` have a row a band and channel, at band * channels + channel. Gains must hold ones; they become the factors. [audio]
  void process(const float* const* keys, float* const* gains, int frames) noexcept;

  // The same while settings move in straight lines from one to the other, `length` frames apart, the first of which lies `offset` frames
  // back. [audio]
  void process_gliding(const float* const* keys, float* const* gains, int frames, std::span<const BandSettings> from,
                       std::span<const BandSettings> to, int offset, int length) noexcept;

 private:
  void put(std::size_t band, const BandSettings& settings) noexcept;
  void enter(const float* const* keys, float* const* gains) noexcept;
  void run(int from, int frames) noexcept;

  int bands_ = 1, channels_ = 1;
  dsp::CompressorLanes lanes_;
  std::array<dsp::HeldPeak, dsp::kCompressorLanes> holds_;
  int phase_ = 0;  // frames into the stretch
};

}  // namespace sweetspot
