// How the moves of a strip's controls become automation while it plays. See docs/decisions/writing-automation.md.
#pragma once

namespace sweetspot {

enum class AutomationMode {
  read,   // lanes play; a move is an edit like any other
  touch,  // a move is written while the control is held, then the value goes back to the lane
  latch,  // a move is written from the first touch to the end of the pass
  write   // every lane is written from the start of the pass to its end
};

// How long a value takes back to its lane once the control is let go.
inline constexpr double kRampBackSeconds = 0.25;

}  // namespace sweetspot
