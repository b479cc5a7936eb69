// The master's processors in a row, in the order of the sound.
#pragma once

#include <QWidget>

#include "engine/session/session.h"

class QHBoxLayout;
class QPushButton;

namespace sweetspot::ui {

class Store;

// Click a card to open it, its dot to turn it on or off. [main]
class ChainRail : public QWidget {
  Q_OBJECT
 public:
  ChainRail(Store& store, StripId strip, QWidget* parent = nullptr);

  DeviceId open_device() const { return open_; }
  void open(DeviceId device);
  void show_compare(bool before_mastering);

  // Puts a preset's devices in the place of the chain, as one undo step.
  void use_preset(const std::string& name);

 signals:
  void opened(sweetspot::DeviceId device);
  void compare_requested();

 private:
  void rebuild();
  void refresh();
  void add_menu();
  void preset_menu();
  Store& store_;
  StripId strip_;
  DeviceId open_;
  QHBoxLayout* cards_;
  QPushButton* add_;
  QPushButton* preset_;
  QPushButton* compare_;
};

}  // namespace sweetspot::ui
