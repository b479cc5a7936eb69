#include "ui/panels/shape_plot.h"

#include <cmath>

#include <QPainterPath>

#include "ui/controls/hint.h"
#include "ui/controls/plot_paint.h"
#include "ui/theme/contrast.h"
#include "ui/theme/paint.h"
#include "ui/theme/tokens.h"

namespace sweetspot::ui {
namespace {

constexpr double kPointStep = 1.5;  // pixels

QColor shade(QColor colour, int alpha) {
  colour.setAlpha(alpha);
  return colour;
}

}  // namespace

ShapePlot::ShapePlot(const ProcessorType& type, const QString& name, QWidget* parent)
    : HandlePlot(type.params, name, parent), type_(type), params_(shape_params(type.params)) {
  set_hint(*this,
           params_.ceiling
               ? "Drag the point: drive · the upper line: ceiling · the lower line: where the knee begins · double-click resets"
               : "Drag the point on the curve: drive · its end: output · the shaded part is what the sound takes of it · ±1 is full scale");
}

void ShapePlot::set_peak(double amplitude) {
  const ShapeScale s = shape_scale(size());
  const auto column = [&](double peak) { return std::lround(2.0 * s.in.pixel(std::min(peak, s.in.high))); };
  const bool moved = column(amplitude) != column(peak_);
  peak_ = amplitude;
  if (moved) update(s.area.toAlignedRect());
}

void ShapePlot::draw_ground(QPainter& painter) {
  draw_box(painter, rect(), token::kWell, token::kHairline);
  const ShapeScale s = shape_scale(size());
  for (const double amplitude : {-1.0, -0.5, 0.0, 0.5, 1.0}) {
    const QColor line = amplitude == 0.0 ? token::kBorder : token::kGrid;
    draw_level_line(painter, s.area.left(), s.area.right(), s.out.pixel(amplitude), line);
    draw_upright_line(painter, s.in.pixel(amplitude), s.area.top(), s.area.bottom(), line);
    if (amplitude == 0.5 || amplitude == -0.5) continue;
    draw_left_number(painter, s.area.left() - 4.0, s.out.pixel(amplitude), signed_number(amplitude, 0, true));
    draw_foot_number(painter, std::clamp(s.in.pixel(amplitude), s.area.left() + 8.0, s.area.right() - 8.0), s.area.bottom() + 2.0,
                     signed_number(amplitude, 0, true));
  }
  draw_axis_names(painter, s.area, "in", "out");
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(token::kBorder, 1.0, Qt::DashLine));
  painter.drawLine(s.point(-1.06, -1.06), s.point(1.06, 1.06));
}

void ShapePlot::draw_plot(QPainter& painter, const QRect&) {
  const ShapeScale s = shape_scale(size());
  const QColor ink = dimmed() ? token::kDisabled : token::kAccent;
  const double peak = dimmed() ? 0.0 : std::min(peak_, s.in.high);
  if (peak > 1e-3) {
    const double left = s.in.pixel(-peak), right = s.in.pixel(peak);
    painter.fillRect(QRectF(left, s.area.top(), right - left, s.area.height()), shade(token::kMeterLow, 70));
    draw_upright_line(painter, left, s.area.top(), s.area.bottom(), token::kMeterLow);
    draw_upright_line(painter, right, s.area.top(), s.area.bottom(), token::kMeterLow);
  }
  const auto curve = [&](double from, double to) {
    QPainterPath path;
    for (double x = s.in.pixel(from);; x += kPointStep) {
      const double in = std::min(s.in.value(x), to);
      const QPointF point(s.in.pixel(in), s.out.pixel(std::clamp(type_.shape(values(), in), 2.0 * s.out.low, 2.0 * s.out.high)));
      path.elementCount() == 0 ? path.moveTo(point) : path.lineTo(point);
      if (in >= to) break;
    }
    return path;
  };
  for (const PlotHandle& handle : handles()) {
    if (handle.node) continue;
    const bool lit = handle.id == hovered() || handle.id == selected();
    draw_level_line(painter, s.area.left(), s.area.right(), handle.at.y(), lit ? token::kText : token::kSecondary);
  }
  painter.save();
  painter.setClipRect(s.area.adjusted(0, -1, 1, 1), Qt::IntersectClip);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(peak > 1e-3 ? mixed(token::kWell, ink, 0.65) : ink, peak > 1e-3 ? 1.5 : 2.0));
  painter.drawPath(curve(s.in.low, s.in.high));
  if (peak > 1e-3) {
    painter.setPen(QPen(ink, 2.5, Qt::SolidLine, Qt::RoundCap));
    painter.drawPath(curve(-peak, peak));
  }
  painter.restore();
  for (const PlotHandle& handle : handles()) {
    const bool lit = handle.id == hovered() || handle.id == selected();
    if (handle.node) {
      draw_node(painter, handle.at, handle.id == kShapeDriveHandle ? ink : token::kText,
                handle.id == selected() ? NodeState::selected
                : lit                   ? NodeState::hovered
                                        : NodeState::plain);
      continue;
    }
    const bool ceiling = handle.id == kShapeCeilingHandle;
    const QString text = signed_number(value(handle.y->param)) + (ceiling ? " dB" : " knee");
    const QSizeF box = flag_size(text);
    const double left = ceiling ? s.area.left() + 2.0 : s.area.right() - box.width() - 2.0;
    draw_flag(painter, QRectF(QPointF(left, std::max(2.0, handle.at.y() - box.height() / 2.0)), box), text, lit);
  }
}

}  // namespace sweetspot::ui
