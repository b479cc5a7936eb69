// The exact period of a moment, given about where it lies.
#pragma once

#include <span>

namespace sweetspot {

struct RefinedPitch {
  double hz = 0.0;           // 0 when there is no dip near the guess
  double periodicity = 0.0;  // 0 to 1: normalised correlation of the wave with itself a period later
};

// Finds the period near `rate / guess_hz` that best maps the wave about sample `centre` onto itself: two windows of two
// periods (at least 12 ms), placed evenly about the centre, compared by normalised square difference (P. McLeod and
// G. Wyvill, ICMC 2005) with parabolic interpolation. Searches about 8 % to either side. No heap; any thread.
RefinedPitch refine_pitch(std::span<const float> samples, double rate, double centre, double guess_hz) noexcept;

}  // namespace sweetspot
