// The response of a filter over frequency: as a thumbnail on a strip, or with a grid behind an editor.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include <QPixmap>
#include <QWidget>

#include "ui/controls/curve_scale.h"

namespace sweetspot::ui {

// Magnitude in dB at each frequency in Hz.
using Response = std::function<void(std::span<const double> hertz, std::span<double> decibels)>;

class EqCurve : public QWidget {
  Q_OBJECT
 public:
  enum class Look { thumbnail, editor };

  EqCurve(Look look, const QString& name, QWidget* parent = nullptr);

  // An empty function shows an empty well. The curve is worked out once here, not at every paint.
  void set_response(Response response);
  void set_colour(const QColor& colour);
  void set_dimmed(bool dimmed);  // bypassed
  void set_range(double db);     // 6, 12 or 24 up and down
  double range() const { return range_db_; }

  CurveScale scale() const;
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 signals:
  void clicked();  // the thumbnail

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  // Drawn over the curve by editors.
  virtual void paint_over(QPainter&) {}

 private:
  void work_out();
  void draw_grid(QPainter& painter) const;
  void draw_curve(QPainter& painter) const;

  Look look_;
  Response response_;
  QColor colour_;
  bool dimmed_ = false;
  double range_db_ = 12.0;
  std::vector<double> hertz_, decibels_;
  QPixmap grid_;
};

}  // namespace sweetspot::ui
