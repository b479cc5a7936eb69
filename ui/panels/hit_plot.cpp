#include "ui/panels/hit_plot.h"

#include <QPainterPath>

#include "ui/controls/hint.h"
#include "ui/controls/plot_paint.h"
#include "ui/theme/paint.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr std::size_t kColumns = 220;

}  // namespace

HitPlot::HitPlot(const ProcessorType& type, const QString& name, QWidget* parent)
    : HandlePlot(type.params, name, parent), type_(type), params_(*hit_params(type.params)) {
  set_hint(*this, "A drum hit, before (grey) and after · drag the points: attack and sustain · double-click resets");
  values_changed();
}

void HitPlot::values_changed() {
  std::vector<double> wanted(values().begin(), values().end());
  wanted[params_.attack] = wanted[params_.sustain] = 0.0;
  if (wanted == shaped_for_) return;
  shaped_for_ = wanted;
  shape_ = hit_shape(type_, params_, values(), kColumns);
}

void HitPlot::draw_ground(QPainter& painter) {
  draw_box(painter, rect(), token::kWell, token::kHairline);
  const HitScale s = hit_scale(size());
  for (const int db : {0, -12, -24, -36}) {
    draw_level_line(painter, s.area.left(), s.area.right(), s.level.pixel(db), token::kGrid);
    draw_left_number(painter, s.area.left() - 4.0, s.level.pixel(db), signed_number(db, 0));
  }
  for (const int ms : {0, 100, 200, 300}) {
    draw_upright_line(painter, s.seconds.pixel(ms * 1e-3), s.area.top(), s.area.bottom(), token::kGrid);
    draw_foot_number(painter, s.seconds.pixel(ms * 1e-3), s.area.bottom() + 2.0, ms == 0 ? QString("0") : QString("%1 ms").arg(ms));
  }
}

void HitPlot::draw_plot(QPainter& painter, const QRect&) {
  const HitScale s = hit_scale(size());
  const QColor ink = dimmed() ? token::kDisabled : token::kAccent;
  const auto outline = [&](double attack, double sustain, double less) {
    QPainterPath path;
    for (std::size_t i = 0; i < shape_.level.size(); ++i) {
      const double time = (static_cast<double>(i) + 0.5) / static_cast<double>(shape_.level.size()) * kHitSeconds - kHitOnset;
      const QPointF point(s.seconds.pixel(time), s.level.clamped_pixel(shape_.at(i, attack, sustain) - less));
      i == 0 ? path.moveTo(point) : path.lineTo(point);
    }
    return path;
  };
  painter.setRenderHint(QPainter::Antialiasing);
  const QPainterPath before = outline(0.0, 0.0, shape_.output), after = outline(value(params_.attack), value(params_.sustain), 0.0);
  const auto closed = [&](QPainterPath path) {
    path.lineTo(s.area.bottomRight());
    path.lineTo(s.area.bottomLeft());
    path.closeSubpath();
    return path;
  };
  QColor grey = token::kSecondary, tint = ink;
  grey.setAlpha(56);
  tint.setAlpha(40);
  painter.fillPath(closed(before), grey);
  painter.fillPath(closed(after), tint);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(token::kDisabled, 1.0));
  painter.drawPath(before);
  painter.setPen(QPen(ink, 2.0, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.drawPath(after);
  draw_words(painter, {s.area.right(), s.area.top() + 16.0}, Qt::AlignRight, {{"before", token::kSecondary}, {"after", ink}});
  for (const PlotHandle& handle : handles())
    draw_node(painter, handle.at, ink,
              handle.id == selected()  ? NodeState::selected
              : handle.id == hovered() ? NodeState::hovered
                                       : NodeState::plain,
              handle.id == kHitAttackHandle ? "A" : "S");
}

}  // namespace sweetspot::ui
