// One parameter on a panel: its label and the control that suits it.
#pragma once

#include <QWidget>

#include "engine/params/spec.h"

class QComboBox;
class QLabel;

namespace sweetspot::ui {

class ToggleButton;
class ValueBox;

// A choice is a list, a toggle a switch, everything else a number with its travel.
class ParamEditor : public QWidget {
  Q_OBJECT
 public:
  // `label` is shown; `owner` goes before it for screen readers: "Lead Vox Compressor".
  ParamEditor(ParamSpec spec, const QString& label, const QString& owner, QWidget* parent = nullptr);

  const ParamSpec& spec() const { return spec_; }
  void set_value(double value);  // from the session; emits nothing
  void set_default(double value);
  double value() const { return value_; }  // as it was shown last

 signals:
  void changed(double value);  // by the user
  void gesture_cancelled();  // gesture_ended follows
  void gesture_ended();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void show_ink(double value);

  ParamSpec spec_;
  double value_ = 0.0;
  QLabel* label_ = nullptr;
  QComboBox* list_ = nullptr;
  ToggleButton* toggle_ = nullptr;
  ValueBox* number_ = nullptr;
};

}  // namespace sweetspot::ui
