#include "ui/panels/width_plot.h"

#include <cmath>

#include <QMouseEvent>

#include "ui/controls/hint.h"
#include "ui/controls/plot_paint.h"
#include "ui/theme/paint.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

QColor band_colour(int band) { return token::kTrackColours[static_cast<std::size_t>((band + 3) % 9)].colour; }

QColor shade(QColor colour, int alpha) {
  colour.setAlpha(alpha);
  return colour;
}

}  // namespace

WidthPlot::WidthPlot(std::span<const ParamSpec> table, const QString& name, QWidget* parent)
    : HandlePlot(table, name, parent), params_(*width_params(table)) {
  set_hint(*this, "Drag a split, or a line: how wide its band is · the left edge: mono below a frequency · double-click resets");
  connect(this, &HandlePlot::handle_selected, this, [this](int id) {
    if (id < kMonoBelowHandle) choose_band(id % kWidthBandHandle);
  });
}

void WidthPlot::select_band(int band) {
  if (band < 0 || band >= kWidthBands || std::exchange(band_, band) == band) return;
  update();
}

void WidthPlot::choose_band(int band) {
  if (band == band_) return;
  select_band(band);
  emit band_chosen(band_);
}

bool WidthPlot::pressed_beside(const QMouseEvent& event) {
  const WidthScale s = width_scale(size());
  const auto bands = width_bands(params_, values());
  for (int band = 0; band < kWidthBands; ++band) {
    const WidthBand& b = bands[static_cast<std::size_t>(band)];
    if (event.position().x() < s.hertz.clamped_pixel(b.low) || event.position().x() >= s.hertz.clamped_pixel(b.high)) continue;
    choose_band(band);
    return true;
  }
  return false;
}

void WidthPlot::draw_ground(QPainter& painter) {
  draw_box(painter, rect(), token::kWell, token::kHairline);
  const WidthScale s = width_scale(size());
  painter.setFont(text_font(Text::caption));
  painter.setPen(token::kSecondary);
  painter.drawText(QRectF(8, 3, width() - 16.0, 17), Qt::AlignLeft | Qt::AlignVCenter, "Width over frequency");
  draw_frequency_grid(painter, s.area, s.hertz);
  for (int percent = 0; percent <= 200; percent += 50) {
    draw_level_line(painter, s.area.left(), s.area.right(), s.percent.pixel(percent), percent == 100 ? token::kBorder : token::kGrid);
    if (percent % 100 == 0) draw_left_number(painter, s.area.left() - 4.0, s.percent.pixel(percent), QString::number(percent));
  }
}

void WidthPlot::draw_plot(QPainter& painter, const QRect&) {
  const WidthScale s = width_scale(size());
  const auto bands = width_bands(params_, values());
  for (int band = 0; band < kWidthBands; ++band) {
    const auto i = static_cast<std::size_t>(band);
    const double left = s.hertz.clamped_pixel(bands[i].low), right = s.hertz.clamped_pixel(bands[i].high);
    const double y = s.percent.clamped_pixel(value(params_.widths[i]));
    const QColor colour = dimmed() ? token::kDisabled : band_colour(band);
    painter.fillRect(QRectF(left, s.area.top(), right - left, s.area.height()), shade(colour, band == band_ ? 40 : 20));
    painter.fillRect(QRectF(left, y, right - left, s.area.bottom() - y), shade(colour, 72));
    painter.fillRect(QRectF(left, y - 1.0, right - left, 2.0), colour);
  }
  const double mono = params_.mono_below ? s.hertz.clamped_pixel(value(*params_.mono_below)) : s.area.left();
  if (mono > s.area.left() + 0.5) {
    painter.fillRect(QRectF(s.area.left(), s.area.top(), mono - s.area.left(), s.area.height()), shade(token::kWell, 200));
    painter.fillRect(QRectF(s.area.left(), s.area.top(), mono - s.area.left(), s.area.height()),
                     QBrush(shade(token::kSecondary, 90), Qt::BDiagPattern));
  }
  for (const PlotHandle& handle : handles()) {
    const bool lit = handle.id == hovered() || handle.id == selected();
    QString text;
    if (handle.x) {
      const bool off = handle.id == kMonoBelowHandle && mono <= s.area.left() + 0.5;
      painter.fillRect(QRectF(std::round(handle.at.x()) - (lit ? 1.0 : 0.5), s.area.top(), lit ? 2.0 : 1.0, s.area.height()),
                       lit ? token::kText : token::kSecondary);
      if (!lit && (handle.id != kMonoBelowHandle || off)) continue;
      text = short_hertz(value(handle.x->param));
      if (handle.id == kMonoBelowHandle) text = off ? QString("mono off") : "mono below " + text + " Hz";
    } else {
      text = QString("%1 %").arg(std::lround(value(handle.y->param)));
    }
    const QSizeF box = flag_size(text);
    const double left = std::clamp(handle.at.x() - box.width() / 2.0, s.area.left() + 1.0, s.area.right() - box.width() - 1.0);
    const double wanted = handle.id == kMonoBelowHandle ? s.area.top() + 10.0 : handle.x ? s.area.bottom() - 10.0 : handle.at.y();
    const double top = std::clamp(wanted - box.height() / 2.0, s.area.top() - 6.0, s.area.bottom() - box.height());
    draw_flag(painter, QRectF(QPointF(left, top), box), text, lit);
  }
}

}  // namespace sweetspot::ui
