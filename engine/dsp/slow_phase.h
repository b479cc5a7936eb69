// Phases of slow oscillators, and a quick sine.
#pragma once

#include <cmath>
#include <cstdint>

#include "engine/core/units.h"

namespace sweetspot::dsp {

// A place in the cycle as a whole number of 2^-64 cycles. Going on frame by frame and jumping to a frame give the same bits, so an
// oscillator that starts anywhere on the timeline is where it would have been, had it run from the beginning.
class SlowPhase {
 public:
  // What a frame adds, for a frequency in Hz. Any thread, no heap.
  static std::uint64_t step(double hertz, double rate) noexcept { return static_cast<std::uint64_t>(hertz / rate * 0x1p64); }

  // The phase that an oscillator of constant frequency has at a frame, when it has `first` (in cycles, 0 to 1) at frame 0. [audio]
  void start(double first, std::uint64_t step, Frames frame) noexcept {
    phase_ = static_cast<std::uint64_t>(first * 0x1p64) + step * static_cast<std::uint64_t>(frame);
  }

  void advance(std::uint64_t step, int frames) noexcept { phase_ += step * static_cast<std::uint64_t>(frames); }

  // In cycles, 0 to 1, so many frames from here.
  double cycles(std::uint64_t step = 0, int frames = 0) const noexcept {
    return static_cast<double>((phase_ + step * static_cast<std::uint64_t>(frames)) >> 11) * 0x1p-53;
  }

 private:
  std::uint64_t phase_ = 0;
};

// sin(2 pi x) within 6e-8 (and what float rounds): Taylor's series over a quarter wave. Without branches, for loops. Any thread.
template <class Real>
Real sine_of_cycles(Real x) noexcept {
  Real t = x - std::nearbyint(x);
  t = t > Real(0.25) ? Real(0.5) - t : t;
  t = t < Real(-0.25) ? Real(-0.5) - t : t;
  const Real s = t * t;
  return t * (Real(6.283185307179586) +
              s * (Real(-41.341702240399755) +
                   s * (Real(81.60524927607504) +
                        s * (Real(-76.70585975306136) + s * (Real(42.058693944897634) - s * Real(15.09464257682298))))));
}

}  // namespace sweetspot::dsp
