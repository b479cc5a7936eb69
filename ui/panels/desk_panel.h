// A processor's panel at a desk: its wishes become edits, and it shows what came of them.
#pragma once

#include <string>

#include "engine/session/ids.h"
#include "ui/panels/param_change.h"

class QString;
class QWidget;

namespace sweetspot::ui {

class DevicePanel;
class PanelDesk;

// Null when the device is gone or its type is unknown. The panel goes on by itself until it is deleted. [main]
DevicePanel* make_desk_panel(PanelDesk& desk, DeviceId device, QWidget* parent = nullptr);

// New values of a device's parameters as one undo step; those of one band merge while a gesture lasts. [main]
void change_params(PanelDesk& desk, DeviceId device, const ParamChanges& changes);

// What people read: "Equalizer". [main]
QString device_label(const PanelDesk& desk, DeviceId device);

}  // namespace sweetspot::ui
