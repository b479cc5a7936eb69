// How a position between the speakers becomes two gains.
#pragma once

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sweetspot::dsp {

enum class PanLaw { balance, constant_power, linear };

struct StereoGains {
  double left = 1.0;
  double right = 1.0;
};

// Cosine and sine: the powers of the sides add up to one wherever the sound stands; -3 dB in the centre.
// position -1 (left) to 1 (right). Any thread, no heap.
inline StereoGains constant_power_gains(double position) noexcept {
  if (position <= -1.0) return {1.0, 0.0};
  if (position >= 1.0) return {0.0, 1.0};
  if (position == 0.0) return {std::numbers::sqrt2 / 2.0, std::numbers::sqrt2 / 2.0};
  const double angle = (position + 1.0) * std::numbers::pi / 4.0;
  return {std::cos(angle), std::sin(angle)};
}

// The amplitudes of the sides add up to one: nothing changes in mono; -6 dB in the centre. Any thread, no heap.
inline StereoGains linear_gains(double position) noexcept {
  const double p = std::clamp(position, -1.0, 1.0);
  return {0.5 - 0.5 * p, 0.5 + 0.5 * p};
}

// Turns down the side that is left behind and leaves the other alone; 0 dB in the centre. Any thread, no heap.
inline StereoGains balance_gains(double position) noexcept {
  return {std::clamp(1.0 - position, 0.0, 1.0), std::clamp(1.0 + position, 0.0, 1.0)};
}

// Gains from one sound to the two sides, or of the two sides of a stereo sound. Any thread, no heap.
inline StereoGains pan_gains(PanLaw law, double position) noexcept {
  switch (law) {
    case PanLaw::constant_power:
      return constant_power_gains(position);
    case PanLaw::linear:
      return linear_gains(position);
    case PanLaw::balance:
      break;
  }
  return balance_gains(position);
}

}  // namespace sweetspot::dsp
