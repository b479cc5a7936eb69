#include "ui/controls/value_bubble.h"

#include <algorithm>

#include <QPainter>

#include "ui/theme/paint.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr const char* kName = "value-bubble";
constexpr QPoint kOffset(16, -36);

}  // namespace

ValueBubble::ValueBubble(QWidget* window) : QWidget(window) {
  setObjectName(kName);
  setAttribute(Qt::WA_TransparentForMouseEvents);
  setFocusPolicy(Qt::NoFocus);
}

ValueBubble* ValueBubble::find(QWidget& control) {
  return static_cast<ValueBubble*>(control.window()->findChild<QWidget*>(kName, Qt::FindDirectChildrenOnly));
}

void ValueBubble::show_for(QWidget& control, const QString& text, QPoint screen) {
  ValueBubble* bubble = find(control);
  if (!bubble) bubble = new ValueBubble(control.window());
  bubble->text_ = text;
  const QFontMetrics metrics(readout_font(13));
  const QSize size(metrics.horizontalAdvance(text) + 2 * token::kSpace, token::kControlHeight);
  QPoint place = control.window()->mapFromGlobal(screen) + kOffset;
  const QSize room = control.window()->size() - size;
  place.setX(std::clamp(place.x(), 0, std::max(0, room.width())));
  place.setY(std::clamp(place.y(), 0, std::max(0, room.height())));
  bubble->setGeometry(QRect(place, size));
  bubble->raise();
  bubble->show();
  bubble->update();
}

void ValueBubble::hide_for(QWidget& control) {
  if (ValueBubble* bubble = find(control)) bubble->hide();
}

void ValueBubble::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  draw_box(painter, rect(), token::kHover, token::kBorder);
  painter.setFont(readout_font(13));
  painter.setPen(token::kText);
  painter.drawText(rect(), Qt::AlignCenter, text_);
}

}  // namespace sweetspot::ui
