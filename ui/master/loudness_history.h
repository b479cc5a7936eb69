// The last minute of loudness: momentary thin, short-term, integrated thick, the target dashed.
#pragma once

#include <QWidget>
#include <deque>

namespace sweetspot {
struct LoudnessReadout;
}

namespace sweetspot::ui {

// [main]
class LoudnessHistory : public QWidget {
  Q_OBJECT
 public:
  explicit LoudnessHistory(QWidget* parent = nullptr);

  void feed(const LoudnessReadout& values, double seconds);  // `seconds` went by
  void set_target(double lufs);
  void clear();

  QSize sizeHint() const override { return {400, 180}; }
  QSize minimumSizeHint() const override { return {200, 110}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  struct Point {
    double momentary, short_term, integrated;
  };
  double y(double lufs) const;
  void draw_line(QPainter& painter, double Point::*value, const QColor& colour, double width) const;

  std::deque<Point> points_;
  double rest_ = 0.0;  // seconds since the last point
  double target_ = -14.0;
};

}  // namespace sweetspot::ui
