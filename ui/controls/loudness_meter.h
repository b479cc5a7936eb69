// Loudness in numbers and bars around a target.
#pragma once

#include <array>

#include <QWidget>

#include "engine/core/units.h"

namespace sweetspot::ui {

// What the meter shows; kMinusInfinity where there is no value yet.
struct LoudnessValues {
  double momentary = kMinusInfinity;  // LUFS
  double short_term = kMinusInfinity;
  double integrated = kMinusInfinity;
  double range = 0.0;                 // LU
  double true_peak = kMinusInfinity;  // dBTP
  double correlation = 0.0;           // -1 to 1
};

// "-14.3", or a dash where there is no value. The minus is a real one.
QString loudness_number(double value, int decimals = 1);

// Rows of label, bar and number. Only rows whose number changed are painted again.
class LoudnessMeter : public QWidget {
  Q_OBJECT
 public:
  explicit LoudnessMeter(QWidget* parent = nullptr);

  void set_values(const LoudnessValues& values);
  void set_target(double lufs);   // the dashed line; -14 by default
  void set_ceiling(double dbtp);  // above it the true peak is red; -1 by default

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 signals:
  void reset_requested();  // double-click: start the integrated values anew

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;

 private:
  QRect row(int index) const;
  double bar_x(double lufs) const;

  LoudnessValues values_;
  double target_ = -14.0;
  double ceiling_ = -1.0;
  std::array<QString, 6> shown_;
};

}  // namespace sweetspot::ui
