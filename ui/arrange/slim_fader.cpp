#include "ui/arrange/slim_fader.h"

#include <QMouseEvent>
#include <QPainter>

#include "ui/controls/fader.h"
#include "ui/theme/paint.h"
#include "ui/theme/tokens.h"

namespace sweetspot::ui {
namespace {

constexpr double kCap = 6.0;  // radius

// Up is louder for every control; sideways, right is.
QMouseEvent turned(const QMouseEvent& event) {
  return QMouseEvent(event.type(), QPointF(event.position().y(), -event.position().x()), event.scenePosition(), event.globalPosition(),
                     event.button(), event.buttons(), event.modifiers());
}

}  // namespace

SlimFader::SlimFader(const QString& name, QWidget* parent) : ValueControl(fader_spec(), name, parent) { setFixedHeight(24); }

double SlimFader::drag_length() const { return std::max(1.0, width() - 2.0 * (kCap + 1.0)); }

double SlimFader::x(double db) const { return kCap + 1.0 + travel_from_value(spec(), db) * drag_length(); }

void SlimFader::mousePressEvent(QMouseEvent* event) {
  QMouseEvent sideways = turned(*event);
  ValueControl::mousePressEvent(&sideways);
}

void SlimFader::mouseMoveEvent(QMouseEvent* event) {
  QMouseEvent sideways = turned(*event);
  ValueControl::mouseMoveEvent(&sideways);
}

void SlimFader::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const double middle = height() / 2.0, cap = x(value());
  painter.setPen(Qt::NoPen);
  painter.setBrush(token::kWell);
  painter.drawRoundedRect(QRectF(2, middle - 2, width() - 4, 4), 2, 2);
  painter.setBrush(token::kBorder);
  painter.drawRoundedRect(QRectF(2, middle - 2, std::max(0.0, cap - 2), 4), 2, 2);
  painter.fillRect(QRectF(snapped(x(0.0), devicePixelRatioF()), middle - 5, 1, 10), token::kBorder);
  painter.setBrush(hovered() || in_gesture() ? token::kOnFill : token::kText);
  painter.drawEllipse(QPointF(cap, middle), kCap, kCap);
  if (shows_focus()) draw_focus(painter, rect());
}

}  // namespace sweetspot::ui
