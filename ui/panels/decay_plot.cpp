#include "ui/panels/decay_plot.h"

#include <algorithm>

#include <QPainterPath>

#include "ui/controls/hint.h"
#include "ui/controls/plot_paint.h"
#include "ui/theme/paint.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr double kPointStep = 3.0;

QString seconds_text(double seconds) { return QString::number(seconds, 'f', seconds < 10.0 ? 2 : 1) + " s"; }

}  // namespace

DecayPlot::DecayPlot(const ProcessorType& type, const QString& name, QWidget* parent) : HandlePlot(type.params, name, parent), type_(type) {
  set_hint(
      *this,
      "Decay over frequency · drag the points: decay of all, of the lows, of the highs · the lines: where they part · double-click resets");
}

void DecayPlot::draw_ground(QPainter& painter) {
  draw_box(painter, rect(), token::kWell, token::kHairline);
  const DecayScale s = decay_scale(size());
  draw_frequency_grid(painter, s.area, s.hertz);
  for (const double seconds : {0.1, 0.3, 1.0, 3.0, 10.0, 30.0}) {
    draw_level_line(painter, s.area.left(), s.area.right(), s.seconds.pixel(seconds), token::kGrid);
    draw_left_number(painter, s.area.left() - 4.0, s.seconds.pixel(seconds), QString::number(seconds) + " s");
  }
}

void DecayPlot::draw_plot(QPainter& painter, const QRect&) {
  const DecayScale s = decay_scale(size());
  const QColor ink = dimmed() ? token::kDisabled : token::kAccent;
  const PlotHandles now = handles();
  for (const PlotHandle& handle : now) {
    if (handle.node) continue;
    const bool lit = handle.id == hovered() || handle.id == selected();
    painter.fillRect(QRectF(std::round(handle.at.x()) - (lit ? 1.0 : 0.5), s.area.top(), lit ? 2.0 : 1.0, s.area.height()),
                     lit ? token::kText : token::kSecondary);
  }
  QPainterPath path;
  for (double x = s.area.left(); x <= s.area.right() + 0.5; x += kPointStep) {
    const QPointF point(x, s.seconds.clamped_pixel(type_.decay(values(), s.hertz.value(x))));
    path.elementCount() == 0 ? path.moveTo(point) : path.lineTo(point);
  }
  QPainterPath area = path;
  area.lineTo(s.area.bottomRight());
  area.lineTo(s.area.bottomLeft());
  QColor tint = ink;
  tint.setAlpha(36);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.fillPath(area, tint);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(ink, 2.0));
  painter.drawPath(path);
  for (const PlotHandle& handle : now) {
    const bool lit = handle.id == hovered() || handle.id == selected();
    if (handle.node) {
      draw_node(painter, handle.at, handle.id == kDecayHandle ? token::kText : ink,
                handle.id == selected() ? NodeState::selected
                : lit                   ? NodeState::hovered
                                        : NodeState::plain);
      const QString text = seconds_text(s.seconds.value(handle.at.y()));
      const double half = flag_size(text).width() / 2.0;
      const double centre = std::clamp(handle.at.x(), s.area.left() + half, s.area.right() - half);
      const double above = handle.at.y() - 9.0;
      const bool room = above - flag_size(text).height() > s.area.top();
      draw_chip(painter, {centre - half, room ? above : handle.at.y() + 26.0}, Qt::AlignLeft, text, token::kText);
    } else if (lit) {
      const QString text = short_hertz(value(handle.x->param));
      const QSizeF box = flag_size(text);
      draw_flag(painter, QRectF(QPointF(handle.at.x() - box.width() / 2.0, s.area.bottom() - box.height() - 2.0), box), text, true);
    }
  }
}

}  // namespace sweetspot::ui
