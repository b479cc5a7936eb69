#include "ui/panels/echo_plot.h"

#include <algorithm>
#include <cmath>

#include <QPainterPath>

#include "ui/controls/hint.h"
#include "ui/controls/plot_paint.h"
#include "ui/theme/paint.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr std::size_t kColumns = 240;
constexpr int kSoonMs = 40;
constexpr double kFadeDb = 60.0;
constexpr double kPathStep = 4.0;

QString time_text(double seconds) {
  return seconds < 0.9995 ? QString::number(std::lround(seconds * 1000)) + " ms" : QString::number(seconds) + " s";
}

}  // namespace

EchoPlot::EchoPlot(const ProcessorType& type, const QString& name, QWidget* parent)
    : HandlePlot(type.params, name, parent), type_(type), params_(reverb_params_of(type.params)) {
  set_hint(*this,
           "What comes after a clap · drag the line: pre-delay · the point: early reflections · the end of the tail: decay · double-click "
           "resets");
  soon_.setSingleShot(true);
  soon_.setInterval(kSoonMs);
  connect(&soon_, &QTimer::timeout, this, &EchoPlot::look_now);
}

double EchoPlot::pre_delay() const { return params_.pre_delay ? seconds_of(table()[*params_.pre_delay], value(*params_.pre_delay)) : 0.0; }
double EchoPlot::decay() const { return params_.decay ? seconds_of(table()[*params_.decay], value(*params_.decay)) : 1.0; }
EchoScale EchoPlot::scale() const { return echo_scale(size(), pre_delay(), decay()); }

void EchoPlot::values_changed() {
  if (scale().seconds != drawn_seconds_) {
    drawn_seconds_ = scale().seconds;
    forget_ground();
  }
  if (!soon_.isActive()) soon_.start();
}

void EchoPlot::showEvent(QShowEvent*) {
  if (!echo_.known()) look_now();
}

void EchoPlot::look_now() {
  const std::vector<double> wanted(values().begin(), values().end());
  if (!isVisible() || (wanted == heard_for_ && heard_seconds_ == scale().seconds)) return;
  heard_for_ = wanted;
  heard_seconds_ = scale().seconds;
  echo_ = reverb_echo(type_, values(), scale(), kColumns);
  update();
}

void EchoPlot::draw_ground(QPainter& painter) {
  draw_box(painter, rect(), token::kWell, token::kHairline);
  const EchoScale s = scale();
  for (const int db : {0, -20, -40, -60}) {
    draw_level_line(painter, s.area.left(), s.area.right(), s.level.pixel(db), token::kGrid);
    draw_left_number(painter, s.area.left() - 4.0, s.level.pixel(db), signed_number(db, 0));
  }
  double last = -100.0;
  for (const double seconds : {0.0, 0.02, 0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0}) {
    if (seconds > s.seconds) break;
    const double x = s.x(seconds);
    draw_upright_line(painter, x, s.area.top(), s.area.bottom(), token::kGrid);
    const double place = std::clamp(x, s.area.left() + 4.0, s.area.right() - 14.0);
    if (place - last < 40.0) continue;
    draw_foot_number(painter, place, s.area.bottom() + 2.0, seconds == 0.0 ? QString("0") : time_text(seconds));
    last = place;
  }
}

void EchoPlot::draw_plot(QPainter& painter, const QRect&) {
  const EchoScale s = scale();
  const QColor tail_ink = dimmed() ? token::kDisabled : token::kMeterMid, early_ink = dimmed() ? token::kDisabled : token::kMeterHigh;
  painter.setRenderHint(QPainter::Antialiasing);
  if (echo_.known()) {
    const double known = std::sqrt(std::min(1.0, echo_.seconds / s.seconds)), column = s.area.width() / kColumns;
    const auto bar = [&](std::size_t i, double level, double width, const QColor& colour) {
      if (level <= s.level.low) return;
      const double y = s.level.clamped_pixel(level);
      painter.fillRect(QRectF(s.area.left() + column * (static_cast<double>(i) + 0.5) - width / 2.0, y, width, s.area.bottom() - y),
                       colour);
    };
    QColor soft = tail_ink;
    soft.setAlpha(120);
    for (std::size_t i = 0; i < kColumns && static_cast<double>(i) < known * kColumns; ++i) bar(i, echo_.tail[i], column + 0.4, soft);
    for (std::size_t i = 0; i < kColumns && static_cast<double>(i) < known * kColumns; ++i) bar(i, echo_.early[i], 1.5, early_ink);
  }
  // How the tail goes on: evenly in decibels over time.
  QPainterPath path(QPointF(s.x(pre_delay()), s.level.pixel(0.0)));
  const double end = s.x(pre_delay() + decay());
  for (double x = path.currentPosition().x(); x <= end; x += kPathStep) {
    const double root = s.root.value(x);
    path.lineTo(x, s.level.clamped_pixel(-kFadeDb * std::max(0.0, root * root - pre_delay()) / decay()));
  }
  path.lineTo(end, s.level.pixel(-kFadeDb));
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(tail_ink, 2.0));
  painter.drawPath(path);
  const double gap = s.x(pre_delay());
  if (gap > s.area.left() + 1.0) {
    QColor hatch = token::kSecondary;
    hatch.setAlpha(90);
    painter.fillRect(QRectF(s.area.left(), s.area.top(), gap - s.area.left(), s.area.height()), QBrush(hatch, Qt::BDiagPattern));
  }
  for (const PlotHandle& handle : handles()) {
    const bool lit = handle.id == hovered() || handle.id == selected();
    if (handle.id == kPreDelayHandle) {
      painter.fillRect(QRectF(std::round(handle.at.x()) - 1.0, s.area.top(), 2.0, s.area.height()), lit ? token::kText : token::kSecondary);
      const QString text = "pre-delay " + time_text(pre_delay());
      const QSizeF box = flag_size(text);
      const double left = std::clamp(handle.at.x() + 4.0, s.area.left(), s.area.right() - box.width() - 12.0);
      draw_flag(painter, QRectF(QPointF(left, s.area.bottom() - box.height() - 14.0), box), text, lit);
      continue;
    }
    draw_node(painter, handle.at, handle.id == kEarlyHandle ? early_ink : tail_ink,
              handle.id == selected() ? NodeState::selected
              : lit                   ? NodeState::hovered
                                      : NodeState::plain);
  }
  draw_words(painter, {s.area.right(), s.area.top() + 16.0}, Qt::AlignRight, {{"early", early_ink}, {"tail", tail_ink}});
}

}  // namespace sweetspot::ui
