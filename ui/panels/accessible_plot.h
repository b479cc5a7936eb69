// What a screen reader is told of a picture with handles: its name, and what the chosen handle says.
#pragma once

namespace sweetspot::ui {

// Registers them with Qt's accessibility; repeated calls do nothing. [main]
void install_accessible_plots();

}  // namespace sweetspot::ui
