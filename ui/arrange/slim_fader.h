// A fader lying on its side, for the head of a track.
#pragma once

#include "ui/controls/value_control.h"

namespace sweetspot::ui {

// The same law and gestures as the desk's fader; dragging goes sideways. [main]
class SlimFader : public ValueControl {
  Q_OBJECT
 public:
  explicit SlimFader(const QString& name, QWidget* parent = nullptr);

  QSize sizeHint() const override { return {96, 24}; }
  QSize minimumSizeHint() const override { return {48, 20}; }

 protected:
  double drag_length() const override;
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;

 private:
  double x(double db) const;
};

}  // namespace sweetspot::ui
