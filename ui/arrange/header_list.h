// The heads of all tracks, moving with the timeline's rows.
#pragma once

#include <QWidget>
#include <map>
#include <optional>
#include <unordered_map>

#include "ui/arrange/file_drop.h"
#include "ui/arrange/track_rows.h"

class QMenu;

namespace sweetspot::ui {

class TimelineModel;
class TrackHeader;

// Click chooses a track, with Ctrl or Shift several; a drag moves the chosen ones, one on the lower edge of a head changes its height (with
// Shift all, with several chosen theirs; double-click: as the others). Up and Down go from row to row, Alt moves, Left and Right fold.
// Clicking a heading folds its tracks away; clicking a take hears all of it, double-clicking renames it. Esc restores. [main]
class HeaderList : public QWidget {
  Q_OBJECT
 public:
  explicit HeaderList(TimelineModel& model, QWidget* parent = nullptr);

  TrackHeader* header(StripId track) const;  // null when it was never seen
  void rename(StripId track);
  void clear_clips();
  void move_chosen(int direction);  // one row up (-1) or down
  bool dragging() const { return gesture_ && gesture_->moved; }
  QRect mark() const;  // where what is dragged would land; empty otherwise

 signals:
  void automation_menu_opens(QMenu* menu, sweetspot::StripId track);
  void desk_clicked(sweetspot::StripId strip);  // the name of a bus, a VCA, the mix or the master

  void files_dropped(const sweetspot::ui::FileDrop& drop);
  void files_carried(const sweetspot::ui::FileDrop& drop);  // over the heads; empty when they are gone again

 protected:
  bool event(QEvent* event) override;
  void showEvent(QShowEvent*) override { feed(0.0); }
  void paintEvent(QPaintEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dragMoveEvent(QDragMoveEvent* event) override;
  void dragLeaveEvent(QDragLeaveEvent* event) override;
  void dropEvent(QDropEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;

 private:
  // From the press on a head until the button is let go.
  struct Gesture {
    StripId track;
    QPoint pressed;
    bool resizes = false;
    bool narrows = false;  // a click on one of several chosen tracks leaves that one
    bool moved = false;
    std::set<StripId> sized{};
    int height = 0;  // at the press
    int all_heights = 0;
    std::map<StripId, int> own_heights{};
    std::optional<TrackLanding> landing{};
  };

  void press_track(const TrackRow& row, QMouseEvent* event);
  void press_edge(const TrackRow& row, QMouseEvent* event);
  void choose_up_to(StripId track);
  void drag_tracks(QPoint at);
  void drag_height(QPoint at);
  void end_gesture(bool restore);
  void show_pointer(QPoint at);
  bool on_edge(const TrackRow& row, int y) const;
  void step_row(int direction, bool extend);
  void fold_by_key(bool fold);
  void fold(const TrackRow& row);
  const TrackRow* current_row() const;
  void show_focus();
  void carry_files(QPointF at);
  void lay_out();
  void refresh();
  void feed(double seconds);
  void draw_take(QPainter& painter, const TrackRow& row, const QRect& dirty) const;
  void draw_desk(QPainter& painter, const TrackRow& row, const QRect& dirty) const;
  void rename_take(const TrackRow& lane);

  TimelineModel& model_;
  std::unordered_map<StripId, TrackHeader*> headers_;
  double clock_ = 0.0;  // seconds of all frames so far
  std::optional<Gesture> gesture_;
  FileDrop file_drop_;
  std::optional<std::pair<StripId, GroupId>> heading_;  // the keys mean this heading, not the selected track
  QWidget* mark_;                                       // the line where tracks land
};

}  // namespace sweetspot::ui
