#include "ui/controls/level_scale.h"

#include <algorithm>

#include "engine/params/fader_law.h"

namespace sweetspot::ui {

double LevelScale::y(double level) const { return top + (1.0 - fader_travel(level)) * length; }

double LevelScale::db(double y_position) const { return fader_db(std::clamp(1.0 - (y_position - top) / length, 0.0, 1.0)); }

LevelScale level_scale(double widget_height) { return {kScaleInset, std::max(1.0, widget_height - 2.0 * kScaleInset)}; }

}  // namespace sweetspot::ui
