#include "ui/arrange/clip_paint.h"

#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "engine/studio/fades.h"
#include "ui/arrange/clip_gain.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr double kCurveStep = 2.0;  // pixels between corners of a curve
constexpr double kSign = 9.0;       // width of a sign
constexpr double kSignGap = 4.0;

// The fade from where it is silent to where it is full, as far as it is seen.
QPolygonF fade_curve(const QRectF& clip, double silent_x, double full_x, FadeShape shape, const QRectF& seen) {
  const double left = std::max(std::min(silent_x, full_x), seen.left() - kCurveStep);
  const double right = std::min(std::max(silent_x, full_x), seen.right() + kCurveStep);
  QPolygonF curve;
  if (left >= right) return curve;
  const int steps = std::max(1, static_cast<int>(std::ceil((right - left) / kCurveStep)));
  for (int i = 0; i <= steps; ++i) {
    const double x = left + (right - left) * i / steps;
    const double gain = fade_gain(shape, std::clamp((x - silent_x) / (full_x - silent_x), 0.0, 1.0));
    curve << QPointF(x, clip.bottom() - gain * clip.height());
  }
  return curve;
}

void draw_fade(QPainter& painter, const QRectF& clip, double silent_x, double full_x, FadeShape shape, const QRectF& seen) {
  if (std::abs(full_x - silent_x) < 1.0) return;
  const QPolygonF curve = fade_curve(clip, silent_x, full_x, shape, seen);
  if (curve.size() < 2) return;
  QPolygonF above = curve;
  above << QPointF(curve.back().x(), clip.top()) << QPointF(curve.front().x(), clip.top());
  QColor shade = token::kWindow;
  shade.setAlpha(150);
  painter.setPen(Qt::NoPen);
  painter.setBrush(shade);
  painter.drawPolygon(above);
  painter.setPen(QPen(token::kText, 1.2));
  painter.drawPolyline(curve);
}

void draw_lock(QPainter& painter, const QRectF& r) {
  painter.fillRect(QRectF(r.left() + 1.0, r.top() + 4.5, 7.0, 5.0), painter.pen().color());
  painter.drawArc(QRectF(r.left() + 2.5, r.top() + 0.5, 4.0, 8.0), 0, 180 * 16);
}

void draw_backwards(QPainter& painter, const QRectF& r) {
  QPainterPath path;
  path.addPolygon(QPolygonF({{r.left(), r.center().y()}, {r.left() + 4.5, r.top() + 1.0}, {r.left() + 4.5, r.bottom() - 1.0}}));
  path.addPolygon(QPolygonF({{r.left() + 4.5, r.center().y()}, {r.right(), r.top() + 1.0}, {r.right(), r.bottom() - 1.0}}));
  painter.fillPath(path, painter.pen().color());
}

void draw_linked(QPainter& painter, const QRectF& r) {
  painter.drawRect(QRectF(r.left() + 0.5, r.top() + 0.5, 5.0, 5.0));
  painter.drawRect(QRectF(r.left() + 3.5, r.top() + 3.5, 5.0, 5.0));
}

}  // namespace

void draw_clip_fades(QPainter& painter, const ClipBox& box, const QRectF& seen, bool handles) {
  const QRectF& r = box.rect;
  painter.setRenderHint(QPainter::Antialiasing, true);
  draw_fade(painter, r, r.left(), box.fade_in_x, box.region->fade_in.shape, seen);
  draw_fade(painter, r, r.right(), box.fade_out_x, box.region->fade_out.shape, seen);
  if (handles && r.width() > 4.0 * kCornerReach) {
    painter.setPen(QPen(token::kWindow, 1.0));
    painter.setBrush(token::kText);
    painter.drawEllipse(QPointF(std::max(box.fade_in_x, r.left() + kCornerReach / 2), r.top() + 4.5), 3.5, 3.5);
    painter.drawEllipse(QPointF(std::min(box.fade_out_x, r.right() - kCornerReach / 2), r.top() + 4.5), 3.5, 3.5);
  }
  painter.setRenderHint(QPainter::Antialiasing, false);
}

void draw_clip_gain(QPainter& painter, const ClipBox& box, const TimelineScale& scale, const QRectF& seen, int hovered) {
  const bool any = box.region->gain_db != 0.0;
  if (!box.gain_shown && !any && box.region->envelope.empty()) return;
  if (box.gain_shown || !box.region->envelope.empty()) {
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setBrush(Qt::NoBrush);
    const QPolygonF line = gain_line(box, scale, seen.left() - 2.0, seen.right() + 2.0);
    QColor under = token::kWindow;
    under.setAlpha(170);
    painter.setPen(QPen(under, 3.0));
    painter.drawPolyline(line);
    painter.setPen(QPen(token::kAccent, 1.3));
    painter.drawPolyline(line);
    for (std::size_t i = 0; box.gain_shown && i < box.points.size(); ++i) {
      if (!box.rect.contains(box.points[i])) continue;
      const bool hot = static_cast<int>(i) == hovered;
      painter.setPen(QPen(token::kWindow, 1.0));
      painter.setBrush(hot ? token::kText : token::kAccent);
      painter.drawEllipse(box.points[i], hot ? 5.0 : 4.0, hot ? 5.0 : 4.0);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
  }
  const QRectF handle = gain_handle(box.rect);
  if (handle.isEmpty() || !handle.intersects(seen)) return;
  QColor ground = token::kWell;
  ground.setAlpha(215);
  painter.fillRect(handle, ground);
  painter.setFont(readout_font(11));
  painter.setPen(any ? token::kText : token::kSecondary);
  painter.drawText(handle, Qt::AlignCenter, db_words(box.region->gain_db));
}

double draw_clip_signs(QPainter& painter, const Region& region, double right, double top, const QColor& colour) {
  double x = right;
  painter.setPen(QPen(colour, 1.2));
  painter.setBrush(Qt::NoBrush);
  painter.setRenderHint(QPainter::Antialiasing, true);
  const auto sign = [&](bool there, auto draw) {
    if (!there) return;
    x -= kSign;
    draw(painter, QRectF(x, top, kSign, kSign));
    x -= kSignGap;
  };
  sign(region.locked, draw_lock);
  sign(region.reversed, draw_backwards);
  sign(static_cast<bool>(region.group), draw_linked);
  painter.setRenderHint(QPainter::Antialiasing, false);
  return right - x;
}

}  // namespace sweetspot::ui
