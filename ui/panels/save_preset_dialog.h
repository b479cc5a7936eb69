// Asks for what a preset is called and meant for.
#pragma once

#include <QDialog>
#include <functional>
#include <string>

#include "engine/session/ids.h"
#include "engine/studio/presets.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace sweetspot::ui {

class PanelDesk;

// Saves what a device or a strip has at that moment. Says before it is pressed when a preset would be replaced. [main]
class SavePresetDialog : public QDialog {
  Q_OBJECT
 public:
  // What is saved.
  struct Subject {
    QString title;     // "Equalizer settings"
    std::string kind;  // as preset_kind() has it
    std::string role;  // that is meant at first
    std::string name;  // at first; may be empty
    std::function<bool(Preset, PresetSource, bool replace)> save;
  };

  SavePresetDialog(PanelDesk& desk, Subject subject, QWidget* parent = nullptr);
  SavePresetDialog(PanelDesk& desk, DeviceId device, QWidget* parent = nullptr);  // a device's settings

  void accept() override;

 private:
  PresetSource where() const;
  bool replaces() const;
  void show_state();

  PanelDesk& desk_;
  Subject subject_;
  QLineEdit* name_;
  QLineEdit* summary_;
  QComboBox* role_;
  QComboBox* where_;
  QLabel* note_;
  QPushButton* save_;
};

}  // namespace sweetspot::ui
