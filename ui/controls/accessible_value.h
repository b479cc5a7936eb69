// What a screen reader is told of a ValueControl: name, value with unit, range, steps.
#pragma once

namespace sweetspot::ui {

// Registers our controls with Qt's accessibility; repeated calls do nothing. [main]
void install_accessible_values();

}  // namespace sweetspot::ui
