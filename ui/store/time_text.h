// Places on the timeline as people write them. Pure.
#pragma once

#include <QString>

#include "engine/core/units.h"
#include "ui/store/time_grid.h"

namespace sweetspot::ui {

// "0:26.083"; from an hour on "1:00:26.083".
QString time_text(Frames frames, double rate);

// Reads "26", "26.5 s", "0:26.083" and "1:00:26"; throws Error when it is none of them.
double seconds_from_text(const QString& text);

// Bar and beat, counted from 1: "11.2".
QString bar_text(Frames frames, const TimeGrid& grid);

// "48 kHz", "44.1 kHz".
QString rate_text(double rate);

}  // namespace sweetspot::ui
