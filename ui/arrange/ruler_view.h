// Bars or time above the tracks, with the loop, the markers and the head of the playhead.
#pragma once

#include <QWidget>
#include <optional>
#include <vector>

#include "engine/core/units.h"
#include "engine/session/ids.h"

class QMenu;
class QPushButton;

namespace sweetspot {
struct Marker;
}

namespace sweetspot::ui {

class TempoPopup;
class TimelineModel;

inline constexpr int kRulerHeight = 44;

// The upper half sets the loop by dragging; a click or drag on the lower half moves the playhead; markers can be dragged. [main]
class RulerView : public QWidget {
  Q_OBJECT
 public:
  explicit RulerView(TimelineModel& model, QWidget* parent = nullptr);

  QSize sizeHint() const override { return {400, kRulerHeight}; }
  void rename_marker(MarkerId marker);
  TempoPopup* open_tempo();

 signals:
  void find_tempo_wanted();

 protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  enum class Drag { none, loop, playhead, marker };
  enum class LoopPart { fresh, start, end };
  enum class MarkerPart { body, start, end };

  QRectF marker_box(const Marker& marker) const;
  const Marker* marker_at(QPointF at, MarkerPart* part = nullptr) const;
  void fill_marker_menu(QMenu& menu, const Marker& marker);
  Frames place(const QMouseEvent& event) const;
  Frames stuck(Frames at, bool ignore_snap) const;  // to the grid, clips and other markers
  void start_loop(QPointF at);
  void drag_loop(Frames to);
  void drag_marker(Frames to);
  void move_playhead(Frames at);
  void abandon();
  void show_tempo();

  TimelineModel& model_;
  QPushButton* tempo_;
  Drag drag_ = Drag::none;
  bool moved_ = false;
  QPointF pressed_;
  LoopPart loop_part_ = LoopPart::fresh;
  Frames loop_anchor_ = 0;
  MarkerId marker_;
  MarkerPart marker_part_ = MarkerPart::body;
  Frames marker_grip_ = 0;  // from the marker's start to where it was grabbed
  std::vector<Frames> targets_;
  double playhead_x_ = -20.0;
};

}  // namespace sweetspot::ui
