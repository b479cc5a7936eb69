#include "ui/controls/centre_bar.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include <QPainter>
#include <QPainterPath>

#include "ui/controls/plot_paint.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr double kTrackHeight = 8.0;

}  // namespace

void SlowMean::feed(double value, double seconds) {
  if (!std::isfinite(value)) return;
  mean_ = known_ ? value + (mean_ - value) * std::exp(-seconds / seconds_) : value;
  known_ = true;
}

CentreBar::CentreBar(Look look, const QString& name, QWidget* parent) : QWidget(parent), look_(std::move(look)) {
  setAttribute(Qt::WA_OpaquePaintEvent);
  setAccessibleName(name);
}

QRectF CentreBar::track() const { return {24.0, height() - kTrackHeight - 3.0, width() - 48.0, kTrackHeight}; }

double CentreBar::x(double value) const {
  const QRectF t = track();
  return t.left() + t.width() * std::clamp((value - look_.low) / (look_.high - look_.low), 0.0, 1.0);
}

QString CentreBar::number() const {
  return known_ ? signed_number(value_, look_.decimals, true) + (look_.unit.isEmpty() ? QString() : " " + look_.unit) : QStringLiteral("–");
}

void CentreBar::feed(double value, double seconds, bool known) {
  const auto shown = [&] { return std::tuple(std::lround(2.0 * x(value_)), std::lround(2.0 * x(mean_.value())), number()); };
  const auto before = shown();
  known_ = known && std::isfinite(value);
  value_ = known_ ? value : 0.0;
  if (known_) mean_.feed(value, seconds);
  if (shown() != before) update();
}

void CentreBar::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), palette().color(QPalette::Window));
  const QRectF t = track();
  const bool bad = known_ && look_.low_is_bad && value_ < 0.0;
  painter.setFont(text_font(Text::caption));
  painter.setPen(token::kSecondary);
  painter.drawText(QRectF(0, 0, width(), t.top() - 3.0), Qt::AlignLeft | Qt::AlignVCenter, look_.title);
  painter.setFont(readout_font(11));
  painter.setPen(bad ? token::kWarn : token::kText);
  painter.drawText(QRectF(0, 0, width(), t.top() - 3.0), Qt::AlignRight | Qt::AlignVCenter, number());
  painter.fillRect(t, token::kWell);
  painter.setFont(readout_font(static_cast<int>(Text::tick)));
  painter.setPen(token::kSecondary);
  painter.drawText(QRectF(0, t.top() - 4.0, 22.0, 16.0), Qt::AlignLeft | Qt::AlignVCenter, look_.low_mark);
  painter.drawText(QRectF(width() - 22.0, t.top() - 4.0, 22.0, 16.0), Qt::AlignRight | Qt::AlignVCenter, look_.high_mark);
  const double middle = x(0.5 * (look_.low + look_.high));
  if (known_) {
    const double now = x(value_), from = look_.from_middle ? middle : t.left();
    painter.fillRect(QRectF(std::min(from, now), t.top(), std::abs(now - from), t.height()), bad ? token::kWarn : token::kMeterMid);
  }
  painter.fillRect(QRectF(middle - 0.5, t.top() - 2.0, 1.0, t.height() + 4.0), token::kSecondary);
  if (!known_) return;
  painter.setRenderHint(QPainter::Antialiasing);
  const double slow = x(mean_.value());
  QPainterPath mark(QPointF(slow, t.top() + 2.0));
  mark.lineTo(slow - 4.0, t.top() - 4.0);
  mark.lineTo(slow + 4.0, t.top() - 4.0);
  mark.closeSubpath();
  painter.fillPath(mark, token::kText);
}

}  // namespace sweetspot::ui
