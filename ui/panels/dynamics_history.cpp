#include "ui/panels/dynamics_history.h"

#include <cmath>

#include "ui/controls/hint.h"
#include "ui/controls/plot_paint.h"
#include "ui/theme/paint.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr int kGridStep = 12;
constexpr double kRoomForWords = 400.0;

}  // namespace

DynamicsHistory::DynamicsHistory(const ProcessorType& type, const QString& name, QWidget* parent)
    : HandlePlot(type.params, name, parent), gates_(dynamics_params(type.params).hysteresis.has_value()), history_(kSeconds) {
  if (const int mode = index_of(type.params, "mode"); mode >= 0) mode_ = static_cast<std::size_t>(mode);
  set_hint(*this, gates_ ? "Drag the upper line: where it opens · the lower line: where it closes · double-click resets"
                         : "Drag the line: threshold · Shift: finely · double-click resets");
}

PlotHandles DynamicsHistory::handles() const { return history_handles(table(), values(), scale()); }

void DynamicsHistory::ready_strips() {
  if (!stale_ && strip_ratio_ == devicePixelRatioF()) return;
  const HistoryScale s = scale();
  StripScale above;
  above.input = false;
  above.down = {0.0, s.down.high, 0.0, s.reduction.height()};
  reductions_.set_area(s.reduction, devicePixelRatioF(), above, history_, kSeconds);
  StripScale beneath;
  beneath.gain = false;
  beneath.level = {s.level.low, s.level.high, s.levels.height(), 0.0};
  beneath.marks_above = !gates_;
  beneath.threshold = threshold_moves_;
  levels_.set_area(s.levels, devicePixelRatioF(), beneath, history_, kSeconds);
  strip_ratio_ = devicePixelRatioF();
  stale_ = false;
}

void DynamicsHistory::feed(const GainMoment& moment, double seconds, bool threshold_moves) {
  if (std::exchange(threshold_moves_, threshold_moves) != threshold_moves) stale_ = true;
  ready_strips();
  const HistoryScale s = scale();
  const int fresh = history_.push(moment, seconds);
  const bool renumbered = now_.feed(double{moment.down}, seconds);
  if (reductions_.advance(history_, fresh) || renumbered) update(s.reduction.toAlignedRect());
  if (levels_.advance(history_, fresh)) update(s.levels.toAlignedRect());
}

void DynamicsHistory::draw_ground(QPainter& painter) {
  draw_box(painter, rect(), token::kWell, token::kHairline);
  const HistoryScale s = scale();
  draw_level_line(painter, s.area.left(), s.area.right(), s.reduction.top(), token::kBorder);
  draw_level_line(painter, s.area.left(), s.area.right(), s.reduction.bottom(), token::kGrid);
  draw_left_number(painter, s.area.left() - 4.0, s.reduction.top() + 2.0, "0");
  draw_left_number(painter, s.area.left() - 4.0, s.reduction.bottom() - 4.0, signed_number(-s.down.high, 0));
  for (int db = 0; db > s.level.low; db -= kGridStep) {
    draw_level_line(painter, s.area.left(), s.area.right(), s.level.pixel(db), token::kGrid);
    if (db % (2 * kGridStep) == 0) draw_left_number(painter, s.area.left() - 4.0, s.level.pixel(db), signed_number(db, 0));
  }
  for (int second = 0; second <= kSeconds; ++second) {
    const double x = s.area.right() - s.area.width() * second / kSeconds;
    draw_upright_line(painter, x, s.reduction.top(), s.reduction.bottom(), token::kGrid);
    draw_upright_line(painter, x, s.levels.top(), s.levels.bottom(), token::kGrid);
    if (second > 0 && second < kSeconds) draw_foot_number(painter, x, s.area.bottom() + 2.0, signed_number(-second, 0) + " s");
  }
}

// What a line is for, where there is room or more than one of them.
QString DynamicsHistory::line_text(const PlotHandle& handle, const HistoryScale& scale) const {
  const QString number = signed_number(scale.level.value(handle.at.y()));
  const bool threshold = handle.id == kThresholdHandle;
  if (!gates_) return scale.levels.width() >= kRoomForWords ? "threshold " + number : number;
  const bool ducks = mode_ && value(*mode_) >= 0.5;
  if (ducks) return (threshold ? "ducks above " : "until ") + number;
  return (threshold ? "opens " : "closes ") + number;
}

void DynamicsHistory::draw_plot(QPainter& painter, const QRect&) {
  ready_strips();
  const HistoryScale s = scale();
  if (!dimmed()) {
    reductions_.draw(painter);
    levels_.draw(painter);
  }
  for (const PlotHandle& handle : handles()) {
    const bool lit = handle.id == hovered() || handle.id == selected();
    draw_level_line(painter, s.levels.left(), s.levels.right(), handle.at.y(), lit ? token::kText : token::kSecondary);
  }
  // After all lines, which may lie near one another.
  for (const PlotHandle& handle : handles()) {
    const bool lit = handle.id == hovered() || handle.id == selected();
    const QString text = line_text(handle, s);
    const QSizeF box = flag_size(text);
    // Two lines near each other carry their flags on either side.
    const double left = handle.id == kThresholdHandle ? s.levels.right() - box.width() - 2.0 : s.levels.left() + 2.0;
    const double top = std::clamp(handle.at.y() - box.height() / 2.0, s.levels.top() - 3.0, s.levels.bottom() - box.height() + 3.0);
    draw_flag(painter, QRectF(QPointF(left, top), box), text, lit);
  }
  draw_words(painter, {s.levels.left() + 2.0, s.levels.bottom() - 2.0}, Qt::AlignLeft, {{"input", token::kSecondary}});
  draw_chip(painter, {s.reduction.left() + 2.0, s.reduction.bottom() - 1.0}, Qt::AlignLeft, "gain " + signed_number(-now_.value()) + " dB",
            token::kReduction);
}

}  // namespace sweetspot::ui
