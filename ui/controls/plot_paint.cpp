#include "ui/controls/plot_paint.h"

#include <cmath>

#include <QFontMetricsF>

#include "ui/theme/paint.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr int kTick = static_cast<int>(Text::tick);
constexpr double kFlagHeight = 17.0;
constexpr int kChipAlpha = 232;
constexpr double kWordMargin = 4.0, kWordGap = 7.0;
constexpr double kRoomForAllNumbers = 400.0;

double ratio_of(const QPainter& painter) { return painter.device()->devicePixelRatioF(); }

}  // namespace

QString signed_number(double value, int decimals, bool plus) {
  if (!std::isfinite(value)) return QStringLiteral("–");
  const QString digits = QString::number(std::abs(value), 'f', decimals);
  const bool zero = digits.toDouble() == 0.0;
  if (zero) return digits;
  if (value < 0.0) return QChar(0x2212) + digits;
  return plus ? "+" + digits : digits;
}

QString short_hertz(double hz) {
  if (hz < 999.5) return QString::number(std::lround(hz));
  const double finest = hz < 9995.0 ? 10.0 : 100.0;  // three digits
  return QString::number(std::round(hz / finest) * finest / 1000.0) + "k";
}

void draw_level_line(QPainter& painter, double left, double right, double y, const QColor& colour) {
  painter.fillRect(QRectF(left, snapped(y, ratio_of(painter)), right - left, 1.0), colour);
}

void draw_upright_line(QPainter& painter, double x, double top, double bottom, const QColor& colour) {
  painter.fillRect(QRectF(snapped(x, ratio_of(painter)), top, 1.0, bottom - top), colour);
}

void draw_left_number(QPainter& painter, double right, double y, const QString& text) {
  painter.setFont(readout_font(kTick));
  painter.setPen(token::kSecondary);
  painter.drawText(QRectF(right - 40.0, y - 8.0, 40.0, 16.0), Qt::AlignRight | Qt::AlignVCenter, text);
}

void draw_foot_number(QPainter& painter, double x, double top, const QString& text) {
  painter.setFont(readout_font(kTick));
  painter.setPen(token::kSecondary);
  painter.drawText(QRectF(x - 24.0, top, 48.0, 14.0), Qt::AlignCenter, text);
}

QSizeF flag_size(const QString& text) { return {QFontMetricsF(readout_font(11)).horizontalAdvance(text) + 8.0, kFlagHeight}; }

void draw_flag(QPainter& painter, const QRectF& box, const QString& text, bool lit) {
  draw_box(painter, box, lit ? token::kHover : token::kRaised, lit ? token::kText : token::kBorder, 3.0);
  painter.setFont(readout_font(11));
  painter.setPen(token::kText);
  painter.drawText(box, Qt::AlignCenter, text);
}

void draw_chip(QPainter& painter, QPointF corner, Qt::Alignment side, const QString& text, const QColor& ink) {
  const QSizeF size = flag_size(text);
  const QRectF box(QPointF(side & Qt::AlignRight ? corner.x() - size.width() : corner.x(), corner.y() - size.height() + 1.0), size);
  QColor ground = token::kWell;
  ground.setAlpha(kChipAlpha);
  draw_box(painter, box, ground, Qt::transparent, 3.0);
  painter.setFont(readout_font(11));
  painter.setPen(ink);
  painter.drawText(box, Qt::AlignCenter, text);
}

void draw_words(QPainter& painter, QPointF corner, Qt::Alignment side, std::initializer_list<PlotWord> words) {
  const QFont font = text_font(Text::caption);
  const QFontMetricsF metrics(font);
  double width = 2.0 * kWordMargin - kWordGap;
  for (const PlotWord& word : words) width += metrics.horizontalAdvance(word.text) + kWordGap;
  const QRectF box(side & Qt::AlignRight ? corner.x() - width : corner.x(), corner.y() - kFlagHeight + 1.0, width, kFlagHeight);
  QColor ground = token::kWell;
  ground.setAlpha(kChipAlpha);
  draw_box(painter, box, ground, Qt::transparent, 3.0);
  painter.setFont(font);
  double x = box.left() + kWordMargin;
  for (const PlotWord& word : words) {
    const double room = metrics.horizontalAdvance(word.text);
    painter.setPen(word.ink);
    painter.drawText(QRectF(x, box.top(), room + 1.0, box.height()), Qt::AlignLeft | Qt::AlignVCenter, word.text);
    x += room + kWordGap;
  }
}

void draw_axis_names(QPainter& painter, const QRectF& area, const QString& across, const QString& upwards) {
  painter.setFont(text_font(Text::caption));
  painter.setPen(token::kSecondary);
  const QRectF room = area.adjusted(4.0, 0.0, -4.0, -1.0);
  painter.drawText(room, Qt::AlignLeft | Qt::AlignTop, upwards);
  painter.drawText(room, Qt::AlignRight | Qt::AlignBottom, across);
}

void draw_frequency_grid(QPainter& painter, const QRectF& area, const PlotAxis& axis) {
  const bool all = area.width() >= kRoomForAllNumbers;
  for (const double hz : {20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0, 10000.0, 20000.0}) {
    const double x = axis.pixel(hz);
    draw_upright_line(painter, x, area.top(), area.bottom(), token::kGrid);
    if (!all && hz != 20.0 && hz != 100.0 && hz != 1000.0 && hz != 10000.0) continue;
    const double place = std::clamp(x, area.left() + 8.0, area.right() - 12.0);
    draw_foot_number(painter, place, area.bottom() + 2.0, short_hertz(hz));
  }
}

}  // namespace sweetspot::ui
