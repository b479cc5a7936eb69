#include "ui/panels/eq_paint.h"

#include <algorithm>
#include <cmath>

#include <QPainterPath>

#include "ui/panels/band_colour.h"
#include "ui/panels/eq_notes.h"
#include "ui/theme/paint.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr double kNodeRadius = 9.0;
constexpr double kReadoutHeight = 18.0;
constexpr double kApartDb = 0.1;  // where the moving curve is told from the one at rest

QColor with_alpha(QColor colour, int alpha) {
  colour.setAlpha(alpha);
  return colour;
}

QString signed_db(double db) { return (db > 0 ? "+" : "") + QString::number(db).replace('-', QChar(0x2212)); }

// A polyline through `y(i)` over the width of the plot.
template <class Y>
QPolygonF polyline(const EqPlot& plot, std::size_t count, const Y& y) {
  QPolygonF points;
  points.reserve(static_cast<int>(count) + 2);
  const QRectF& area = plot.scale.area;
  for (std::size_t i = 0; i < count; ++i) points << QPointF(area.left() + area.width() * double(i) / double(count - 1), y(i));
  return points;
}

// Lines far outside are cut near the edge, so that nothing overflows.
QPolygonF curve_points(const EqPlot& plot, const CurveLine& line) {
  const QRectF& area = plot.scale.area;
  return polyline(plot, line.size(),
                  [&](std::size_t i) { return std::clamp(plot.scale.y(line[i]), area.top() - 20.0, area.bottom() + 20.0); });
}

QPainterPath between(const QPolygonF& upper, const QPolygonF& lower) {
  QPainterPath path;
  path.addPolygon(upper);
  for (auto point = lower.crbegin(); point != lower.crend(); ++point) path.lineTo(*point);
  path.closeSubpath();
  return path;
}

void draw_frequencies(QPainter& painter, const EqPlot& plot, double ratio) {
  const CurveScale& s = plot.scale;
  for (const double hz : {20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0, 10000.0, 20000.0}) {
    const double x = snapped(s.x(hz), ratio);
    painter.fillRect(QRectF(x, s.area.top(), 1, s.area.height()), token::kGrid);
    const bool said = plot.large || hz == 20 || hz == 100 || hz == 1000 || hz == 10000;
    const double left = std::clamp(x - 20.0, 0.0, plot.labels.width() - 40.0);
    if (said) painter.drawText(QRectF(left, plot.labels.top(), 40, plot.labels.height()), Qt::AlignCenter, axis_hertz(hz));
  }
}

void draw_levels(QPainter& painter, const EqPlot& plot, double ratio) {
  const CurveScale& s = plot.scale;
  for (int i = -2; i <= 2; ++i) {
    const double db = s.range_db / 2.0 * i;
    painter.fillRect(QRectF(s.area.left(), snapped(s.y(db), ratio), s.area.width(), 1), i == 0 ? token::kBorder : token::kGrid);
    const double y = std::clamp(s.y(db) - 8.0, s.area.top() - 4.0, s.area.bottom() - 12.0);
    painter.drawText(QRectF(0, y, s.area.left() - 5, 16), Qt::AlignRight | Qt::AlignVCenter, signed_db(db));
  }
}

// The spectrum's own levels, at the right edge.
void draw_spectrum_levels(QPainter& painter, const EqPlot& plot) {
  painter.setPen(token::kDisabled);
  for (double db = -12.0; db > kSpectrumBottomDb; db -= 24.0)
    painter.drawText(QRectF(plot.scale.area.right() + 4, plot.spectrum_y(db) - 8, 32, 16), Qt::AlignLeft | Qt::AlignVCenter, signed_db(db));
}

void draw_piano(QPainter& painter, const EqPlot& plot, double ratio) {
  const QRectF& piano = plot.piano;
  painter.fillRect(piano, token::kBorder);
  for (const PianoKey& key : piano_keys(plot.scale)) {
    const double left = snapped(key.left, ratio), right = snapped(key.right, ratio);
    if (key.black)
      painter.fillRect(QRectF(left, piano.top(), std::max(1.0, right - left), piano.height() * (plot.large ? 0.5 : 0.62)), token::kWell);
    if (key.octave == kNoC) continue;
    painter.fillRect(QRectF(left, piano.top(), 1.0, piano.height()), token::kPanel);
    if (!plot.large) continue;
    painter.setPen(token::kWell);
    const QRectF foot(left + 3, piano.center().y(), 30, piano.height() / 2.0);
    painter.drawText(foot, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, "C" + QString::number(key.octave));
  }
}

}  // namespace

void draw_eq_ground(QPainter& painter, const EqPlot& plot, const QRectF& widget, bool with_spectrum, double ratio) {
  draw_box(painter, widget, token::kWell, token::kHairline);
  painter.setFont(readout_font(static_cast<int>(Text::tick)));
  painter.setPen(token::kSecondary);
  draw_frequencies(painter, plot, ratio);
  draw_levels(painter, plot, ratio);
  if (plot.large && with_spectrum) draw_spectrum_levels(painter, plot);
  draw_piano(painter, plot, ratio);
}

