// What can be done to a strip, each as one named undo step.
#pragma once

#include <string>

#include "engine/session/device_edits.h"
#include "ui/mix/desk.h"
#include "ui/panels/param_change.h"

class QMenu;

namespace sweetspot::ui {

class ValueControl;

// What a drag of the control changed is one step; given up, it leaves none. [main]
void join_gestures(ValueControl& control, Desk& desk);

// All: [main]. What is linked to the strip goes along, unless Alt is held.
void set_strip_value(Desk& desk, StripId strip, const std::string& key, double value);
void set_send_value(Desk& desk, SendId send, const std::string& key, double value);
void set_output(Desk& desk, StripId strip, StripId output);
void add_send(Desk& desk, StripId strip, StripId bus);
void remove_send(Desk& desk, SendId send);
void rename(Desk& desk, StripId strip, const QString& name);
void set_colour(Desk& desk, StripId strip, const QString& colour);

void add_device(Desk& desk, StripId strip, const std::string& type);
void remove_device(Desk& desk, DeviceId device);
void move_device(Desk& desk, DeviceId device, int steps);
void reset_device(Desk& desk, DeviceId device);
// Puts a device at a place of its own or another strip's chain: moved, or as a copy.
void place_device(Desk& desk, DeviceId device, StripId strip, std::size_t position, bool copy);

// What was copied last, for the whole program; copies of it are put into a chain at a position.
void copy_device(Desk& desk, DeviceId device);
void copy_chain(Desk& desk, StripId strip);
bool can_paste_devices();
QString pasted_words();  // "Paste Equalizer", "Paste 3 devices"
void paste_devices(Desk& desk, StripId strip, std::size_t position);

void set_bypassed(Desk& desk, DeviceId device, bool bypassed);

// Fills a menu with every processor, by category; choosing one adds it at the end of the strip's chain.
void fill_device_menu(QMenu& menu, Desk& desk, StripId strip);

}  // namespace sweetspot::ui
