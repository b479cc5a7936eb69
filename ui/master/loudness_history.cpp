#include "ui/master/loudness_history.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>

#include "engine/studio/report.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr double kStep = 0.1;         // seconds a point
constexpr std::size_t kPoints = 600;  // a minute
constexpr double kLoudest = -4.0, kSoftest = -40.0;
constexpr double kLeft = 36.0, kTop = 26.0, kFoot = 8.0, kRight = 10.0;

}  // namespace

LoudnessHistory::LoudnessHistory(QWidget* parent) : QWidget(parent) {
  setAttribute(Qt::WA_OpaquePaintEvent);
  setAccessibleName("Loudness of the last minute");
}

void LoudnessHistory::set_target(double lufs) {
  target_ = lufs;
  update();
}

void LoudnessHistory::clear() {
  points_.clear();
  update();
}

void LoudnessHistory::feed(const LoudnessReadout& values, double seconds) {
  rest_ += seconds;
  if (rest_ < kStep) return;
  rest_ = std::min(rest_ - kStep, kStep);
  points_.push_back({values.momentary, values.short_term, values.integrated});
  if (points_.size() > kPoints) points_.pop_front();
  update();
}

double LoudnessHistory::y(double lufs) const {
  return kTop + (kLoudest - std::clamp(lufs, kSoftest, kLoudest)) / (kLoudest - kSoftest) * (height() - kTop - kFoot);
}

void LoudnessHistory::draw_line(QPainter& painter, double Point::*value, const QColor& colour, double line) const {
  QPainterPath path;
  bool drawing = false;
  const double room = width() - kLeft - kRight;
  for (std::size_t i = 0; i < points_.size(); ++i) {
    const double level = points_[i].*value;
    if (level <= kSoftest) {
      drawing = false;
      continue;
    }
    const QPointF at(kLeft + room * (1.0 - static_cast<double>(points_.size() - 1 - i) / static_cast<double>(kPoints - 1)), y(level));
    if (std::exchange(drawing, true))
      path.lineTo(at);
    else
      path.moveTo(at);
  }
  painter.setPen(QPen(colour, line));
  painter.drawPath(path);
}

void LoudnessHistory::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), token::kWell);
  painter.setFont(readout_font(10));
  for (int lufs = -10; lufs >= -40; lufs -= 10) {
    painter.fillRect(QRectF(kLeft, y(lufs), width() - kLeft - kRight, 1), token::kGrid);
    painter.setPen(token::kSecondary);
    painter.drawText(QRectF(0, y(lufs) - 7, kLeft - 6, 14), Qt::AlignRight | Qt::AlignVCenter, QString("−%1").arg(-lufs));
  }
  painter.setFont(text_font(Text::caption));
  double x = kLeft;
  const auto legend = [&](const QString& text, const QColor& colour) {
    painter.fillRect(QRectF(x, 12, 16, 2), colour);
    painter.setPen(token::kSecondary);
    painter.drawText(QPointF(x + 22, 16), text);
    x += 40 + painter.fontMetrics().horizontalAdvance(text);
  };
  legend("Momentary", token::kMeterLow);
  legend("Short-term", token::kMeterHigh);
  legend("Integrated", token::kText);
  legend(QString("Target −%1 LUFS").arg(-target_, 0, 'f', 0), token::kOk);
  painter.setPen(QPen(token::kOk, 1, Qt::DashLine));
  painter.drawLine(QPointF(kLeft, y(target_)), QPointF(width() - kRight, y(target_)));
  painter.setRenderHint(QPainter::Antialiasing);
  draw_line(painter, &Point::momentary, token::kMeterLow, 1.0);
  draw_line(painter, &Point::short_term, token::kMeterHigh, 1.6);
  draw_line(painter, &Point::integrated, token::kText, 2.4);
}

}  // namespace sweetspot::ui
