// How a lane of automation is drawn: all but the playhead in a picture that is made anew only when something changed.
#include <QPaintEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "engine/session/automation_edits.h"
#include "ui/arrange/automation_lane_view.h"
#include "ui/arrange/timeline_model.h"
#include "ui/store/store.h"
#include "ui/store/track_look.h"
#include "ui/theme/contrast.h"
#include "ui/theme/paint.h"
#include "ui/theme/tokens.h"

namespace sweetspot::ui {
namespace {

constexpr double kPointRadius = 3.5;
constexpr int kPlayheadReach = 5;  // the dot on the curve

QColor faded(QColor colour, int alpha) {
  colour.setAlpha(alpha);
  return colour;
}

}  // namespace

void AutomationLaneView::redraw() {
  stale_ = true;
  update();
}

void AutomationLaneView::session_changed() {
  const Strip* const strip = find_strip(model_.session(), strip_);
  if (!strip || !exists()) return;
  const AutomationPoints now = points();
  std::erase_if(chosen_, [&](Frames at) { return std::ranges::none_of(now, [at](const AutomationPoint& p) { return p.at == at; }); });
  tell_readers();
  redraw();
}

void AutomationLaneView::draw_ground() {
  stale_ = false;
  const double ratio = devicePixelRatioF();
  if (ground_.size() != size() * ratio || ground_.devicePixelRatio() != ratio) ground_ = make_pixmap(size(), ratio);
  ground_.fill(mixed(token::kWindow, token::kWell, 0.6));
  QPainter painter(&ground_);
  for (const RulerTick& tick : ruler_ticks(model_.scale(), width(), model_.grid(), model_.ruler_unit())) {
    const double x = sweetspot::ui::snapped(model_.scale().x(static_cast<double>(tick.at)), ratio);
    QColor line = token::kGrid;
    if (!tick.major) line.setAlpha(line.alpha() / 3);
    painter.fillRect(QRectF(x, 0, 1.0, height()), line);
  }
  painter.fillRect(QRect(0, height() - 1, width(), 1), token::kWell);
  if (!exists()) return;
  const CurveFrame view = frame();
  const AutomationPoints all = points();
  const Strip* const strip = find_strip(model_.session(), strip_);
  const AutomationLane* const lane = edit::find_lane(*strip, target_);
  const bool off = !lane || !lane->enabled;
  const QColor colour = off ? token::kDisabled : strip_colour(model_.session(), strip_);
  const QPolygonF line = curve_line(all, view, resting());
  painter.setRenderHint(QPainter::Antialiasing, true);
  QPolygonF area = line;
  area << QPointF(width(), height()) << QPointF(0, height());
  painter.setPen(Qt::NoPen);
  painter.setBrush(faded(colour, off ? 14 : 34));
  painter.drawPolygon(area);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(colour, 1.6, lane ? Qt::SolidLine : Qt::DashLine));
  painter.drawPolyline(line);
  for (const AutomationPoint& point : all) {
    const double x = view.scale.x(static_cast<double>(point.at));
    if (x < -kPointReach || x > width() + kPointReach) continue;
    const bool chosen = chosen_.contains(point.at);
    const double radius = chosen || hovered_ == point.at ? kPointRadius + 1.0 : kPointRadius;
    painter.setPen(QPen(chosen ? token::kText : colour, 1.6));
    painter.setBrush(chosen ? token::kText : token::kWell);
    // A held value has a square point: the shape says what the colour cannot.
    const QRectF spot(x - radius, view.y(point.value) - radius, 2 * radius, 2 * radius);
    if (point.curve == Curve::hold)
      painter.drawRect(spot.adjusted(0.5, 0.5, -0.5, -0.5));
    else
      painter.drawEllipse(spot);
  }
  if (const auto box = chosen_box(all, view, chosen_)) {
    painter.setPen(QPen(faded(token::kText, 110), 1.0, Qt::DashLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(*box);
    const QRectF grip = scale_grip(*box, view);
    painter.setPen(Qt::NoPen);
    painter.setBrush(token::kText);
    painter.drawRoundedRect(grip, 3, 3);
    painter.setPen(QPen(token::kWindow, 1.2));
    const QPointF middle = grip.center();
    painter.drawLine(middle + QPointF(-6, -1.5), middle + QPointF(6, -1.5));
    painter.drawLine(middle + QPointF(-6, 1.5), middle + QPointF(6, 1.5));
  }
}

void AutomationLaneView::paintEvent(QPaintEvent* event) {
  if (stale_ || ground_.size() != size() * devicePixelRatioF()) draw_ground();
  QPainter painter(this);
  const double ratio = devicePixelRatioF();
  const QRectF dirty(event->rect());
  painter.drawPixmap(dirty, ground_, QRectF(dirty.topLeft() * ratio, dirty.size() * ratio));
  if (drag_ && drag_->gesture == Gesture::choose && drag_->moved) {
    painter.setPen(token::kAccent);
    painter.setBrush(faded(token::kAccent, 40));
    painter.drawRect(QRectF(drag_->from, drag_->to).normalized());
  }
  const Frames at = model_.store().studio().playhead();
  playhead_x_ = model_.scale().x(static_cast<double>(at));
  painter.fillRect(QRectF(sweetspot::ui::snapped(playhead_x_, ratio) - 0.5, 0, 1.5, height()), token::kText);
  if (exists()) {
    const auto shown = model_.store().studio().automated_value(strip_, target_);
    if (shown) {
      painter.setRenderHint(QPainter::Antialiasing, true);
      painter.setPen(QPen(token::kWindow, 1.0));
      painter.setBrush(token::kText);
      painter.drawEllipse(QPointF(playhead_x_, frame().y(*shown)), 3.5, 3.5);
      painter.setRenderHint(QPainter::Antialiasing, false);
    }
  }
  if (hasFocus()) draw_focus(painter, rect(), 0);
}

void AutomationLaneView::move_playhead(Frames at) {
  if (!isVisible()) return;
  const double x = model_.scale().x(static_cast<double>(at));
  if (std::abs(x - playhead_x_) * devicePixelRatioF() < 0.5) return;
  for (const double line : {playhead_x_, x})
    update(static_cast<int>(std::floor(line)) - kPlayheadReach, 0, 2 * kPlayheadReach + 2, height());
}

}  // namespace sweetspot::ui
