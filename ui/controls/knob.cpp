#include "ui/controls/knob.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <QPainter>

#include "ui/controls/hint.h"
#include "ui/theme/paint.h"
#include "ui/theme/tokens.h"

namespace sweetspot::ui {
namespace {

constexpr double kSweep = 270.0;  // degrees from end to end, the gap at the bottom

// Qt's angle (anticlockwise from three o'clock) of a travel.
double angle(double travel) { return 225.0 - travel * kSweep; }

QPointF on_circle(const QPointF& centre, double radius, double degrees) {
  const double a = degrees * std::numbers::pi / 180.0;
  return {centre.x() + radius * std::cos(a), centre.y() - radius * std::sin(a)};
}

}  // namespace

Knob::Knob(ParamSpec spec, const QString& name, QWidget* parent) : ValueControl(std::move(spec), name, parent) {
  set_diameter(diameter_);
  set_hint(*this, "Drag up or down · Shift is fine · double-click, Ctrl+click or 0 resets · Enter types a number");
}

void Knob::set_diameter(int pixels) {
  diameter_ = pixels;
  setFixedSize(pixels, pixels);
}

double Knob::neutral_travel() const {
  const bool two_sided = spec().minimum < 0.0 && spec().maximum > 0.0;
  return two_sided ? travel_from_value(spec(), 0.0) : 0.0;
}

void Knob::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const QPointF centre = QRectF(rect()).center();
  const double radius = diameter_ / 2.0 - 2.0;
  const QRectF ring(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius);
  const double travel = travel_from_value(spec(), value());
  const double neutral = neutral_travel();

  const auto arc = [&](double from, double to, const QColor& colour) {
    painter.setPen(QPen(colour, 2.5, Qt::SolidLine, Qt::FlatCap));
    painter.drawArc(ring, static_cast<int>(std::lround(angle(from) * 16)), static_cast<int>(std::lround((from - to) * kSweep * 16)));
  };
  arc(0.0, 1.0, hovered() ? token::kSecondary : token::kBorder);
  if (isEnabled() && std::abs(travel - neutral) > 1e-6) arc(std::min(travel, neutral), std::max(travel, neutral), token::kAccent);

  painter.setPen(Qt::NoPen);
  painter.setBrush(token::kWell);
  painter.drawEllipse(centre, radius - 3.0, radius - 3.0);
  painter.setPen(QPen(isEnabled() ? token::kText : token::kDisabled, 2.0, Qt::SolidLine, Qt::RoundCap));
  painter.drawLine(on_circle(centre, (radius - 3.0) * 0.25, angle(travel)), on_circle(centre, radius - 4.5, angle(travel)));
  if (shows_focus()) draw_focus(painter, rect(), diameter_ / 2.0);
}

}  // namespace sweetspot::ui
