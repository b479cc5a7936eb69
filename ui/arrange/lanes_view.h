// The timeline itself: clips with their waveforms, the grid behind them, the playhead over them.
#pragma once

#include <QWidget>
#include <optional>
#include <set>
#include <string>

#include "ui/arrange/clip_drag.h"
#include "ui/arrange/wave_tiles.h"

namespace sweetspot::ui {

class TimelineModel;

// Drag a clip to move it, its edge to trim, its top corner to fade; Alt ignores the grid, Esc restores. Click an empty place to locate,
// drag there to choose clips. [main]
class LanesView : public QWidget {
  Q_OBJECT
 public:
  explicit LanesView(TimelineModel& model, QWidget* parent = nullptr);

  // Recordings whose files are not there: their clips are hatched.
  void set_missing(std::set<MediaId> missing);

  const WaveTiles& tiles() const { return tiles_; }
  std::vector<ClipBox> boxes() const;
  bool dragging() const { return drag_.has_value() || marquee_.has_value(); }

 signals:
  void rename_requested(sweetspot::StripId track);

 protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;

 private:
  void draw_rows(QPainter& painter, const QRect& dirty) const;
  void draw_grid(QPainter& painter, const QRect& dirty) const;
  void draw_clip(QPainter& painter, const ClipBox& box, const QRect& dirty);
  void draw_wave(QPainter& painter, const ClipBox& box, const QRect& dirty, bool muted);
  void draw_fades(QPainter& painter, const ClipBox& box) const;
  void draw_hatching(QPainter& painter, const ClipBox& box, const QRect& dirty) const;
  void draw_loop(QPainter& painter, const QRect& dirty) const;
  void move_playhead(Frames at);
  void show_pointer(QPointF at, Qt::KeyboardModifiers modifiers);
  void start_drag(const ClipHit& hit, QMouseEvent* event);
  void drag_to(QPointF at, bool ignore_snap);
  void end_drag(bool restore);
  void choose_marquee();
  StripId track_at(double y) const;

  TimelineModel& model_;
  WaveTiles tiles_;
  std::set<MediaId> missing_;
  std::optional<ClipDrag> drag_;
  QPointF pressed_;
  QPointF pointer_;
  bool moved_ = false;   // beyond a click's tremble
  bool edited_ = false;  // by the drag
  bool committing_ = false;
  std::optional<QRectF> marquee_;
  double playhead_x_ = -10.0;
};

}  // namespace sweetspot::ui
