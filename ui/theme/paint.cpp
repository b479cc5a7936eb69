#include "ui/theme/paint.h"

#include <cmath>

namespace sweetspot::ui {

void draw_box(QPainter& painter, const QRectF& rect, const QColor& fill, const QColor& border, double radius) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(fill.alpha() == 0 ? QBrush(Qt::NoBrush) : QBrush(fill));
  painter.setPen(border.alpha() == 0 ? QPen(Qt::NoPen) : QPen(border, 1.0));
  painter.drawRoundedRect(border.alpha() == 0 ? rect : rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
  painter.restore();
}

void draw_focus(QPainter& painter, const QRectF& rect, double radius) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(token::kFocus, token::kFocusWidth));
  const double inset = token::kFocusWidth / 2.0;
  painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius);
  painter.restore();
}

bool shows_keyboard_focus(const QWidget& widget) { return widget.hasFocus() && widget.window()->testAttribute(Qt::WA_KeyboardFocusChange); }

QPixmap make_pixmap(const QSize& size, double ratio) {
  QPixmap pixmap(QSize(static_cast<int>(std::ceil(size.width() * ratio)), static_cast<int>(std::ceil(size.height() * ratio))));
  pixmap.setDevicePixelRatio(ratio);
  pixmap.fill(Qt::transparent);
  return pixmap;
}

double snapped(double value, double ratio) { return std::round(value * ratio) / ratio; }

}  // namespace sweetspot::ui
