// A picture of a processor with handles on it: gestures, keys, wheel, and what screen readers are told.
#pragma once

#include <span>
#include <vector>

#include <QPixmap>
#include <QTimer>
#include <QWidget>

#include "engine/params/spec.h"
#include "ui/controls/wheel_guard.h"
#include "ui/panels/param_change.h"
#include "ui/panels/plot_handle.h"

namespace sweetspot::ui {

// Drag a handle; Shift or Ctrl: a tenth; Esc restores; wheel; double-click, Ctrl+click, 0 or Del resets. With the keyboard: Page Up and
// Down choose a handle, arrows move it, Shift finely. A gesture ends with gesture_ended; all of it is one undo step.
class HandlePlot : public QWidget {
  Q_OBJECT
 public:
  // `table` must outlive this. `name` is what a screen reader says before the value.
  HandlePlot(std::span<const ParamSpec> table, const QString& name, QWidget* parent = nullptr);

  // Values that came from elsewhere, in the order of the table; emits nothing. [main]
  void show_values(std::span<const double> values);
  void set_dimmed(bool dimmed);  // bypassed

  virtual PlotHandles handles() const = 0;  // as they lie now
  std::optional<PlotHandle> handle(int id) const;
  int selected() const { return selected_; }  // by id; -1: none
  void select(int id);
  QString words() const;  // what the selected handle says: "Threshold -20.0 dB"

  // The parameter that keys change first on the selected handle, for screen readers; and a value for it, as one gesture.
  MaybeParam selected_param() const;
  const ParamSpec& spec(std::size_t param) const { return table_[param]; }
  double value(std::size_t param) const { return values_[param]; }
  void set_value(std::size_t param, double value);

 signals:
  void changed(const sweetspot::ui::ParamChanges& changes);
  void gesture_cancelled();  // by Esc: the values are as before; gesture_ended follows
  void gesture_ended();
  void handle_selected(int id);  // by the user

 protected:
  static constexpr int kNoHandle = -1;

  std::span<const ParamSpec> table() const { return table_; }
  std::span<const double> values() const { return values_; }
  bool dimmed() const { return dimmed_; }
  int hovered() const { return hovered_; }
  bool dragging() const { return dragging_; }

  // What lies still, kept as a picture until forget_ground(); and what moves, painted over it.
  virtual void draw_ground(QPainter& painter) = 0;
  virtual void draw_plot(QPainter& painter, const QRect& dirty) = 0;
  void forget_ground();

  // The values are others now; update() follows.
  virtual void values_changed() {}
  // What is shown beside the pointer.
  virtual QString words_of(const PlotHandle& handle) const;
  // A press that took hold of nothing. True when it was for something.
  virtual bool pressed_beside(const QMouseEvent&) { return false; }
  // Sets parameters as one gesture of its own.
  void set_at_once(const ParamChanges& changes);

  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  bool event(QEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  void enterEvent(QEnterEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  void set(const ParamChanges& changes);
  void choose(int id);
  void choose_next(int direction);
  void begin_drag(const PlotHandle& handle);
  void end_drag(bool restore);
  double within(const PlotGrip& grip, double value) const;
  void step(std::size_t param, const PlotGrip* grip, double steps, bool fine);
  void move_by_key(int key, bool fine);
  void reset(const PlotHandle& handle);
  bool handles_key(const QKeyEvent& event) const;
  void show_cursor(const PlotHandle* handle);

  std::span<const ParamSpec> table_;
  std::vector<double> values_;
  bool dimmed_ = false;
  int selected_ = kNoHandle;
  int hovered_ = kNoHandle;
  bool pressed_ = false;   // on the selected handle
  bool dragging_ = false;  // and moved
  PlotHandle held_;        // as it was when it was taken hold of
  QPointF last_;           // pointer of the drag
  QPointF place_;          // of the handle, finer than the values
  ParamChanges before_;    // to restore
  int wheel_rest_ = 0;
  WheelGuard guard_;
  QTimer steps_end_;
  QPixmap ground_;
};

// Draws a handle's disc; larger when hovered or selected, ringed when selected. [main]
enum class NodeState { plain, hovered, selected };
void draw_node(QPainter& painter, QPointF at, const QColor& colour, NodeState state, const QString& letter = {});

}  // namespace sweetspot::ui
