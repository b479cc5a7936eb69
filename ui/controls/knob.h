// A round control for what has a centre or a small room.
#pragma once

#include "ui/controls/value_control.h"

namespace sweetspot::ui {

// Vertical drag turns; double-click resets; Enter types. The arc starts at the value that does nothing: 0 where the range
// holds it, the minimum otherwise.
class Knob : public ValueControl {
  Q_OBJECT
 public:
  Knob(ParamSpec spec, const QString& name, QWidget* parent = nullptr);

  void set_diameter(int pixels);
  QSize sizeHint() const override { return {diameter_, diameter_}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  double neutral_travel() const;

  int diameter_ = 32;
};

}  // namespace sweetspot::ui
