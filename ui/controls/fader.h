// The channel fader, with the scale that it shares with its meter.
#pragma once

#include <QPixmap>

#include "ui/controls/level_scale.h"
#include "ui/controls/value_control.h"

namespace sweetspot::ui {

// The table entry of a strip's level: -inf to +6 dB on the fader law, 0 dB by default.
ParamSpec fader_spec();

// 0 dB at 87 % of the travel. Drag moves the cap with the pointer; Shift or Ctrl: a tenth; double-click on the cap, Ctrl+click or
// 0: 0 dB.
class Fader : public ValueControl {
  Q_OBJECT
 public:
  explicit Fader(const QString& name, QWidget* parent = nullptr);

  // Whether the numbers of the scale are drawn beside its dashes.
  void set_ticks_shown(bool shown);

  LevelScale scale() const { return level_scale(height()); }
  QRect cap_rect() const { return cap_rect_for(value()); }
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 protected:
  double drag_length() const override { return scale().length; }
  QRect entry_area() const override { return cap_rect(); }
  bool resets_at(const QPoint& at) const override { return cap_rect().contains(at); }
  void value_shown(double before) override;
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  QRect cap_rect_for(double db) const;
  double rail_x() const;
  void draw_ground(QPainter& painter) const;
  void draw_ticks(QPainter& painter) const;
  void draw_cap(QPainter& painter) const;

  bool ticks_ = true;
  QPixmap ground_;
};

}  // namespace sweetspot::ui
