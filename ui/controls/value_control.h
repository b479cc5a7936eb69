// What every control of one value has: the value, its text, gestures, keys, wheel, typing, a name for screen readers.
#pragma once

#include <functional>

#include <QElapsedTimer>
#include <QPointer>
#include <QTimer>
#include <QWidget>

#include "engine/params/spec.h"
#include "ui/controls/wheel_guard.h"

namespace sweetspot::ui {

class NumberEntry;
class RefusalMark;

// A gesture is a drag, a burst of wheel steps or keys (600 ms apart at most), a typed number or a reset. It emits
// gesture_began, then value_changed as often as the value moves, then gesture_ended; all of it is one undo step. A drag that is given up
// (Esc) goes back to its first value and emits gesture_cancelled before gesture_ended: it is to leave no trace.
class ValueControl : public QWidget {
  Q_OBJECT
 public:
  using Format = std::function<QString(double)>;
  using Parse = std::function<double(const QString&)>;  // throws Error when the text cannot be read

  // `name` is what a screen reader says before the value: "Lead Vox fader".
  ValueControl(ParamSpec spec, const QString& name, QWidget* parent = nullptr);
  ~ValueControl() override;

  const ParamSpec& spec() const { return spec_; }
  double value() const { return value_; }
  QString text() const;  // the value as people read it, with its unit

  // Shows a value that came from elsewhere; emits nothing. While the user drags, the drag wins. [main]
  void set_value(double value);

  // Where reset() goes, when it is not the spec's own.
  void set_default(double value) { spec_.default_value = value; }

  // Reads and shows values in another way than the spec's own ("L 80" for a pan of -0.8).
  void set_text_form(Format format, Parse parse);

  // Shows "mixed" instead of a value that several things do not share; whatever is set then is a change. Ends with the next change.
  void set_mixed(bool mixed);
  bool mixed() const { return mixed_; }

  // Steps of keys and wheel in the spec's unit, where a hundredth of the range is no use; a drag goes one plain step a pixel.
  void set_steps(double plain, double fine);

  // Takes a typed text as one gesture. False when it cannot be read or is out of range: the old value stays, a red frame shows
  // for a moment; a tip at the field, the status bar and refused() say why.
  bool enter_text(const QString& text);

  void reset();                     // to the default, as one gesture
  void step(int steps, bool fine);  // by wheel or key steps, within a running gesture
  void open_entry();                // lets the user type

  bool in_gesture() const { return gesture_ != Gesture::none; }

 signals:
  void gesture_began(const QString& key);  // the key of the spec
  void value_changed(double value);        // by the user
  void gesture_cancelled();
  void gesture_ended();
  void refused(const QString& reason);

 protected:
  // Pixels of a drag from one end of the range to the other.
  virtual double drag_length() const { return plain_step_ > 0.0 ? (spec_.maximum - spec_.minimum) / plain_step_ : 200.0; }
  // Where the number is typed.
  virtual QRect entry_area() const { return rect(); }
  // Whether a double-click there types a number; otherwise it resets, where resets_at() has it so.
  virtual bool types_at(const QPoint&) const { return false; }
  virtual bool resets_at(const QPoint&) const { return true; }
  // The value changed; the default repaints all.
  virtual void value_shown(double before);

  // True when the keyboard, not the mouse, brought the focus here.
  bool shows_focus() const { return hasFocus() && keyboard_focus_; }
  bool hovered() const { return underMouse() && isEnabled(); }

  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void enterEvent(QEnterEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  bool event(QEvent* event) override;

 private:
  enum class Gesture { none, pressed, dragging, steps };

  void begin(Gesture kind);
  void end();
  void change(double value);
  void refuse(const QString& reason);
  void drag_to(const QMouseEvent& event);
  void cancel_drag();
  bool handles(const QKeyEvent& event) const;
  double step_size(bool fine) const;

  ParamSpec spec_;
  double value_;
  Format format_;
  Parse parse_;
  Gesture gesture_ = Gesture::none;
  bool began_ = false;  // gesture_began was emitted
  double value_at_start_ = 0.0;
  bool mixed_ = false;
  double plain_step_ = 0.0, fine_step_ = 0.0;
  double travel_ = 0.0;  // of the drag, finer than the value's steps
  QPointF last_pointer_;
  double moved_ = 0.0;  // pixels since the press
  int wheel_rest_ = 0;  // eighths of degrees that made no whole step yet
  bool keyboard_focus_ = false;
  WheelGuard guard_;
  QTimer steps_end_;
  QPointer<RefusalMark> refusal_;
};

}  // namespace sweetspot::ui
