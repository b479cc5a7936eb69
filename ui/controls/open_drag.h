// The drag that is going on anywhere in the window.
#pragma once

namespace sweetspot::ui {

// Gives it up, as Esc does: what is dragged holds the keyboard until it is let go of. False when nothing is dragged. [main]
bool cancel_open_drag();

}  // namespace sweetspot::ui
