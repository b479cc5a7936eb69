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
  // Where the unit stands: "-6.0 dB", "dB  -6.0" or, where there is no room, "-6.0".
  enum class UnitPlace { behind, first, hidden };
  void set_unit_place(UnitPlace place);
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
  UnitPlace unit_place_ = UnitPlace::behind;
  bool travel_shown_ = false;
  Qt::Alignment alignment_ = Qt::AlignRight;
};

}  // namespace sweetspot::ui
