#include "ui/panels/transfer_plot.h"

#include <cmath>

#include "ui/controls/hint.h"
#include "ui/controls/plot_paint.h"
#include "ui/theme/paint.h"
#include "ui/theme/tokens.h"

namespace sweetspot::ui {
namespace {

constexpr double kStepDb = 0.5;
constexpr double kDotRadius = 5.0;
constexpr int kGridStep = 12;

QColor shade(QColor colour, int alpha) {
  colour.setAlpha(alpha);
  return colour;
}

}  // namespace

TransferPlot::TransferPlot(const ProcessorType& type, const QString& name, QWidget* parent)
    : HandlePlot(type.params, name, parent), type_(type), lowest_(lowest_level(type.params)) {
  set_hint(*this, "Drag the line: threshold · the end of the curve: ratio · the bracket at the top or wheel: knee · double-click resets");
  values_changed();
}

PlotHandles TransferPlot::handles() const { return transfer_handles(type_, values(), scale()); }

void TransferPlot::values_changed() {
  const TransferScale s = scale();
  const auto at = [&](double level) { return QPointF(s.in.pixel(level), s.out.pixel(out_at(level))); };
  curve_ = QPainterPath(at(lowest_));
  for (double level = lowest_ + kStepDb; level <= kHighestLevel; level += kStepDb) curve_.lineTo(at(level));
}

QRect TransferPlot::dot_rect() const {
  if (!(level_ > lowest_)) return {};
  const QPointF dot = scale().point(level_, out_at(level_));
  return QRectF(dot.x() - 7, dot.y() - 7, 14, 14).toAlignedRect();
}

void TransferPlot::set_level(double level_db) {
  if (!(level_db > lowest_)) level_db = kMinusInfinity;
  if (level_db == level_) return;
  const QRect before = dot_rect();
  level_ = level_db;
  if (dot_rect() == before) return;
  update(before);
  update(dot_rect());
}

void TransferPlot::draw_ground(QPainter& painter) {
  draw_box(painter, rect(), token::kWell, token::kHairline);
  const TransferScale s = scale();
  for (int db = 0; db > lowest_; db -= kGridStep) {
    draw_level_line(painter, s.area.left(), s.area.right(), s.out.pixel(db), token::kGrid);
    draw_upright_line(painter, s.in.pixel(db), s.area.top(), s.area.bottom(), token::kGrid);
    if (db % (2 * kGridStep) != 0) continue;
    draw_left_number(painter, s.area.left() - 4.0, s.out.pixel(db), signed_number(db, 0));
    draw_foot_number(painter, s.in.pixel(db), s.area.bottom() + 2.0, signed_number(db, 0));
  }
  draw_axis_names(painter, s.area, "in dB", "out dB");
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(token::kBorder, 1.0, Qt::DashLine));
  painter.drawLine(s.point(lowest_, lowest_), s.point(kHighestLevel, kHighestLevel));
}

void TransferPlot::draw_plot(QPainter& painter, const QRect&) {
  const TransferScale s = scale();
  const QColor ink = dimmed() ? token::kDisabled : token::kAccent;
  const PlotHandles now = handles();
  if (const auto knee = knee_span(type_, values())) {
    const double left = s.in.clamped_pixel(knee->from), right = s.in.clamped_pixel(knee->to);
    painter.fillRect(QRectF(left, s.area.top(), right - left, s.area.height()), shade(token::kSecondary, 28));
  }
  for (const PlotHandle& handle : now) {
    const bool lit = handle.id == hovered() || handle.id == selected();
    if (handle.id == kThresholdHandle)
      draw_upright_line(painter, handle.at.x(), s.area.top(), s.area.bottom(), lit ? token::kText : token::kSecondary);
    if (handle.id == kKneeHandle) {  // a bracket around the knee
      painter.fillRect(QRectF(handle.at.x() - 1.0, s.area.top(), 2.0, 12.0), lit ? token::kText : token::kSecondary);
      const double threshold = s.in.clamped_pixel(value(*dynamics_params(table()).threshold));
      const double other = s.in.clamped_pixel(2.0 * s.in.value(threshold) - s.in.value(handle.at.x()));
      painter.fillRect(QRectF(other - 1.0, s.area.top(), 2.0, 12.0), lit ? token::kText : token::kSecondary);
    }
  }
  painter.save();
  painter.setClipRect(s.area.adjusted(0, -1, 1, 1), Qt::IntersectClip);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(ink, 2.0, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.drawPath(curve_);
  painter.restore();
  for (const PlotHandle& handle : now) {
    if (handle.id == kKneeHandle) continue;
    draw_node(painter, handle.at, handle.id == kThresholdHandle ? token::kText : ink,
              handle.id == selected()  ? NodeState::selected
              : handle.id == hovered() ? NodeState::hovered
                                       : NodeState::plain);
  }
  if (std::isfinite(level_) && !dimmed()) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(token::kWell, 1.5));
    painter.setBrush(token::kReduction);
    painter.drawEllipse(s.point(level_, out_at(level_)), kDotRadius, kDotRadius);
  }
}

}  // namespace sweetspot::ui
