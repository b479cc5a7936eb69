// How much a dynamics processor turns down: one bar hanging from the top, with its number.
#pragma once

#include <QWidget>

namespace sweetspot::ui {

// Takes the reduction as dB below none; the sign does not matter. Falls back at a meter's speed. [main]
class GainReductionMeter : public QWidget {
  Q_OBJECT
 public:
  explicit GainReductionMeter(const QString& name, QWidget* parent = nullptr);

  void set_range(double db);                       // of the scale; 20 by default
  void feed(double reduction_db, double seconds);  // `seconds` of audio went by
  double shown_db() const { return shown_; }       // >= 0

  QSize sizeHint() const override { return {52, 180}; }
  QSize minimumSizeHint() const override { return {52, 80}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QRectF bar_area() const;
  double y(double db) const;

  double range_ = 20.0;
  double shown_ = 0.0;
  double held_ = 0.0;
  double hold_left_ = 0.0;
};

}  // namespace sweetspot::ui
