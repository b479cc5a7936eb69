// The broad tonal balance of a programme, and a gentle equalizer that brings it nearer to another.
#pragma once

#include <array>

#include "engine/analysis/average_spectrum.h"
#include "engine/mastering/chain.h"

namespace sweetspot {

inline constexpr int kTonalBands = 8;

// Centres of the bands in Hz, an octave and a third apart; each reaches half-way to its neighbours.
inline constexpr std::array<double, kTonalBands> kTonalCentres{50, 125, 315, 800, 2000, 4000, 8000, 14000};

// Level of each band in dB, relative to the mean of all bands; a band without sound has the least level of the others.
using TonalBalance = std::array<double, kTonalBands>;

// The most that any band is changed, in dB.
inline constexpr double kMostMatchDb = 3.0;

// From a programme's mean spectrum. Any thread.
TonalBalance tonal_balance(const AverageSpectrum& spectrum);

// An EQ of two shelves and six bells whose curve at the centres is nearest to the difference (least squares, since the bands
// overlap), each gain held within kMostMatchDb. Any thread.
PresetDevice tonal_match(const TonalBalance& from, const TonalBalance& to);

}  // namespace sweetspot
