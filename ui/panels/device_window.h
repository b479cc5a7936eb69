// A processor in a window of its own.
#pragma once

#include <QWidget>

#include "engine/session/ids.h"

class QScrollArea;

namespace sweetspot::ui {

class PanelDesk;

// Floats above the main window, whose keys go on to work in it. Keeps the place and size that windows of its kind were last given, and
// closes with its device and its song, and on Ctrl+W. [main]
class DeviceWindow : public QWidget {
  Q_OBJECT
 public:
  DeviceWindow(PanelDesk& desk, DeviceId device, QWidget* main_window);

  DeviceId device() const { return device_; }

 protected:
  void moveEvent(QMoveEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void show_title();
  void restore();
  void keep();

  PanelDesk& desk_;
  DeviceId device_;
  QString kind_;
  QScrollArea* scroll_;
  bool restored_ = false;
};

// Opens the device's window, or brings it to the front. `near` is any widget of the main window. Null when there is no such device. [main]
DeviceWindow* open_device_window(PanelDesk& desk, DeviceId device, QWidget* near);

}  // namespace sweetspot::ui
