#include "ui/controls/level_scale.h"

#include <algorithm>

#include "engine/params/fader_law.h"

namespace sweetspot::ui {

double LevelScale::y(double level) const { return top + (1.0 - fader_travel(level)) * length; }

double LevelScale::db(double y_position) const { return fader_db(std::clamp(1.0 - (y_position - top) / length, 0.0, 1.0)); }

std::vector<int> fitting_ticks(const LevelScale& scale) {
  constexpr double kTickPitch = 12.0;  // a line of the smallest type
  std::vector<int> ticks;
  double last = scale.y(0.0) - kTickPitch;
  for (const int db : kFaderTicks) {
    if (db > 0) {
      if (scale.y(0.0) - scale.y(db) >= kTickPitch) ticks.push_back(db);
    } else if (const double y = scale.y(db); y - last >= kTickPitch) {
      ticks.push_back(db);
      last = y;
    }
  }
  return ticks;
}

LevelScale level_scale(double widget_height) { return {kScaleInset, std::max(1.0, widget_height - 2.0 * kScaleInset)}; }

}  // namespace sweetspot::ui
