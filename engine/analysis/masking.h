// Where one sound is covered by others.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/analysis/erb_levels.h"

namespace sweetspot {

// How much of a sound another one covers, band by band, over the stretches of time in which the first one sounds in that band. 0: it is
// heard in full (3 dB above the other's excitation or more); 1: not at all (6 dB under it or more: what a sound with more noise than tone
// in it takes to be lost, E. Zwicker and H. Fastl, "Psychoacoustics", 3rd edition, section 4.1); between them along a line in dB.
struct Covering {
  ErbBands degree{};
  ErbBands excess{};  // dB that the other's excitation is above the sound's, where it covers it; 0 where it does not
  ErbBands relief{};  // dB that were taken off the other's excitation since it comes from elsewhere (stereo_place.h)
};

// A stretch of frequencies in which one sound covers the other much.
struct CoveredBand {
  std::size_t by = 0;  // of the coverers
  double low_hz = 0.0, high_hz = 0.0, centre_hz = 0.0;
  double degree = 0.0;     // 0 to 1, mean over the stretch
  double excess_db = 0.0;  // of the coverer's excitation above the sound's, mean
  double relief_db = 0.0;  // by which it covers less since they are panned apart, mean; taken into account in all the others
  double weight = 0.0;     // 0 to 1: how much of what is to be heard of the sound lies there and is lost
};

struct MaskingMap {
  // 0 to 1: the share of its loudness (excitation to the power of 0.23, after Moore and Glasberg) that the sound has in each band. All
  // bands together make 1; 0 where it has nothing to say.
  ErbBands presence{};
  Covering all;                    // by all the others together
  std::vector<Covering> by;        // by each alone, as they were given
  std::vector<CoveredBand> bands;  // the worst first, at most kMostCovered
};

inline constexpr std::size_t kMostCovered = 8;
inline constexpr double kCoveredDegree = 0.4;  // from here on a band is told

// Compares a sound with those that may cover it: stretches of the same length from the same start; where one is shorter the rest is
// silence. Bands count where the sound itself, and not only what spreads from beside, is above the threshold in quiet and within 30 dB of
// its loudest band, stretches where it is within 20 dB of its loud ones in that band. Sounds in an ErbFrames that is empty cover nothing.
// Off the audio thread.
MaskingMap masking(const ErbFrames& sound, std::span<const ErbFrames* const> others);

}  // namespace sweetspot
