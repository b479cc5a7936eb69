// A number with its unit in a well.
#pragma once

#include "ui/controls/value_control.h"

namespace sweetspot::ui {

// Double-click or Enter types, a vertical drag turns, Ctrl+click or 0 resets.
class ValueBox : public ValueControl {
  Q_OBJECT
 public:
  ValueBox(ParamSpec spec, const QString& name, QWidget* parent = nullptr);

  // Without a frame, as the number beneath a knob.
  void set_plain(bool plain);
  // Shows the unit at the left and the number at the right, where room is scarce: "dB  -6.0".
  void set_unit_first(bool first);
  void set_alignment(Qt::Alignment alignment);
  // A thin line at the foot that shows how far the value is between its ends.
  void set_travel_shown(bool shown);

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 protected:
  bool types_at(const QPoint&) const override { return true; }
  void paintEvent(QPaintEvent* event) override;

 private:
  bool plain_ = false;
  bool unit_first_ = false;
  bool travel_shown_ = false;
  Qt::Alignment alignment_ = Qt::AlignRight;
};

}  // namespace sweetspot::ui
