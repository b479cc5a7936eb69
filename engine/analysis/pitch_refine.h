// The exact period of a moment, given about where it lies.
#pragma once

#include <span>

namespace sweetspot {

struct RefinedPitch {
  double hz = 0.0;           // 0 when there is no dip near the guess
  double periodicity = 0.0;  // 0 to 1: normalised correlation of the wave with itself a period later
};

// How much sound is compared with itself a period later.
struct RefineWindow {
  double periods = 2.0;
  double least_seconds = 0.012;
};

// Finds the period near `rate / guess_hz` that best maps the wave about sample `centre` onto itself: two windows, placed
// evenly about the centre a period apart, compared by normalised square difference (P. McLeod and G. Wyvill, ICMC 2005) with
// parabolic interpolation. Climbs from the guess, at most 8 % to either side. No heap; any thread.
RefinedPitch refine_pitch(std::span<const float> samples, double rate, double centre, double guess_hz, const RefineWindow& window = {}) noexcept;

}  // namespace sweetspot
