// What a compressor hears: its key through a high-pass and a low-pass filter.
#pragma once

#include <cmath>
#include <numbers>

#include "engine/dsp/svf.h"

namespace sweetspot::dsp {

// Second-order Butterworth section which takes new corner frequencies without clicks. Double precision. Not finite samples count as
// silence.
class KeyFilter {
 public:
  enum class Kind { high_pass, low_pass };

  // Corner (-3 dB) in Hz, kept below half the rate. Any time; the state stays. [audio]
  void set(Kind kind, double hertz, double rate) noexcept {
    kind_ = kind;
    tuning_ = tuning(Svf::warped(hertz, rate));
  }

  // [audio]
  void reset() noexcept {
    filter_.reset();
    idle_ = true;
  }

  // The filter is passed by: when it next runs it begins where the sound then is, without a step. [audio]
  void pass_by() noexcept { reset(); }

  // In place. [audio]
  void process(float* samples, int frames) noexcept {
    prime(samples[0]);
    for (int i = 0; i < frames; ++i) samples[i] = tick(tuning_, samples[i]);
  }

  // In place, while the corner glides from one to the other over `length` frames, of which the first lies `offset` frames back. [audio]
  void process_gliding(float* samples, int frames, double from_hertz, double to_hertz, double rate, int offset, int length) noexcept {
    prime(samples[0]);
    const double from = Svf::warped(from_hertz, rate);
    const double to = Svf::warped(to_hertz, rate);
    for (int i = 0; i < frames; ++i) samples[i] = tick(tuning(from + (to - from) * (offset + i) / length), samples[i]);
  }

 private:
  static Svf::Tuning tuning(double g) noexcept { return Svf::Tuning::from(g, std::numbers::sqrt2); }

  void prime(float first) noexcept {
    if (!idle_) return;
    idle_ = false;
    if (kind_ == Kind::low_pass && std::isfinite(first)) filter_.settle(first);
  }

  float tick(const Svf::Tuning& now, float sample) noexcept {
    const Svf::Outputs out = filter_.tick(now, std::isfinite(sample) ? double{sample} : 0.0);
    return static_cast<float>(kind_ == Kind::low_pass ? out.low : out.high);
  }

  Kind kind_ = Kind::high_pass;
  Svf::Tuning tuning_;
  Svf filter_;
  bool idle_ = true;
};

// Root of the mean square as a level: a sine reads its peak. The mean is two one-pole averages in a row, which leaves a
// hundredth of a dB of ripple at 100 Hz. Double precision. Not finite samples count as silence.
class RmsLevel {
 public:
  // Time constant of each average. [main]
  void prepare(double rate, double milliseconds) {
    speed_ = -std::expm1(-1.0 / (milliseconds * 1e-3 * rate));
    reset();
  }

  // [audio]
  void reset() noexcept { first_ = second_ = 0.0; }

  // Replaces samples by levels. [audio]
  void process(float* samples, int frames) noexcept {
    for (int i = 0; i < frames; ++i) {
      const double x = std::isfinite(samples[i]) ? double{samples[i]} : 0.0;
      first_ += speed_ * (x * x - first_);
      second_ += speed_ * (first_ - second_);
      samples[i] = static_cast<float>(std::sqrt(2.0 * second_));
    }
  }

 private:
  double speed_ = 1.0;
  double first_ = 0.0, second_ = 0.0;
};

}  // namespace sweetspot::dsp
