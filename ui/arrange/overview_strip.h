// The whole song in one strip at the foot, with the part that the timeline shows.
#pragma once

#include <QPixmap>
#include <QTimer>
#include <QWidget>

namespace sweetspot::ui {

class TimelineModel;

// Drag moves the view; a click outside of it brings it there. [main]
class OverviewStrip : public QWidget {
  Q_OBJECT
 public:
  explicit OverviewStrip(TimelineModel& model, QWidget* parent = nullptr);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;

 private:
  QRectF window_rect() const;  // the part in view
  double frames_per_pixel() const;
  void build();
  void move_window(double centre_x);

  TimelineModel& model_;
  QPixmap picture_;
  QTimer stale_;       // edits come in bursts
  double grab_ = 0.0;  // from the window's centre
  double playhead_x_ = -10.0;
};

}  // namespace sweetspot::ui
