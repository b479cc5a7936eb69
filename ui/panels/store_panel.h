// A processor's panel that edits the window's song itself.
#pragma once

#include "engine/session/ids.h"

class QWidget;

namespace sweetspot::ui {

class DevicePanel;
class Store;

// A panel of a device, its gestures undo steps of the store, its values and meters kept up to date; null when the device is gone or
// its type is unknown. [main]
DevicePanel* make_store_panel(Store& store, DeviceId device, QWidget* parent = nullptr);

}  // namespace sweetspot::ui
