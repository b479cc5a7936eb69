// One lane of automation beneath its track: the curve, its points, and all that a hand does to them.
#pragma once

#include <QPixmap>
#include <QWidget>
#include <functional>
#include <optional>
#include <set>

#include "engine/session/session.h"
#include "ui/arrange/automation_curve.h"

class QMenu;

namespace sweetspot::ui {

class TimelineModel;

// Click the line to add a point, drag points to move them, drag empty ground to choose some, Ctrl+drag (or the pencil) draws; the grip over
// chosen points scales them. Shift is fine, Alt ignores the grid, Esc restores. [main]
class AutomationLaneView : public QWidget {
  Q_OBJECT
 public:
  AutomationLaneView(TimelineModel& model, StripId strip, AutomationTarget target, QWidget* parent = nullptr);

  StripId strip() const { return strip_; }
  const AutomationTarget& target() const { return target_; }

  void set_pencil(bool on);
  const std::set<Frames>& chosen() const { return chosen_; }
  void choose(std::set<Frames> points);
  CurveFrame frame() const;
  bool dragging() const { return drag_.has_value(); }

  void delete_chosen();
  void copy_chosen(bool cut);
  void paste();
  void set_curve_of_chosen(Curve curve);
  void scale_chosen(double factor, double offset);  // about the mean of the chosen values, in the parameter's unit

 signals:
  void height_wanted(int height);

 protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

 private:
  enum class Gesture { move, draw, scale, choose };
  struct Drag {
    Gesture gesture = Gesture::choose;
    QPointF from, to;
    AutomationPoints before;  // the lane as it was
    std::set<Frames> chosen;  // and what was chosen in it
    Frames anchor = 0;        // the point under the pointer
    AutomationPoints drawn;
    double fine_travel = 0.0, last_y = 0.0;
    bool moved = false;
  };

  AutomationPoints points() const;
  double resting() const;
  bool exists() const;
  QString name() const;
  QString gesture_target() const;
  Frames time_at(double x, bool ignore_snap) const;
  void begin(Gesture gesture, QPointF at);
  void drag_to(QPointF at, Qt::KeyboardModifiers keys);
  void move_points(QPointF at, Qt::KeyboardModifiers keys);
  void scale_points(QPointF at);
  void draw_to(QPointF at, bool ignore_snap);
  void end_drag(bool restore);
  // `on_line`: at the value that the line has there, wherever near it the pointer is.
  void add_point(QPointF at, bool ignore_snap, bool keep_gesture, bool on_line = false);
  void commit(const QString& what, const std::function<SessionPtr(const SessionPtr&)>& edit, bool gesture);
  void tell(const QString& text, QPointF at);
  void show_pointer(QPointF at, Qt::KeyboardModifiers keys);
  void step_values(double steps, bool fine);
  void step_time(int direction, bool fine);
  void step_choice(int direction);
  void type_value();
  void fill_menu(QMenu& menu, std::optional<Frames> point);
  void session_changed();
  void move_playhead(Frames at);
  void redraw();
  void draw_ground();
  void tell_readers();

  TimelineModel& model_;
  StripId strip_;
  AutomationTarget target_;
  std::set<Frames> chosen_;
  std::optional<Drag> drag_;
  std::optional<Frames> hovered_;
  bool pencil_ = false;
  QPixmap ground_;  // all but the playhead
  bool stale_ = true;
  std::shared_ptr<const AutomationLane> drawn_lane_;
  double playhead_x_ = -10.0;
};

}  // namespace sweetspot::ui
