#include "ui/panels/band_strip.h"

#include "ui/controls/hint.h"
#include "ui/controls/plot_paint.h"
#include "ui/theme/paint.h"
#include "ui/theme/tokens.h"

namespace sweetspot::ui {

BandStrip::BandStrip(std::span<const ParamSpec> table, const QString& name, QWidget* parent)
    : HandlePlot(table, name, parent), params_(*band_params(table)) {
  set_hint(*this, "Drag the point: frequency · the edge or wheel: width · double-click resets");
}

void BandStrip::draw_ground(QPainter& painter) {
  draw_box(painter, rect(), token::kWell, token::kHairline);
  const BandScale s = band_scale(size());
  draw_frequency_grid(painter, s.area, s.hertz);
}

void BandStrip::draw_plot(QPainter& painter, const QRect&) {
  const BandScale s = band_scale(size());
  const BandSpan span = band_span(params_, table(), values());
  const QColor ink = dimmed() ? token::kDisabled : token::kAccent;
  QColor fill = ink;
  fill.setAlpha(48);
  const double left = s.hertz.clamped_pixel(span.low), right = s.hertz.clamped_pixel(span.high);
  painter.fillRect(QRectF(left, s.area.top(), right - left, s.area.height()), fill);
  if (span.low > kLowestHertz) painter.fillRect(QRectF(left - 1.0, s.area.top(), 2.0, s.area.height()), ink);
  if (span.high < kHighestHertz) painter.fillRect(QRectF(right - 1.0, s.area.top(), 2.0, s.area.height()), ink);
  for (const PlotHandle& handle : handles()) {
    if (handle.id != kBandFreqHandle) continue;
    draw_node(painter, handle.at, ink,
              handle.id == selected()  ? NodeState::selected
              : handle.id == hovered() ? NodeState::hovered
                                       : NodeState::plain);
    const QString text = QString::fromStdString(display_text(table()[params_.freq], value(params_.freq)));
    const QSizeF box = flag_size(text);
    const double place = handle.at.x() + 14.0 + box.width() < s.area.right() ? handle.at.x() + 14.0 : handle.at.x() - 14.0 - box.width();
    draw_flag(painter, QRectF(QPointF(place, handle.at.y() - box.height() / 2.0), box), text, handle.id == hovered());
  }
}

}  // namespace sweetspot::ui
