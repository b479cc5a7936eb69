// How much a dynamics processor turns down: one bar hanging from the top, with its number.
#pragma once

#include <deque>

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

// The last seconds of gain reduction, hanging from the top, newest at the right.
class GainReductionHistory : public QWidget {
  Q_OBJECT
 public:
  explicit GainReductionHistory(const QString& name, QWidget* parent = nullptr);

  void feed(double reduction_db, double seconds);
  double worst_db() const;  // of what is shown, >= 0

  QSize sizeHint() const override { return {240, 96}; }
  QSize minimumSizeHint() const override { return {120, 64}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  std::deque<float> columns_;  // the worst of each kColumnSeconds, newest last
  double collecting_ = 0.0;
  double collected_seconds_ = 0.0;
};

}  // namespace sweetspot::ui
