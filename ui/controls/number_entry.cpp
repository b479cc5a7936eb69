#include "ui/controls/number_entry.h"

#include <algorithm>

#include <QKeyEvent>
#include <QPointer>

#include "ui/controls/refusal_mark.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr int kLeastWidth = 72;

}  // namespace

NumberEntry::NumberEntry(QWidget& control, const QRect& area, const QString& text) : QLineEdit(control.window()), control_(control) {
  setFont(readout_font(13));
  setAlignment(Qt::AlignCenter);
  setText(text);
  setAccessibleName(control.accessibleName());
  const QSize size(std::max(area.width(), kLeastWidth), std::max(area.height(), token::kControlHeight));
  QRect place(QPoint(), size);
  place.moveCenter(control.mapTo(control.window(), area.center()));
  place.moveLeft(std::clamp(place.left(), 0, std::max(0, control.window()->width() - size.width())));
  place.moveTop(std::clamp(place.top(), 0, std::max(0, control.window()->height() - size.height())));
  setGeometry(place);
  // A control that goes away while its number is typed takes the field along.
  connect(&control, &QObject::destroyed, this, [this] {
    done_ = true;
    deleteLater();
  });
  show();
  raise();
  selectAll();
  setFocus(Qt::OtherFocusReason);
}

bool NumberEntry::event(QEvent* event) {
  if (event->type() != QEvent::ShortcutOverride && event->type() != QEvent::KeyPress) return QLineEdit::event(event);
  const int key = static_cast<QKeyEvent*>(event)->key();
  const bool enter = key == Qt::Key_Return || key == Qt::Key_Enter;
  if (event->type() == QEvent::ShortcutOverride) {
    event->accept();  // every key belongs to the field while it is open
    return true;
  }
  if (enter || key == Qt::Key_Escape) {
    finish(enter, true);
    return true;
  }
  return QLineEdit::event(event);
}

void NumberEntry::focusOutEvent(QFocusEvent* event) {
  QLineEdit::focusOutEvent(event);
  finish(true, false);
}

// False when the text was refused and the field stays open.
bool NumberEntry::entered() {
  if (!isModified()) return true;
  committing_ = true;
  refused_ = false;
  const QPointer<NumberEntry> alive(this);
  emit committed(text());
  if (!alive) return false;
  committing_ = false;
  if (!refused_ || done_) return true;
  refused_text_ = text();
  new RefusalMark(*this, rect());
  setFocus(Qt::OtherFocusReason);
  selectAll();
  return false;
}

void NumberEntry::finish(bool commit, bool give_focus_back) {
  if (done_ || committing_) return;
  const bool told = give_focus_back && commit;
  if (told && (!entered() || done_)) return;
  done_ = true;
  hide();
  if (give_focus_back) control_.setFocus(Qt::OtherFocusReason);
  deleteLater();
  // Last, since a change of the focus hides the tooltip that says why a text was refused.
  if (commit && !told && isModified() && text() != refused_text_) emit committed(text());
}

}  // namespace sweetspot::ui
