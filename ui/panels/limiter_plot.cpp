#include "ui/panels/limiter_plot.h"

#include <algorithm>
#include <cmath>

#include <QMouseEvent>

#include "ui/controls/hint.h"
#include "ui/controls/plot_paint.h"
#include "ui/theme/paint.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr double kTimeLabels = 4.0;  // at most
constexpr double kSilentDb = -120.0;
constexpr double kOver = 0.05;  // dB by which the highest may miss the ceiling in what is written

}  // namespace

LimiterPlot::LimiterPlot(const ProcessorType& type, const QString& name, QWidget* parent)
    : HandlePlot(type.params, name, parent), params_(limiter_params(type.params)) {
  set_hint(*this,
           "Drag the line at the right: ceiling · at the left: drive · click the reduction: forget the most and the highest peak · "
           "double-click resets");
}

void LimiterPlot::set_span(double seconds) {
  if (std::exchange(seconds_, seconds) == seconds) return;
  stale_ = true;
  forget_ground();
}

void LimiterPlot::ready_strips() {
  if (!stale_ && strip_ratio_ == devicePixelRatioF()) return;
  const LimiterScale s = limiter_scale(size());
  StripScale above;
  above.input = false;
  above.down = {0.0, kLimiterReductionRange, 0.0, s.reduction.height()};
  reductions_.set_area(s.reduction, devicePixelRatioF(), above, history_, seconds_);
  StripScale beneath;
  beneath.output = true;
  beneath.gain = false;
  beneath.level = {kLimiterLowest, kLimiterHighest, s.levels.height(), 0.0};
  levels_.set_area(s.levels, devicePixelRatioF(), beneath, history_, seconds_);
  strip_ratio_ = devicePixelRatioF();
  stale_ = false;
}

void LimiterPlot::feed(const GainMoment& moment, double seconds) {
  ready_strips();
  const LimiterScale s = limiter_scale(size());
  const int fresh = history_.push(moment, seconds);
  if (reductions_.advance(history_, fresh)) update(s.reduction.toAlignedRect());
  if (levels_.advance(history_, fresh)) update(s.levels.toAlignedRect());
  bool renumbered = now_.feed(double{moment.down}, seconds);
  const double tenths = std::round(largest_ * 10.0), peak_tenths = std::round(peak_ * 10.0);
  largest_ = std::max(largest_, double{moment.down});
  peak_ = std::max(peak_, double{moment.output});
  if (std::round(largest_ * 10.0) != tenths) renumbered = true;
  if (renumbered) update(s.reduction.toAlignedRect());
  if (!true_peak_ && std::round(peak_ * 10.0) != peak_tenths) update(s.levels.toAlignedRect());
}

void LimiterPlot::show_true_peak(double dbtp) {
  const double shown = std::round(dbtp * 10.0) / 10.0;
  if (true_peak_ == shown) return;
  true_peak_ = shown;
  update(limiter_scale(size()).levels.toAlignedRect());
}

void LimiterPlot::reset_largest() {
  largest_ = 0.0;
  peak_ = kMinusInfinity;
  emit largest_forgotten();
  update();
}

bool LimiterPlot::pressed_beside(const QMouseEvent& event) {
  if (!limiter_scale(size()).reduction.contains(event.position())) return false;
  reset_largest();
  return true;
}

void LimiterPlot::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) return reset_largest();
  HandlePlot::keyPressEvent(event);
}

