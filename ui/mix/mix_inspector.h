// The selected strip's devices, one panel beneath the other.
#pragma once

#include <vector>

#include <QScrollArea>

#include "ui/mix/desk.h"

class QLabel;
class QVBoxLayout;

namespace sweetspot::ui {

class DevicePanel;
class ValueBox;

class MixInspector : public QScrollArea {
  Q_OBJECT
 public:
  explicit MixInspector(Desk& desk, QWidget* parent = nullptr);

  void rebuild();                     // another strip, or other devices; what is still true stays
  void refresh();                     // values
  void show_device(DeviceId device);  // scrolls to it

 private:
  bool is_current() const;
  void build_strip(const Strip& strip);
  void build_device(const std::shared_ptr<const Device>& device);

  Desk& desk_;
  StripId strip_;
  QVBoxLayout* box_ = nullptr;
  QLabel* title_ = nullptr;
  QWidget* patch_ = nullptr;
  ValueBox* trim_ = nullptr;
  ValueBox* width_ = nullptr;
  std::vector<DevicePanel*> panels_;
  std::vector<DeviceId> shown_;  // all devices of the strip, also those without a panel
};

}  // namespace sweetspot::ui
