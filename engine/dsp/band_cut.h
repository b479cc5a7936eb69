// Turns one band down, by amounts that may change with every sample, and leaves the rest as it is.
#pragma once

#include <cmath>
#include <numbers>

#include "engine/dsp/svf.h"

namespace sweetspot::dsp {

// The filters of a band. Their coefficients do not depend on the amount, so moving it does not disturb them.
//
// The outputs of a state-variable filter sum to its input, so this is a crossover whose bands line up in phase: at an amount of 1 the sum
// is the input, bit for bit. Above a frequency the band is turned down by a shelf of fourth order: with D(s) the Butterworth polynomial,
// the response is D(q s) / D(s), q being the fourth root of the amount, so |H|^2 = (1 + (amount^2) w^8) / (1 + w^8) without a bump. Around
// a frequency it is the bell (s^2 + amount s / Q + 1) / (s^2 + s / Q + 1).
struct BandTuning {
  Svf::Tuning first, second;
  bool above = true;

  // Everything above a corner in Hz. Any thread, no heap.
  static BandTuning above_corner(double hertz, double rate) noexcept {
    const double g = Svf::warped(hertz, rate);
    return {Svf::Tuning::from(g, 2.0 * std::cos(std::numbers::pi / 8.0)), Svf::Tuning::from(g, 2.0 * std::sin(std::numbers::pi / 8.0)),
            true};
  }

  // A band of a width in octaves about a frequency in Hz. Any thread, no heap.
  static BandTuning around(double hertz, double octaves, double rate) noexcept {
    const double g = Svf::warped(hertz, rate);
    const Svf::Tuning tuning = Svf::Tuning::from(g, 2.0 * std::sinh(0.5 * std::numbers::ln2 * octaves));
    return {tuning, tuning, false};
  }

  // Power gain at a frequency for an amount. Any thread, no heap.
  double power_at(double hertz, double rate, double amount) const noexcept {
    const double w = Svf::warped(hertz, rate) / first.g;
    if (above) return (1.0 + amount * amount * std::pow(w, 8.0)) / (1.0 + std::pow(w, 8.0));
    const double off = (w - 1.0 / w) / first.k;
    return (amount * amount + off * off) / (1.0 + off * off);
  }
};

// One channel of the band alone: high-pass of fourth order, or band-pass of 0 dB at its peak. Samples must be finite.
class BandFilter {
 public:
  // [audio]
  void reset() noexcept {
    first_.reset();
    second_.reset();
  }

  // [audio]
  double tick(const BandTuning& t, double x) noexcept {
    const Svf::Outputs once = first_.tick(t.first, x);
    return t.above ? second_.tick(t.second, once.high).high : t.first.k * once.band;
  }

 private:
  Svf first_, second_;
};

// One channel with the band turned down. Samples must be finite.
class BandCut {
 public:
  // [audio]
  void reset() noexcept {
    first_.reset();
    second_.reset();
  }

  // `root` is the fourth root of the amount. [audio]
  double tick(const BandTuning& t, double x, double root) noexcept {
    const Svf::Outputs once = first_.tick(t.first, x);
    const double square = root * root;
    if (!t.above) return x + (square * square - 1.0) * t.first.k * once.band;
    const double between = x + (square - 1.0) * once.high + (root - 1.0) * t.first.k * once.band;
    const Svf::Outputs twice = second_.tick(t.second, between);
    return between + (square - 1.0) * twice.high + (root - 1.0) * t.second.k * twice.band;
  }

 private:
  Svf first_, second_;
};

}  // namespace sweetspot::dsp
