// The colour of a band, wherever it is drawn.
#pragma once

#include "ui/theme/tokens.h"

namespace sweetspot::ui {

// Of the band at a position from 0; the ninth begins anew.
inline QColor band_colour(int band) { return token::kTrackColours[static_cast<std::size_t>((band + 3) % 9)].colour; }

}  // namespace sweetspot::ui
