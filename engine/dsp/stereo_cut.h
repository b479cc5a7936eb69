// A high-pass or low-pass for two channels, with a corner that may move.
#pragma once

#include <array>
#include <cmath>
#include <numbers>

#include "engine/dsp/svf.h"

namespace sweetspot::dsp {

// Second-order Butterworth section, the state-variable filter of svf.h for two channels side by side. Double precision. Input must be
// finite.
class StereoCut {
 public:
  enum class Kind { high_pass, low_pass };

  explicit StereoCut(Kind kind) noexcept : kind_(kind) {}

  // Silent. [audio]
  void reset() noexcept {
    band_ = low_ = {};
    idle_ = false;
  }

  // The filter is passed by: when it next runs it begins where the sound then is, without a step. [audio]
  void pass_by() noexcept { idle_ = true; }

  // In place. The corner (-3 dB) in Hz is kept below half the rate. [audio]
  void process(float* left, float* right, int frames, double hertz, double rate) noexcept {
    prime(*left, *right);
    if (hertz != hertz_ || rate != rate_) {
      hertz_ = hertz;
      rate_ = rate;
      tuning_ = tuning(Svf::warped(hertz, rate));
    }
    const Svf::Tuning now = tuning_;
    run(left, right, frames, [now](int) { return now; });
  }

  // In place, while the corner glides from one to the other over `length` frames, of which the first lies `offset` frames back. [audio]
  void process_gliding(float* left, float* right, int frames, double from_hertz, double to_hertz, double rate, int offset,
                       int length) noexcept {
    prime(*left, *right);
    const double from = Svf::warped(from_hertz, rate);
    const double step = (Svf::warped(to_hertz, rate) - from) / length;
    run(left, right, frames, [=](int i) { return tuning(from + step * (offset + i)); });
  }

 private:
  using Pair = std::array<double, 2>;

  static Svf::Tuning tuning(double g) noexcept { return Svf::Tuning::from(g, std::numbers::sqrt2); }

  void prime(float left, float right) noexcept {
    if (!idle_) return;
    idle_ = false;
    band_ = {};
    low_ = {};
    if (kind_ == Kind::low_pass) low_ = {left, right};
  }

  template <class TuningAt>
  void run(float* left, float* right, int frames, TuningAt&& tuning_at) noexcept {
    if (kind_ == Kind::low_pass)
      run_kind<true>(left, right, frames, tuning_at);
    else
      run_kind<false>(left, right, frames, tuning_at);
  }

  template <bool kLow, class TuningAt>
  void run_kind(float* left, float* right, int frames, TuningAt&& tuning_at) noexcept {
    Pair band_state = band_, low_state = low_;
    for (int i = 0; i < frames; ++i) {
      const Svf::Tuning t = tuning_at(i);
      const Pair x{left[i], right[i]};
      Pair y;
      for (std::size_t c = 0; c < 2; ++c) {
        const double band = t.a1 * (band_state[c] + t.g * (x[c] - low_state[c]));
        const double low = low_state[c] + t.g * band;
        band_state[c] = 2.0 * band - band_state[c];
        low_state[c] = 2.0 * low - low_state[c];
        y[c] = kLow ? low : x[c] - t.k * band - low;
      }
      left[i] = static_cast<float>(y[0]);
      right[i] = static_cast<float>(y[1]);
    }
    band_ = band_state;
    low_ = low_state;
  }

  Kind kind_;
  Svf::Tuning tuning_;
  double hertz_ = 0.0, rate_ = 0.0;
  Pair band_{}, low_{};
  bool idle_ = false;
};

}  // namespace sweetspot::dsp
