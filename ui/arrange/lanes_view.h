// The timeline itself: clips with their waveforms, the grid behind them, the playhead over them.
#pragma once

#include <QWidget>
#include <optional>
#include <set>
#include <string>

#include "ui/arrange/clip_drag.h"
#include "ui/arrange/clip_gain.h"
#include "ui/arrange/file_drop.h"
#include "ui/arrange/sample_pieces.h"
#include "ui/arrange/silence_preview.h"
#include "ui/arrange/take_lanes.h"
#include "ui/arrange/wave_tiles.h"

namespace sweetspot::ui {

class TimelineModel;

// Drag a clip to move it, its edge to trim, its top corner to fade; with Ctrl to copy it, with Ctrl+Alt to slip the recording under it. On
// chosen clips the number is the gain, to be dragged; a double-click on the line sets a point of the envelope, on a point removes it. In
// the lanes of takes a swipe chooses what is heard. Alt ignores snap, Esc restores. Click an empty place to locate, drag there to choose
// clips. Files from elsewhere land at the time under the pointer, one beneath the other, below the last track on new ones. [main]
class LanesView : public QWidget {
  Q_OBJECT
 public:
  explicit LanesView(TimelineModel& model, QWidget* parent = nullptr);

  // Recordings whose files are not there: their clips are hatched.
  void set_missing(std::set<MediaId> missing);

  // Tells it to who listens to the screen.
  void say(const QString& sentence);

  // Of those clips only the spans would stay: the rest is hatched.
  void show_kept(KeptSpans kept);

  const WaveTiles& tiles() const { return tiles_; }
  SamplePieces& samples() { return samples_; }
  std::vector<ClipBox> boxes() const;
  bool dragging() const { return drag_ || gain_drag_ || swipe_ || marquee_; }

  // A ghost of files that are dragged elsewhere, over the heads; empty: none.
  void show_files(const FileDrop& drop);
  const FileDrop& file_drop() const { return file_drop_; }

 signals:
  void files_dropped(const sweetspot::ui::FileDrop& drop);
  void rename_requested(sweetspot::StripId track);
  void clip_menu_requested(sweetspot::RegionId clip, sweetspot::ui::ClipPart part, QPoint screen);

 protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dragMoveEvent(QDragMoveEvent* event) override;
  void dragLeaveEvent(QDragLeaveEvent* event) override;
  void dropEvent(QDropEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;

 private:
  void draw_rows(QPainter& painter, const QRect& dirty) const;
  void draw_grid(QPainter& painter, const QRect& dirty) const;
  void draw_clip(QPainter& painter, const ClipBox& box, const QRect& dirty);
  void draw_name(QPainter& painter, const ClipBox& box, const QColor& ground, bool muted) const;
  void draw_wave(QPainter& painter, const Region& region, const Track& track, const QRectF& rect, const QRect& dirty, bool muted);
  void draw_tiles(QPainter& painter, const Region& region, const WavePicture& picture, const Overview& overview, const QRectF& rect,
                  double speed, QRectF seen);
  void draw_takes(QPainter& painter, const QRect& dirty);
  void draw_hatching(QPainter& painter, const ClipBox& box, const QRect& dirty) const;
  void draw_kept(QPainter& painter, const ClipBox& box, const QRect& dirty) const;
  void draw_file_drop(QPainter& painter) const;
  void carry_files(QPointF at, bool ignore_snap);
  void draw_loop(QPainter& painter, const QRect& dirty) const;
  void move_playhead(Frames at);
  void show_pointer(QPointF at, Qt::KeyboardModifiers modifiers);
  void start_drag(const ClipHit& hit, QMouseEvent* event);
  void drag_to(QPointF at, bool ignore_snap);
  void end_drag(bool restore);
  void drag_gain(QPointF at, Qt::KeyboardModifiers modifiers);
  bool start_swipe(QPointF at);
  void swipe_to(QPointF at, bool ignore_snap);
  void click_take(Frames at);
  Frames frame_at(double x) const;
  Frames reach() const;
  void choose_marquee();
  StripId track_at(double y) const;

  TimelineModel& model_;
  WaveTiles tiles_;
  SamplePieces samples_;
  std::set<MediaId> missing_;
  KeptSpans kept_;
  std::optional<ClipDrag> drag_;
  std::optional<GainDrag> gain_drag_;
  double gain_moved_ = 0.0;  // dB by that drag so far
  double last_y_ = 0.0;      // of the pointer in it
  std::optional<Swipe> swipe_;
  bool toggles_ = false;  // a Ctrl-click that is no drag takes the clip out of the chosen ones
  QPointF pressed_;
  QPointF pointer_;
  bool moved_ = false;   // beyond a click's tremble
  bool edited_ = false;  // by the drag
  bool committing_ = false;
  std::optional<QRectF> marquee_;
  FileDrop file_drop_;
  double playhead_x_ = -10.0;
};

}  // namespace sweetspot::ui
