// Moves a mouse that is not there.
#pragma once

#include <QCoreApplication>
#include <QEnterEvent>
#include <QMouseEvent>
#include <QTest>
#include <QWheelEvent>
#include <QWidget>

namespace sweetspot::ui::testing_support {

inline void mouse(QWidget& widget, QEvent::Type type, QPointF at, Qt::MouseButtons buttons, Qt::KeyboardModifiers keys = {}) {
  const Qt::MouseButton button = type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton;
  QMouseEvent event(type, at, widget.mapToGlobal(at), button, buttons, keys);
  QCoreApplication::sendEvent(&widget, &event);
}

// Presses at a point and moves by `delta` in steps; the button stays down.
inline void drag(QWidget& widget, QPointF from, QPointF delta, Qt::KeyboardModifiers keys = {}, int steps = 20) {
  mouse(widget, QEvent::MouseButtonPress, from, Qt::LeftButton, keys);
  // The first pixels only tell a drag from a click.
  for (int i = 1; i <= steps; ++i) mouse(widget, QEvent::MouseMove, from + delta * (double(i) / steps), Qt::LeftButton, keys);
}

inline void release(QWidget& widget, QPointF at, Qt::KeyboardModifiers keys = {}) {
  mouse(widget, QEvent::MouseButtonRelease, at, Qt::NoButton, keys);
}

inline void hover(QWidget& widget, QPointF at) {
  QEnterEvent event(at, at, widget.mapToGlobal(at));
  QCoreApplication::sendEvent(&widget, &event);
}

// True when the widget took the step.
inline bool wheel(QWidget& widget, QPointF at, int steps, Qt::KeyboardModifiers keys = {}) {
  QWheelEvent event(at, widget.mapToGlobal(at), {}, QPoint(0, 120 * steps), Qt::NoButton, keys, Qt::NoScrollPhase, false);
  event.ignore();
  QCoreApplication::sendEvent(&widget, &event);
  return event.isAccepted();
}

}  // namespace sweetspot::ui::testing_support
