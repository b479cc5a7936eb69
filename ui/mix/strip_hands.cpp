// Strips moved by their names, and devices dropped on them.
#include "ui/mix/strip_view.h"

#include <algorithm>

#include <QApplication>
#include <QMimeData>
#include <QMouseEvent>
#include <QTimer>
#include <utility>

#include "ui/mix/insert_slot.h"
#include "ui/mix/strip_actions.h"

namespace sweetspot::ui {

void StripView::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return event->ignore();
  desk_.select(strip_);
  const bool on_name = parts_.name.contains(event->position().toPoint()) && kind_ != StripKind::mix;
  if (event->type() == QEvent::MouseButtonDblClick && on_name) return start_rename();
  pressed_ = on_name ? event->position().toPoint() : QPoint(-1, -1);
}

void StripView::mouseMoveEvent(QMouseEvent* event) {
  if (pressed_.x() < 0) return;
  const int gone = std::abs(event->position().toPoint().x() - pressed_.x());
  if (!dragging_ && gone < 2 * QApplication::startDragDistance()) return;
  if (!std::exchange(dragging_, true)) grabKeyboard();  // Esc must reach us
  setCursor(Qt::ClosedHandCursor);
  emit dragged(event->globalPosition().toPoint().x());
}

void StripView::mouseReleaseEvent(QMouseEvent* event) {
  pressed_ = {-1, -1};
  if (!std::exchange(dragging_, false)) return;
  releaseKeyboard();
  unsetCursor();
  emit dropped(event->globalPosition().toPoint().x());
}

bool StripView::event(QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride && dragging_ && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
    event->accept();
    return true;
  }
  return QWidget::event(event);
}

void StripView::keyPressEvent(QKeyEvent* event) {
  if (event->key() != Qt::Key_Escape || !dragging_) return QWidget::keyPressEvent(event);
  dragging_ = false;
  releaseKeyboard();
  pressed_ = {-1, -1};
  unsetCursor();
  emit drag_given_up();
}

// --- Devices dropped here ---------------------------------------------------------------------------------------------

std::size_t StripView::drop_position(int y) const {
  const auto count = static_cast<int>(find_strip(desk_.session(), strip_)->devices.size());
  return static_cast<std::size_t>(std::clamp((y - parts_.inserts.top() + kInsertPitch / 2) / kInsertPitch, 0, count));
}

void StripView::show_drop_line(int y) {
  const int line = y < 0 ? -1 : parts_.inserts.top() + static_cast<int>(drop_position(y)) * kInsertPitch - 1;
  if (std::exchange(drop_line_, line) != line) update();
}

void StripView::dragEnterEvent(QDragEnterEvent* event) {
  if (event->mimeData()->hasFormat(InsertSlot::kMimeType)) event->accept();
}

void StripView::dragMoveEvent(QDragMoveEvent* event) {
  event->setDropAction(event->modifiers().testFlag(Qt::ControlModifier) ? Qt::CopyAction : Qt::MoveAction);
  event->accept();
  show_drop_line(event->position().toPoint().y());
}

void StripView::dragLeaveEvent(QDragLeaveEvent*) { show_drop_line(-1); }

void StripView::dropEvent(QDropEvent* event) {
  show_drop_line(-1);
  const DeviceId device{event->mimeData()->data(InsertSlot::kMimeType).toULongLong()};
  const bool copy = event->modifiers().testFlag(Qt::ControlModifier);
  event->setDropAction(copy ? Qt::CopyAction : Qt::MoveAction);
  event->accept();
  const std::size_t position = drop_position(static_cast<int>(event->position().y()));
  // The slot that is dragged may go with the edit: it ends first.
  QTimer::singleShot(0, this, [this, device, position, copy] { place_device(desk_, device, strip_, position, copy); });
}

}  // namespace sweetspot::ui
