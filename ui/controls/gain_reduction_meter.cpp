#include "ui/controls/gain_reduction_meter.h"

#include <algorithm>
#include <cmath>

#include <QPaintEvent>
#include <QPainter>

#include "ui/controls/meter_ballistics.h"
#include "ui/theme/paint.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr int kNumberHeight = 18;
constexpr int kBarWidth = 14;

QString number(double db) { return db < 0.05 ? QStringLiteral("0.0") : QChar(0x2212) + QString::number(db, 'f', 1); }

}  // namespace

GainReductionMeter::GainReductionMeter(const QString& name, QWidget* parent) : QWidget(parent) {
  setAttribute(Qt::WA_OpaquePaintEvent);
  setAccessibleName(name);
}

void GainReductionMeter::set_range(double db) {
  range_ = db;
  update();
}

QRectF GainReductionMeter::bar_area() const {
  return {double(width() - kBarWidth), 6.0, double(kBarWidth), height() - kNumberHeight - 12.0};
}

// A square root spreads the first decibels, where most work is done.
double GainReductionMeter::y(double db) const {
  const QRectF bar = bar_area();
  return bar.top() + bar.height() * std::sqrt(std::clamp(db / range_, 0.0, 1.0));
}

void GainReductionMeter::feed(double reduction_db, double seconds) {
  const double now = std::isfinite(reduction_db) ? std::abs(reduction_db) : range_;
  const double shown = std::max(now, shown_ - kMeterFallDbPerSecond * seconds);
  double held = held_;
  hold_left_ -= seconds;
  if (shown >= held_) {
    held = shown;
    hold_left_ = kMeterHoldSeconds;
  } else if (hold_left_ <= 0.0) {
    held = shown;
  }
  const bool moved = std::lround(y(shown)) != std::lround(y(shown_)) || std::lround(y(held)) != std::lround(y(held_));
  const bool renumbered = number(held) != number(held_);
  shown_ = shown < 0.01 ? 0.0 : shown;
  held_ = held < 0.01 ? 0.0 : held;
  if (moved) update(bar_area().toAlignedRect());
  if (renumbered) update(0, height() - kNumberHeight, width(), kNumberHeight);
}

void GainReductionMeter::paintEvent(QPaintEvent* event) {
  QPainter painter(this);
  painter.fillRect(event->rect(), palette().color(QPalette::Window));
  const QRectF bar = bar_area();
  painter.fillRect(bar, token::kWell);
  painter.fillRect(QRectF(bar.topLeft(), QPointF(bar.right(), y(shown_))), token::kReduction);
  if (held_ > 0.0) painter.fillRect(QRectF(bar.left(), y(held_) - 1.0, bar.width(), 2.0), token::kText);
  painter.setFont(readout_font(static_cast<int>(Text::tick)));
  for (const int db : {0, 1, 3, 6, 12, 20}) {
    if (db > range_) continue;
    painter.setPen(token::kSecondary);
    painter.drawText(QRectF(0, y(db) - 8, bar.left() - 8, 16), Qt::AlignRight | Qt::AlignVCenter, QString::number(db));
    painter.fillRect(QRectF(bar.left() - 5, snapped(y(db), devicePixelRatioF()), 4, 1), token::kBorder);
  }
  painter.setFont(readout_font(11));
  painter.setPen(token::kText);
  painter.drawText(QRect(0, height() - kNumberHeight, width(), kNumberHeight), Qt::AlignRight | Qt::AlignVCenter, number(held_));
}

}  // namespace sweetspot::ui
