// Hearing one band of the equalizer alone.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "engine/dsp/svf.h"
#include "engine/processors/eq_bands.h"
#include "engine/processors/ramps.h"

namespace sweetspot {

// Puts in the place of the sound the part of it where a band works: around the frequency of a bell or notch as wide as its Q says, below
// that of a low shelf or high-pass, above that of a high shelf or low-pass. Fades over 10 ms.
class EqAudition {
 public:
  // [main]
  void prepare(double rate) {
    rate_ = rate;
    step_ = 1.0 / (0.01 * rate);
    reset();
  }

  // Forgets all sound. [audio]
  void reset() noexcept {
    for (dsp::Svf& filter : filters_) filter.reset();
    weight_ = 0.0;
  }

  bool active() const noexcept { return weight_ != 0.0; }

  // `band` counts from 1; 0 is none. In place. [audio]
  void process(const ProcessBlock& block, int band) noexcept {
    if (band == 0 && weight_ == 0.0) return;
    if (band != 0) band_ = band - 1;
    const auto type = static_cast<EqBandType>(std::lround(block.params[eq_param(band_, EqBandParam::type)].to));
    dsp::Svf::Tuning tuning = tuning_at(block, type, 0);
    for (int i = 0; i < block.frames; ++i) {
      if (block.moving) tuning = tuning_at(block, type, i);
      weight_ = band != 0 ? std::min(1.0, weight_ + step_) : std::max(0.0, weight_ - step_);
      for (int c = 0; c < block.channels; ++c) {
        float& sample = block.audio[c][i];
        const double x = std::abs(sample) < kLoudest ? double{sample} : 0.0;
        const dsp::Svf::Outputs out = filters_[static_cast<std::size_t>(c)].tick(tuning, x);
        sample = static_cast<float>(x + weight_ * (part(type, tuning, out) - x));
      }
    }
    if (weight_ == 0.0) reset();
  }

 private:
  static constexpr float kLoudest = 1e6f;  // what is beyond is no sound, and would ring for long

  static bool hears_below(EqBandType type) noexcept { return type == EqBandType::low_shelf || type == EqBandType::high_pass; }
  static bool hears_above(EqBandType type) noexcept {
    return type == EqBandType::high_shelf || type == EqBandType::low_pass || type == EqBandType::tilt;
  }

  static double part(EqBandType type, const dsp::Svf::Tuning& tuning, const dsp::Svf::Outputs& out) noexcept {
    return hears_below(type) ? out.low : hears_above(type) ? out.high : tuning.k * out.band;
  }

  dsp::Svf::Tuning tuning_at(const ProcessBlock& block, EqBandType type, int frame) const noexcept {
    const bool half = hears_below(type) || hears_above(type);
    const double q = half ? std::numbers::sqrt2 / 2.0 : value_at(block, eq_param(band_, EqBandParam::q), frame);
    return dsp::Svf::Tuning::at(value_at(block, eq_param(band_, EqBandParam::freq), frame), q, rate_);
  }

  double rate_ = 48000.0;
  double step_ = 0.0;
  int band_ = 0;
  double weight_ = 0.0;
  std::array<dsp::Svf, 2> filters_;
};

}  // namespace sweetspot