void draw_eq_spectrum(QPainter& painter, const EqPlot& plot, std::span<const double> before, std::span<const double> after) {
  const QRectF& area = plot.scale.area;
  painter.save();
  painter.setClipRect(area);
  painter.setRenderHint(QPainter::Antialiasing);
  QPolygonF fill = polyline(plot, before.size(), [&](std::size_t i) { return plot.spectrum_y(before[i]); });
  fill << area.bottomRight() << area.bottomLeft();
  painter.setPen(Qt::NoPen);
  painter.setBrush(with_alpha(token::kSecondary, 46));
  painter.drawPolygon(fill);
  painter.setPen(QPen(with_alpha(token::kMeterMid, 200), 1.2));
  painter.drawPolyline(polyline(plot, after.size(), [&](std::size_t i) { return plot.spectrum_y(after[i]); }));
  painter.restore();
}

void draw_eq_curves(QPainter& painter, const EqPlot& plot, const EqCurves& curves, bool dimmed) {
  painter.save();
  painter.setClipRect(plot.scale.area);
  painter.setRenderHint(QPainter::Antialiasing);
  const double zero = plot.scale.y(0.0);
  for (const EqCurves::Single& single : curves.singles) {
    const QColor colour = dimmed ? token::kDisabled : band_colour(single.band);
    const QPolygonF line = curve_points(plot, single.line);
    const QPolygonF level{{plot.scale.area.left(), zero}, {plot.scale.area.right(), zero}};
    if (single.tinted) painter.fillPath(between(line, level), with_alpha(colour, 56));
    if (!single.reach.empty()) {
      const QPolygonF reach = curve_points(plot, single.reach);
      painter.fillPath(between(line, reach), with_alpha(colour, 30));
      painter.setPen(QPen(with_alpha(colour, 150), 1.0, Qt::DashLine));
      painter.drawPolyline(reach);
    }
    painter.setPen(QPen(with_alpha(colour, single.tinted ? 220 : 130), 1.2));
    painter.drawPolyline(line);
  }
  painter.setPen(QPen(dimmed ? token::kDisabled : token::kText, 2.0));
  painter.drawPolyline(curve_points(plot, curves.whole));
  painter.restore();
}

void draw_eq_live(QPainter& painter, const EqPlot& plot, const CurveLine& whole, const CurveLine& live) {
  painter.save();
  painter.setClipRect(plot.scale.area);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(token::kReduction, 1.5));
  const QPolygonF points = curve_points(plot, live);
  for (qsizetype from = 0; from < points.size();) {
    const auto apart = [&](qsizetype i) {
      return std::abs(live[static_cast<std::size_t>(i)] - whole[static_cast<std::size_t>(i)]) >= kApartDb;
    };
    qsizetype to = from;
    while (to < points.size() && apart(to)) ++to;
    if (to > from) painter.drawPolyline(points.constData() + from, static_cast<int>(to - from));
    from = to + 1;
  }
  painter.restore();
}

QRectF node_rect(const EqNode& node) {
  const double radius = node.chosen || node.hovered ? kNodeRadius + 1.0 : node.flat ? kNodeRadius - 1.0 : kNodeRadius;
  const double wide = node.badge.isEmpty() ? radius : radius + 4.0;
  return {node.place.x() - wide, node.place.y() - radius, 2.0 * wide, 2.0 * radius};
}

void draw_eq_nodes(QPainter& painter, const std::vector<EqNode>& nodes) {
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(text_font(Text::caption, true));
  for (const EqNode& node : nodes) {
    const QColor colour = node.aside ? token::kBorder : band_colour(node.band);
    if (node.end) {
      painter.setPen(QPen(colour, 2.0, Qt::DotLine));
      painter.drawLine(node.place, QPointF(node.place.x(), *node.end));
      painter.setPen(QPen(colour, 2.0));
      painter.drawLine(QPointF(node.place.x() - 5, *node.end), QPointF(node.place.x() + 5, *node.end));
    }
    if (node.now) {
      painter.setPen(QPen(token::kWell, 1.0));
      painter.setBrush(token::kReduction);
      painter.drawEllipse(QPointF(node.place.x(), *node.now), 4.0, 4.0);
    }
    const QRectF box = node_rect(node);
    const bool hollow = (node.flat || node.aside) && !node.chosen;
    const QColor rim = node.heard_alone ? token::kWarn : node.chosen ? token::kText : hollow ? colour : token::kWell;
    painter.setPen(QPen(rim, node.chosen || node.heard_alone ? 2.0 : 1.5));
    painter.setBrush(hollow ? token::kWell : colour);
    painter.drawRoundedRect(box, box.height() / 2.0, box.height() / 2.0);
    painter.setPen(hollow ? colour : token::kOnBright);
    painter.drawText(box, Qt::AlignCenter, QString::number(node.band + 1) + node.badge);
  }
}

QRect readout_rect(const EqPlot& plot) {
  const QRectF& area = plot.scale.area;
  const double wide = std::min(area.width(), plot.large ? 300.0 : 150.0);
  return QRectF(area.right() - wide, area.top(), wide, kReadoutHeight).toAlignedRect();
}

void draw_eq_readout(QPainter& painter, const EqPlot& plot, const QString& words) {
  if (words.isEmpty()) return;
  painter.setFont(readout_font(static_cast<int>(Text::caption)));
  painter.setPen(token::kSecondary);
  painter.drawText(readout_rect(plot).adjusted(0, 2, -4, 0), Qt::AlignRight | Qt::AlignTop, words);
}

}  // namespace sweetspot::ui
