#include "ui/controls/loudness_meter.h"

#include <algorithm>
#include <cmath>

#include <QMouseEvent>
#include <QPainter>

#include "ui/controls/hint.h"
#include "ui/theme/paint.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr int kRowHeight = 26;
constexpr int kBarRow = 34;  // the rows that have a bar beneath their words
constexpr int kBars = 3;
constexpr double kBarLow = -41.0;  // LUFS at the bar's left; the right is 9 LU above the target, as in EBU +9
constexpr double kAboveTarget = 9.0;
constexpr std::array<const char*, 6> kLabels{"Momentary", "Short-term", "Integrated", "Range", "True peak", "Correlation"};
constexpr std::array<const char*, 6> kUnits{"LUFS", "LUFS", "LUFS", "LU", "dBTP", ""};

std::array<QString, 6> texts(const LoudnessValues& v) {
  const QString correlation = (v.correlation > 0.005 ? QStringLiteral("+") : QString()) + loudness_number(v.correlation, 2);
  return {loudness_number(v.momentary), loudness_number(v.short_term), loudness_number(v.integrated),
          loudness_number(v.range),     loudness_number(v.true_peak),  correlation};
}

// Colour belongs to the target: blue below, green within a unit of it, amber above.
QColor target_colour(double lufs, double target) {
  if (lufs > target + 1.0) return token::kWarn;
  return lufs < target - 1.0 ? token::kMeterLow : token::kOk;
}

}  // namespace

QString loudness_number(double value, int decimals) {
  if (!std::isfinite(value)) return QStringLiteral("–");
  QString text = QString::number(value, 'f', decimals);
  if (text.toDouble() == 0.0) text.remove('-');
  return text.replace('-', QChar(0x2212));
}

LoudnessMeter::LoudnessMeter(QWidget* parent) : QWidget(parent), shown_(texts(values_)) {
  setAttribute(Qt::WA_OpaquePaintEvent);
  setAccessibleName("Loudness");
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  set_hint(*this, "Loudness of what is heard · double-click starts the integrated values anew");
}

QSize LoudnessMeter::sizeHint() const { return {200, kBars * kBarRow + 3 * kRowHeight}; }
QSize LoudnessMeter::minimumSizeHint() const { return {132, sizeHint().height()}; }

QRect LoudnessMeter::row(int index) const {
  if (index < kBars) return {0, index * kBarRow, width(), kBarRow};
  return {0, kBars * kBarRow + (index - kBars) * kRowHeight, width(), kRowHeight};
}

double LoudnessMeter::bar_x(double lufs) const {
  const double high = target_ + kAboveTarget;
  return width() * std::clamp((lufs - kBarLow) / (high - kBarLow), 0.0, 1.0);
}

void LoudnessMeter::set_values(const LoudnessValues& values) {
  values_ = values;
  const auto now = texts(values);
  for (std::size_t i = 0; i < now.size(); ++i) {
    if (now[i] != shown_[i]) update(row(static_cast<int>(i)));
  }
  shown_ = now;
}

void LoudnessMeter::set_target(double lufs) {
  target_ = lufs;
  update();
}

void LoudnessMeter::set_ceiling(double dbtp) {
  ceiling_ = dbtp;
  update();
}

void LoudnessMeter::mouseDoubleClickEvent(QMouseEvent*) { emit reset_requested(); }

void LoudnessMeter::paintEvent(QPaintEvent* event) {
  QPainter painter(this);
  painter.fillRect(event->rect(), palette().color(QPalette::Window));
  const std::array<double, kBars> bars{values_.momentary, values_.short_term, values_.integrated};
  for (int i = 0; i < static_cast<int>(kLabels.size()); ++i) {
    const QRect place = row(i);
    if (!place.intersects(event->rect())) continue;
    const auto slot = static_cast<std::size_t>(i);
    const QRect words(place.left(), place.top(), place.width(), 22);
    painter.setFont(text_font(Text::small));
    painter.setPen(token::kSecondary);
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter, kLabels[slot]);
    const bool over = i == 4 && std::isfinite(values_.true_peak) && values_.true_peak > ceiling_;
    painter.setPen(token::kSecondary);
    painter.setFont(text_font(Text::caption));
    const int unit_width = 32;
    painter.drawText(words, Qt::AlignRight | Qt::AlignVCenter, kUnits[slot]);
    painter.setFont(readout_font(13));
    painter.setPen(over ? token::kError : token::kText);
    painter.drawText(words.adjusted(0, 0, -unit_width, 0), Qt::AlignRight | Qt::AlignVCenter, shown_[slot]);
    if (i >= kBars) continue;
    const QRectF rail(0, place.top() + 24, width(), 4);
    painter.fillRect(rail, token::kWell);
    if (std::isfinite(bars[slot])) {
      painter.fillRect(QRectF(rail.left(), rail.top(), bar_x(bars[slot]), rail.height()), target_colour(bars[slot], target_));
    }
    painter.fillRect(QRectF(std::round(bar_x(target_)) - 1, rail.top() - 2, 2, rail.height() + 4), token::kText);
  }
}

}  // namespace sweetspot::ui
