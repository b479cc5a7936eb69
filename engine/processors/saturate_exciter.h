// What the exciter does on one channel beside the curve: picks a band, and of what the curve makes of it keeps the new part only.
#pragma once

#include <cmath>

#include "engine/dsp/svf.h"

namespace sweetspot {

// A band above, around or below a frequency: 12 dB an octave (Butterworth), or 6 dB an octave to either side of the width.
class ExciterBand {
 public:
  // How much of each output makes the band, and how the filter is tuned.
  struct Setting {
    dsp::Svf::Tuning tuning;
    double low = 0.0, band = 0.0, high = 1.0;
  };

  // [audio]
  void reset() noexcept { filter_.reset(); }

  // One finite sample. [audio]
  double tick(const Setting& s, double x) noexcept {
    const dsp::Svf::Outputs out = filter_.tick(s.tuning, x);
    return s.low * out.low + s.band * s.tuning.k * out.band + s.high * out.high;
  }

 private:
  dsp::Svf filter_;
};

// Takes from what a curve changes that part which is only the sound again: the best copy of it by least squares over the last moments
// (J. J. Bussgang, "Crosscorrelation functions of amplitude-distorted Gaussian signals", MIT RLE report 216, 1952). What is left, harmonics
// and sums and differences, has nothing in common with the sound.
class NewPart {
 public:
  // [main]
  void prepare(double rate) noexcept {
    speed_ = -std::expm1(-1.0 / (kSeconds * rate));
    reset();
  }

  // [audio]
  void reset() noexcept { common_ = power_ = 0.0; }

  // [audio]
  double tick(double changed, double sound) noexcept {
    common_ += speed_ * (changed * sound - common_);
    power_ += speed_ * (sound * sound - power_);
    return changed - common_ / (power_ + kNothing) * sound;
  }

 private:
  static constexpr double kSeconds = 0.03;
  static constexpr double kNothing = 1e-20;

  double speed_ = 0.0;
  double common_ = 0.0, power_ = 0.0;
};

}  // namespace sweetspot
