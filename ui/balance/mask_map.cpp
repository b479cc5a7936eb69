#include "ui/balance/mask_map.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "ui/controls/hint.h"
#include "ui/controls/plot_paint.h"
#include "ui/controls/value_bubble.h"
#include "ui/store/track_look.h"
#include "ui/theme/paint.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr int kCurveHeight = 34, kRowPitch = 32, kNameHeight = 16, kStripeHeight = 12, kFootHeight = 16;
constexpr double kInset = 4.0;
constexpr double kLeastAlpha = 0.06;  // of a stripe's darkest place that is covered at all

}  // namespace

MaskMap::MaskMap(QWidget* parent) : QWidget(parent) {
  setAttribute(Qt::WA_OpaquePaintEvent);
  setMouseTracking(true);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  set_hint(*this, "What covers the track, by frequency: the brighter the more. Click a place to go to its dip");
}

void MaskMap::show_rows(std::vector<MaskRow> rows, const ErbBands& presence, const QString& track, const QColor& colour) {
  rows_ = std::move(rows);
  presence_ = presence;
  track_ = track;
  colour_ = colour;
  QStringList said;
  for (const MaskRow& row : rows_) said << QString("%1 %2").arg(row.name, share_text(row.lost));
  setAccessibleName("What covers " + track_);
  setAccessibleDescription(said.isEmpty() ? "nothing" : said.join(", "));
  updateGeometry();
  update();
}

void MaskMap::set_dimmed(bool dimmed) {
  if (std::exchange(dimmed_, dimmed) != dimmed) update();
}

QSize MaskMap::sizeHint() const { return {240, kCurveHeight + static_cast<int>(rows_.size()) * kRowPitch + kFootHeight + 4}; }

QRectF MaskMap::curve_area() const { return {kInset, 2.0, width() - 2.0 * kInset, kCurveHeight - 4.0}; }

QRectF MaskMap::stripe(int row) const {
  return {kInset, kCurveHeight + row * kRowPitch + kNameHeight + 1.0, width() - 2.0 * kInset, kStripeHeight};
}

int MaskMap::row_at(double y) const {
  const int row = static_cast<int>(std::floor((y - kCurveHeight) / kRowPitch));
  return row >= 0 && row < static_cast<int>(rows_.size()) ? row : -1;
}

double MaskMap::x_of(double hertz) const {
  const double low = erb_number(erb_band_edge(0)), high = erb_number(erb_band_edge(kErbBands));
  return kInset + (width() - 2.0 * kInset) * (erb_number(hertz) - low) / (high - low);
}

double MaskMap::hertz_at(double x) const {
  const double low = erb_number(erb_band_edge(0)), high = erb_number(erb_band_edge(kErbBands));
  const double share = std::clamp((x - kInset) / (width() - 2.0 * kInset), 0.0, 1.0);
  return erb_hertz(low + share * (high - low));
}

void MaskMap::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), token::kWell);
  painter.setRenderHint(QPainter::Antialiasing);
  if (dimmed_) painter.setOpacity(0.55);
  for (const double hertz : {100.0, 1000.0, 10000.0}) draw_upright_line(painter, x_of(hertz), 2.0, height() - kFootHeight, token::kGrid);
  paint_curve(painter);
  for (int row = 0; row < static_cast<int>(rows_.size()); ++row) paint_row(painter, row);
  paint_axis(painter);
}

void MaskMap::paint_curve(QPainter& painter) const {
  const QRectF area = curve_area();
  const double most = *std::max_element(presence_.begin(), presence_.end());
  if (most > 0.0) {
    QPainterPath path(area.bottomLeft());
    for (std::size_t band = 0; band < kErbBands; ++band)
      path.lineTo(x_of(erb_band_hertz(band)), area.bottom() - presence_[band] / most * area.height());
    path.lineTo(area.bottomRight());
    QColor fill = colour_;
    fill.setAlphaF(0.35f);
    painter.setPen(QPen(colour_, 1.2));
    painter.setBrush(fill);
    painter.drawPath(path);
  }
  draw_chip(painter, {area.right(), area.top() + 15.0}, Qt::AlignRight, track_, token::kText);
}

void MaskMap::paint_row(QPainter& painter, int row) const {
  const MaskRow& shown = rows_[static_cast<std::size_t>(row)];
  const QRectF bar = stripe(row);
  const QRectF line(bar.left(), bar.top() - kNameHeight - 1.0, bar.width(), kNameHeight);
  painter.setFont(readout_font(11));
  const QString percent = share_text(shown.lost);
  const double taken = painter.fontMetrics().horizontalAdvance(percent) + 8.0;
  painter.setPen(token::kText);
  painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, percent);
  painter.setFont(text_font(Text::caption));
  painter.setPen(token::kText);
  const QString name = painter.fontMetrics().elidedText(shown.name, Qt::ElideMiddle, static_cast<int>(line.width() - taken));
  painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, name);
  painter.setRenderHint(QPainter::Antialiasing, false);
  painter.fillRect(bar, token::kPanel);
  for (std::size_t band = 0; band < kErbBands; ++band) {
    if (presence_[band] <= 0.0 || shown.degree[band] < kLeastAlpha) continue;
    const double from = std::round(x_of(erb_band_edge(band))), to = std::round(x_of(erb_band_edge(band + 1)));
    QColor colour = shown.colour;
    colour.setAlphaF(static_cast<float>(std::clamp(shown.degree[band], 0.0, 1.0)));
    painter.fillRect(QRectF(from, bar.top(), to - from, bar.height()), colour);
  }
  painter.setRenderHint(QPainter::Antialiasing);
}

void MaskMap::paint_axis(QPainter& painter) const {
  for (const double hertz : {100.0, 300.0, 1000.0, 3000.0, 10000.0})
    draw_foot_number(painter, x_of(hertz), height() - kFootHeight + 1.0, short_hertz(hertz));
}

QString MaskMap::words_at(const QPointF& place) const {
  const int row = row_at(place.y());
  const double hertz = hertz_at(place.x());
  const std::size_t band = erb_band_at(hertz);
  if (row < 0) return words(hertz_text(hertz));
  const MaskRow& shown = rows_[static_cast<std::size_t>(row)];
  if (presence_[band] <= 0.0) return QString("%1: nothing of %2 here").arg(words(hertz_text(hertz)), track_);
  return QString("%1: %2 covers %3").arg(words(hertz_text(hertz)), shown.name, share_text(shown.degree[band]));
}

void MaskMap::mouseMoveEvent(QMouseEvent* event) {
  ValueBubble::show_for(*this, words_at(event->position()), event->globalPosition().toPoint());
}

void MaskMap::leaveEvent(QEvent*) { ValueBubble::hide_for(*this); }

void MaskMap::mousePressEvent(QMouseEvent* event) {
  const int row = row_at(event->position().y());
  if (event->button() == Qt::LeftButton && row >= 0)
    emit place_clicked(rows_[static_cast<std::size_t>(row)].by, hertz_at(event->position().x()));
}

}  // namespace sweetspot::ui
