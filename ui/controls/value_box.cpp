#include "ui/controls/value_box.h"

#include <algorithm>
#include <cmath>

#include <QPainter>

#include "ui/controls/hint.h"
#include "ui/theme/paint.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr int kInset = 7;

}  // namespace

ValueBox::ValueBox(ParamSpec spec, const QString& name, QWidget* parent) : ValueControl(std::move(spec), name, parent) {
  setFixedHeight(token::kControlHeight);
  setCursor(Qt::SizeVerCursor);
  set_hint(*this, "Double-click or Enter types a number · drag up or down · Shift is fine · Ctrl+click or 0 resets");
}

void ValueBox::set_plain(bool plain) {
  plain_ = plain;
  setFixedHeight(plain ? 16 : token::kControlHeight);
  update();
}

void ValueBox::set_unit_place(UnitPlace place) {
  unit_place_ = place;
  update();
}

void ValueBox::set_alignment(Qt::Alignment alignment) {
  alignment_ = alignment;
  update();
}

void ValueBox::set_travel_shown(bool shown) {
  travel_shown_ = shown;
  update();
}

QSize ValueBox::sizeHint() const { return {96, height()}; }
QSize ValueBox::minimumSizeHint() const { return {52, height()}; }

void ValueBox::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const QColor ink = isEnabled() ? token::kText : token::kDisabled;
  if (!plain_) draw_box(painter, rect(), token::kWell, hovered() || in_gesture() ? token::kSecondary : token::kBorder);
  painter.setFont(readout_font(plain_ ? 11 : 12));
  const QRect area = plain_ ? rect() : rect().adjusted(kInset, 0, -kInset, 0);
  QString words = text();
  if (unit_place_ != UnitPlace::behind) {
    const QString unit = QString::fromUtf8(unit_symbol(spec().unit).data(), static_cast<int>(unit_symbol(spec().unit).size()));
    if (!unit.isEmpty() && words.endsWith(' ' + unit)) words.chop(unit.size() + 1);
    if (unit_place_ == UnitPlace::first) {
      painter.save();
      painter.setFont(text_font(Text::caption));
      painter.setPen(token::kSecondary);
      painter.drawText(area, Qt::AlignLeft | Qt::AlignVCenter, unit);
      painter.restore();
    }
  }
  painter.setPen(plain_ && isEnabled() && !hovered() ? token::kSecondary : ink);
  painter.drawText(area, static_cast<int>(alignment_ | Qt::AlignVCenter), words);
  if (travel_shown_ && isEnabled()) {
    const bool two_sided = spec().minimum < 0.0 && spec().maximum > 0.0;
    const double from = two_sided ? travel_from_value(spec(), 0.0) : 0.0, to = travel_from_value(spec(), value());
    const double left = 3.0, length = width() - 6.0;
    painter.fillRect(QRectF(left + length * std::min(from, to), height() - 4.0, length * std::abs(to - from), 2.0), token::kAccent);
  }
  if (shows_focus()) draw_focus(painter, rect());
}

}  // namespace sweetspot::ui
