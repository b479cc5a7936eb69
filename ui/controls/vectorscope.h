// A vectorscope: a stereo sound as dots that fade, mid up, left and right to the sides.
#pragma once

#include <span>
#include <vector>

#include <QImage>
#include <QPixmap>
#include <QWidget>

#include "ui/controls/scope_points.h"

namespace sweetspot::ui {

// Paints nothing while it is dark. [main]
class Vectorscope : public QWidget {
  Q_OBJECT
 public:
  explicit Vectorscope(const QString& name, QWidget* parent = nullptr);

  // The frames that came in `seconds`; both sides as long. Without frames the dots only fade.
  void feed(std::span<const float> left, std::span<const float> right, double seconds);

  double zoom_db() const { return zoom_.decibels(); }
  bool dark() const { return brightest_ == 0; }

  QSize sizeHint() const override { return {220, 220}; }
  QSize minimumSizeHint() const override { return {120, 120}; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  QRectF disc() const;
  void ready();
  void fade(double seconds);
  void draw_ground(QPainter& painter) const;

  ScopeZoom zoom_;
  QImage dots_;  // one byte a device pixel: how bright
  int brightest_ = 0;
  double faded_ = 0.0;  // seconds that are not yet taken off
  QPixmap ground_;
};

}  // namespace sweetspot::ui
