// Where a level lies on a strip: one scale for the fader and the meter beside it.
#pragma once

#include <array>
#include <vector>

namespace sweetspot::ui {

// Pure. `top` is the y of +6 dB and `top + length` that of -70 dB and below, in logical pixels.
struct LevelScale {
  double top = 0.0;
  double length = 1.0;

  double y(double db) const;           // of a level in dB
  double db(double y_position) const;  // -inf at the bottom
};

// The levels that are marked.
inline constexpr std::array kFaderTicks{6, 0, -6, -12, -18, -24, -36, -48, -60};

// Those for whose numbers a scale has room: 0 dB always, then from it down and up. Pure.
std::vector<int> fitting_ticks(const LevelScale& scale);

// Room above and below the scale: half of the fader's cap, and the clip lamp.
inline constexpr double kScaleInset = 12.0;

// The scale of a fader or meter of that height.
LevelScale level_scale(double widget_height);

}  // namespace sweetspot::ui
