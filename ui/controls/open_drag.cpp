#include "ui/controls/open_drag.h"

#include <QApplication>
#include <QKeyEvent>
#include <QWidget>

namespace sweetspot::ui {

bool cancel_open_drag() {
  QWidget* const holder = QWidget::keyboardGrabber();
  if (!holder) return false;
  QKeyEvent escape(QEvent::KeyPress, Qt::Key_Escape, Qt::NoModifier);
  QApplication::sendEvent(holder, &escape);
  return true;
}

}  // namespace sweetspot::ui
