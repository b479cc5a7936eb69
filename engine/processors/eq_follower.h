// What a dynamic band of the equalizer hears, and the gain it makes of it.
#pragma once

#include <array>

#include "engine/dsp/svf.h"
#include "engine/processors/eq_bands.h"

namespace sweetspot {

// Listens to the band's own part of the spectrum: a band-pass of the bell's frequency and Q, all below a low shelf, all above a high shelf
// or a tilt. Level is the root of the mean square, twice averaged over a period of the frequency (at least 3 ms), so that a sine reads its
// peak and the gain does not follow the wave; a louder channel counts for both.
class EqFollower {
 public:
  // Forgets all sound; no change of gain. [audio]
  void reset() noexcept;

  // What it listens to. Any time. [audio]
  void aim(EqBandType type, const EqBandTuning& tuning, double rate) noexcept;

  // Hears a stretch of the key, 1 or 2 channels; samples that are not finite count as silence. [audio]
  void listen(const float* const* key, int channels, int begin, int frames) noexcept;

  // The change of gain in dB after `frames` more of that level. [audio]
  double advance(const EqBandDynamics& dynamics, int frames, double rate) noexcept;

  double gain_db() const noexcept { return gain_db_; }

 private:
  enum class Hears { band, below, above };

  struct Ear {
    dsp::Svf filter;
    double first = 0.0, second = 0.0;  // averages of the square
  };

  Hears hears_ = Hears::band;
  dsp::Svf::Tuning tuning_;
  double speed_ = 0.0;
  std::array<Ear, 2> ears_;
  double gain_db_ = 0.0;
};

}  // namespace sweetspot
