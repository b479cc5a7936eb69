#include "ui/mix/name_drag.h"

#include <cstdlib>
#include <utility>

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QWidget>

namespace sweetspot::ui {

NameDrag::NameDrag(QWidget& strip, std::function<bool(const QPoint&)> on_name)
    : QObject(&strip), strip_(strip), on_name_(std::move(on_name)) {
  strip.installEventFilter(this);
}

bool NameDrag::goes_on(const QPoint& at, int global_x) {
  if (pressed_.x() < 0) return false;
  if (!dragging_ && std::abs(at.x() - pressed_.x()) < 2 * QApplication::startDragDistance()) return false;
  if (!std::exchange(dragging_, true)) {
    strip_.grabKeyboard();  // Esc must reach us
    strip_.setCursor(Qt::ClosedHandCursor);
  }
  emit moved(global_x);
  return true;
}

// True when there was a drag.
bool NameDrag::end() {
  pressed_ = {-1, -1};
  if (!std::exchange(dragging_, false)) return false;
  strip_.releaseKeyboard();
  strip_.unsetCursor();
  return true;
}

bool NameDrag::eventFilter(QObject* watched, QEvent* event) {
  if (watched != &strip_) return false;
  const auto mouse = [event] { return static_cast<QMouseEvent*>(event); };
  const auto is_esc = [event] { return static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape; };
  switch (event->type()) {
    case QEvent::MouseButtonPress: {
      const QPoint at = mouse()->position().toPoint();
      pressed_ = mouse()->button() == Qt::LeftButton && on_name_(at) ? at : QPoint(-1, -1);
      return false;  // the strip selects itself
    }
    case QEvent::MouseMove:
      return goes_on(mouse()->position().toPoint(), mouse()->globalPosition().toPoint().x());
    case QEvent::MouseButtonRelease:
      if (!end()) return false;
      emit dropped(mouse()->globalPosition().toPoint().x());
      return true;
    case QEvent::ShortcutOverride:
      if (!dragging_ || !is_esc()) return false;
      event->accept();
      return true;
    case QEvent::KeyPress:
      if (!is_esc() || !end()) return false;
      emit given_up();
      return true;
    case QEvent::Hide:
      if (end()) emit given_up();
      return false;
    default:
      return false;
  }
}

}  // namespace sweetspot::ui
