#include "ui/panels/gain_plot.h"

#include <algorithm>
#include <cmath>

#include "ui/controls/hint.h"
#include "ui/controls/plot_paint.h"
#include "ui/theme/paint.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr double kLowestLevel = -60.0;
constexpr double kLineReach = 6.0;
constexpr double kUsualRange = 15.0;

MaybeParam find(std::span<const ParamSpec> table, std::string_view key) {
  const int at = index_of(table, key);
  return at < 0 ? MaybeParam() : MaybeParam(static_cast<std::size_t>(at));
}

double range_of(std::span<const ParamSpec> table) {
  const MaybeParam up = find(table, "range_up"), down = find(table, "range_down");
  return up && down ? std::max(table[*up].maximum, table[*down].maximum) + 1.0 : kUsualRange;
}

}  // namespace

GainScale gain_scale(const QSizeF& size, double range) {
  GainScale scale;
  scale.area = QRectF(QPointF(), size).adjusted(26, 8, -8, -18);
  scale.gain = {-range, range, scale.area.bottom(), scale.area.top()};
  scale.level = {kLowestLevel, 0.0, scale.area.bottom(), scale.area.top()};
  return scale;
}

PlotHandles gain_handles(std::span<const ParamSpec> table, std::span<const double> values, const GainScale& scale) {
  PlotHandles handles;
  const auto line = [&](int id, MaybeParam param, double sign) {
    if (!param) return;
    PlotHandle handle;
    handle.id = id;
    handle.at = {scale.area.right(), scale.gain.clamped_pixel(sign * values[*param])};
    handle.reach = {scale.area.left(), handle.at.y() - kLineReach, scale.area.width(), 2.0 * kLineReach};
    handle.y = PlotGrip{*param, [axis = scale.gain, sign](double pixel) { return sign * axis.value(pixel); }, sign < 0.0};
    handle.node = false;
    handles.push_back(handle);
  };
  line(kGainUpHandle, find(table, "range_up"), 1.0);
  line(kGainDownHandle, find(table, "range_down"), -1.0);
  return handles;
}

GainPlot::GainPlot(const ProcessorType& type, const QString& name, double seconds, QWidget* parent)
    : HandlePlot(type.params, name, parent), range_(range_of(type.params)), seconds_(seconds), history_(seconds) {
  const bool limits = !handles().empty();
  set_hint(*this, limits ? "What is added (up) and taken away (down) · drag the lines: how far it may go · double-click resets"
                         : "What is added (up) and taken away (down), over the level of the sound (grey)");
  if (!limits) setFocusPolicy(Qt::NoFocus);
}

void GainPlot::ready_strip() {
  if (!stale_ && strip_ratio_ == devicePixelRatioF()) return;
  const GainScale s = scale();
  const double middle = s.gain.pixel(0.0) - s.area.top();
  StripScale parts;
  parts.level = {s.level.low, s.level.high, s.area.height(), 0.0};
  parts.up = {0.0, range_, middle, 0.0};
  parts.down = {0.0, range_, middle, s.area.height()};
  parts.grey = true;
  strip_.set_area(s.area, devicePixelRatioF(), parts, history_, seconds_);
  strip_ratio_ = devicePixelRatioF();
  stale_ = false;
}

void GainPlot::feed(double gain_db, double input_db, double seconds) {
  ready_strip();
  GainMoment moment;
  moment.input = static_cast<float>(input_db);
  moment.up = static_cast<float>(std::max(0.0, gain_db));
  moment.down = static_cast<float>(std::max(0.0, -gain_db));
  const int fresh = history_.push(moment, seconds);
  const bool renumbered = now_.feed(gain_db, seconds);
  if (strip_.advance(history_, fresh) || renumbered) update(scale().area.toAlignedRect());
}

void GainPlot::draw_ground(QPainter& painter) {
  draw_box(painter, rect(), token::kWell, token::kHairline);
  const GainScale s = scale();
  const int step = range_ > 16.0 ? 10 : 6;
  for (int db = -2 * step; db <= 2 * step; db += step) {
    draw_level_line(painter, s.area.left(), s.area.right(), s.gain.pixel(db), db == 0 ? token::kBorder : token::kGrid);
    draw_left_number(painter, s.area.left() - 4.0, s.gain.pixel(db), signed_number(db, 0, true));
  }
  const int seconds = static_cast<int>(std::lround(seconds_)), every = seconds > 10 ? 5 : 1;
  for (int second = 0; second <= seconds; second += every) {
    const double x = s.area.right() - s.area.width() * second / seconds_;
    draw_upright_line(painter, x, s.area.top(), s.area.bottom(), token::kGrid);
    if (second > 0 && second < seconds) draw_foot_number(painter, x, s.area.bottom() + 2.0, signed_number(-second, 0) + " s");
  }
}

void GainPlot::draw_plot(QPainter& painter, const QRect&) {
  ready_strip();
  const GainScale s = scale();
  if (!dimmed()) strip_.draw(painter);
  for (const PlotHandle& handle : handles()) {
    const bool lit = handle.id == hovered() || handle.id == selected();
    draw_level_line(painter, s.area.left(), s.area.right(), handle.at.y(), lit ? token::kText : token::kSecondary);
    const QString text = signed_number(s.gain.value(handle.at.y()), 1, true);
    const QSizeF box = flag_size(text);
    draw_flag(painter, QRectF(QPointF(s.area.right() - box.width() - 2.0, handle.at.y() - box.height() / 2.0), box), text, lit);
  }
  const double shown = now_.value();
  const QColor ink = shown < 0.0 ? token::kReduction : shown > 0.0 ? token::kAccent : token::kText;
  draw_chip(painter, {s.area.left() + 2.0, s.area.top() + 18.0}, Qt::AlignLeft, "gain " + signed_number(shown, 1, true) + " dB", ink);
  draw_words(painter, {s.area.left() + 2.0, s.area.bottom() - 2.0}, Qt::AlignLeft, {{"input", token::kSecondary}});
}

}  // namespace sweetspot::ui
