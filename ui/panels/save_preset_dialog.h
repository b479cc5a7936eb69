// Asks for what a preset is called and meant for.
#pragma once

#include <QDialog>

#include "engine/session/ids.h"
#include "engine/studio/presets.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace sweetspot::ui {

class PanelDesk;

// Saves the settings that a device has at that moment. Says before it is pressed when a preset would be replaced. [main]
class SavePresetDialog : public QDialog {
  Q_OBJECT
 public:
  SavePresetDialog(PanelDesk& desk, DeviceId device, QWidget* parent = nullptr);

  void accept() override;

 private:
  PresetSource where() const;
  bool replaces() const;
  void show_state();

  PanelDesk& desk_;
  DeviceId device_;
  std::string kind_;
  QLineEdit* name_;
  QLineEdit* summary_;
  QComboBox* role_;
  QComboBox* where_;
  QLabel* note_;
  QPushButton* save_;
};

}  // namespace sweetspot::ui