void LimiterPlot::draw_ground(QPainter& painter) {
  draw_box(painter, rect(), token::kWell, token::kHairline);
  const LimiterScale s = limiter_scale(size());
  for (int db = 0; db <= kLimiterReductionRange; db += 3) {
    draw_level_line(painter, s.area.left(), s.area.right(), s.down.pixel(db), db == 0 ? token::kBorder : token::kGrid);
    if (db % 6 == 0) draw_left_number(painter, s.area.left() - 4.0, s.down.pixel(db), signed_number(-db, 0));
  }
  for (int db = 0; db > kLimiterLowest; db -= 6) {
    draw_level_line(painter, s.area.left(), s.area.right(), s.level.pixel(db), token::kGrid);
    if (db % 12 == 0) draw_left_number(painter, s.area.left() - 4.0, s.level.pixel(db), signed_number(db, 0));
  }
  const double every = seconds_ <= 6.0 ? 1.0 : seconds_ / kTimeLabels;
  for (double second = 0.0; second <= seconds_; second += every) {
    const double x = s.area.right() - s.area.width() * second / seconds_;
    draw_upright_line(painter, x, s.reduction.top(), s.reduction.bottom(), token::kGrid);
    draw_upright_line(painter, x, s.levels.top(), s.levels.bottom(), token::kGrid);
    if (second > 0.0 && second < seconds_) draw_foot_number(painter, x, s.area.bottom() + 2.0, signed_number(-second, 0) + " s");
  }
}

void LimiterPlot::draw_plot(QPainter& painter, const QRect&) {
  ready_strips();
  const LimiterScale s = limiter_scale(size());
  if (!dimmed()) {
    reductions_.draw(painter);
    levels_.draw(painter);
  }
  for (const PlotHandle& handle : handles()) {
    const bool lit = handle.id == hovered() || handle.id == selected();
    const bool ceiling = handle.id == kCeilingHandle;
    const QColor ink = lit ? token::kText : token::kSecondary;
    // The ceiling spans the picture; the drive is its own half, dashed.
    if (ceiling)
      draw_level_line(painter, s.levels.left(), s.levels.right(), handle.at.y(), ink);
    else
      for (double x = s.levels.left(); x < s.levels.right(); x += 7.0)
        painter.fillRect(QRectF(x, std::round(handle.at.y()), 4.0, 1.0), ink);
  }
  // After all lines, which may lie on one height.
  for (const PlotHandle& handle : handles()) {
    const bool lit = handle.id == hovered() || handle.id == selected();
    const bool ceiling = handle.id == kCeilingHandle;
    const double drive = params_.drive ? value(*params_.drive) : 0.0;
    const QString text = ceiling ? signed_number(value(*params_.ceiling)) : "Drive " + signed_number(drive, 1, true);
    const QSizeF box = flag_size(text);
    const double left = ceiling ? s.levels.right() - box.width() - 2.0 : s.levels.left() + 2.0;
    const double top = std::clamp(handle.at.y() - box.height() / 2.0, s.levels.top() - 2.0, s.levels.bottom() - box.height());
    draw_flag(painter, QRectF(QPointF(left, top), box), text, lit);
  }
  const double foot = s.reduction.bottom() - 1.0;
  draw_chip(painter, {s.reduction.left() + 2.0, foot}, Qt::AlignLeft, "gain " + signed_number(-now_.value()) + " dB", token::kReduction);
  draw_chip(painter, {s.reduction.right() - 2.0, foot}, Qt::AlignRight, "max " + signed_number(-largest_), token::kReduction);
  const double floor = s.levels.bottom() - 2.0;
  draw_words(painter, {s.levels.left() + 2.0, floor}, Qt::AlignLeft, {{"in", token::kSecondary}, {"out", token::kMeterMid}});
  const double peak = true_peak_.value_or(peak_);
  const bool judged = !(params_.delta && value(*params_.delta) >= 0.5);  // what is taken away has no ceiling
  const bool over = judged && params_.ceiling && peak > value(*params_.ceiling) + kOver;
  draw_chip(painter, {s.levels.right() - 2.0, floor}, Qt::AlignRight,
            (true_peak_ ? "true peak " : "peak ") + (peak > kSilentDb ? signed_number(peak) : QString::fromUtf8("–")),
            over ? token::kMeterOver : token::kText);
}

}  // namespace sweetspot::ui
