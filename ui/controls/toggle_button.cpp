#include "ui/controls/toggle_button.h"

#include <QPainter>
#include <utility>

#include "ui/theme/contrast.h"
#include "ui/theme/paint.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr int kIconSize = 16;
constexpr int kMarkWidth = 10;

}  // namespace

ToggleButton::ToggleButton(const QString& letter, const QColor& on, const QString& name, QWidget* parent)
    : QAbstractButton(parent), on_(on) {
  setText(letter);
  prepare(name);
}

ToggleButton::ToggleButton(Icon icon, const QColor& on, const QString& name, QWidget* parent)
    : QAbstractButton(parent), icon_(icon), on_(on) {
  prepare(name);
}

void ToggleButton::prepare(const QString& name) {
  name_ = name;
  setCheckable(true);
  setAccessibleName(name);
  setToolTip(name);
  setFocusPolicy(Qt::TabFocus);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ToggleButton::set_marked(bool marked, const QString& words) {
  if (std::exchange(marked_, marked) == marked) return;
  setAccessibleName(marked ? name_ + ", " + words : name_);
  setToolTip(accessibleName());
  update();
}

QSize ToggleButton::sizeHint() const { return {token::kControlHeight + 4, token::kControlHeight}; }

void ToggleButton::enterEvent(QEnterEvent*) { update(); }
void ToggleButton::leaveEvent(QEvent*) { update(); }

void ToggleButton::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const bool hover = underMouse() && isEnabled();
  const QColor fill = isChecked() ? (isEnabled() ? on_ : token::kHover) : isDown() ? token::kWell : hover ? token::kHover : token::kRaised;
  const QColor ink = !isEnabled() ? token::kDisabled : isChecked() ? text_on(on_) : token::kText;
  draw_box(painter, rect(), fill, isChecked() ? fill : isEnabled() ? token::kBorder : token::kHairline);
  if (icon_) {
    const QPoint corner = rect().center() - QPoint(kIconSize / 2 - 1, kIconSize / 2 - 1);
    painter.drawPixmap(QRect(corner, QSize(kIconSize, kIconSize)), icon_pixmap(*icon_, kIconSize, ink, devicePixelRatioF()));
  } else {
    painter.setFont(text_font(Text::small, isChecked()));
    painter.setPen(ink);
    painter.drawText(rect(), Qt::AlignCenter, text());
    if (marked_) painter.fillRect(QRect(rect().center().x() - kMarkWidth / 2 + 1, height() - 6, kMarkWidth, 2), isChecked() ? ink : on_);
  }
  if (shows_keyboard_focus(*this)) draw_focus(painter, rect());
}

}  // namespace sweetspot::ui
