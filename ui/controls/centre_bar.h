// A meter about a middle: correlation, balance. The present value as a bar, a slow mean as a mark, a number.
#pragma once

#include <QWidget>

#include "engine/core/units.h"

namespace sweetspot::ui {

// Pure. The mean of the last seconds.
class SlowMean {
 public:
  explicit SlowMean(double seconds) : seconds_(seconds) {}

  void feed(double value, double seconds);
  double value() const { return mean_; }

 private:
  double seconds_;
  double mean_ = 0.0;
  bool known_ = false;
};

class CentreBar : public QWidget {
  Q_OBJECT
 public:
  struct Look {
    QString title;  // "Correlation"
    double low = -1.0, high = 1.0;
    QString low_mark = "−1", high_mark = "+1";
    int decimals = 2;
    QString unit{};
    bool low_is_bad = false;  // below the middle it turns to the colour of a warning, and says so
    bool from_middle = true;  // the bar begins in the middle
  };

  CentreBar(Look look, const QString& name, QWidget* parent = nullptr);

  // `seconds` went by with that value; what is no number, or `known` false, is a meter at rest.
  void feed(double value, double seconds, bool known = true);
  double mean() const { return mean_.value(); }

  QSize sizeHint() const override { return {220, 34}; }
  QSize minimumSizeHint() const override { return {120, 34}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QRectF track() const;
  double x(double value) const;
  QString number() const;

  Look look_;
  double value_ = 0.0;
  bool known_ = false;
  SlowMean mean_{3.0};
};

}  // namespace sweetspot::ui
