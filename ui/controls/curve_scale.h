// Where frequencies and decibels lie in a picture of a curve.
#pragma once

#include <cmath>

#include <QPointF>
#include <QRectF>
#include <QString>

namespace sweetspot::ui {

// Pure. Frequencies lie on a logarithmic axis over the width, decibels on a linear one over the height.
struct CurveScale {
  QRectF area;
  double low_hz = 20.0;
  double high_hz = 20000.0;
  double range_db = 12.0;  // up and down from the middle

  double x(double hz) const { return area.left() + area.width() * std::log(hz / low_hz) / std::log(high_hz / low_hz); }
  double hz(double x_position) const { return low_hz * std::pow(high_hz / low_hz, (x_position - area.left()) / area.width()); }
  double y(double db) const { return area.center().y() - db / range_db * area.height() / 2.0; }
  double db(double y_position) const { return (area.center().y() - y_position) / (area.height() / 2.0) * range_db; }
  QPointF point(double frequency, double level) const { return {x(frequency), y(level)}; }
};

// "100", "2k": as short as an axis needs it.
inline QString axis_hertz(double hz) { return hz >= 1000.0 ? QString::number(hz / 1000.0) + "k" : QString::number(hz); }

}  // namespace sweetspot::ui
