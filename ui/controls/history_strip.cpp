#include "ui/controls/history_strip.h"

#include <algorithm>
#include <cmath>

#include "ui/theme/tokens.h"

namespace sweetspot::ui {
namespace {

constexpr double kEdge = 1.3;     // thickness of outlines
constexpr float kNoGain = 0.02f;  // dB that are not worth drawing

QColor faint(QColor colour, int alpha) {
  colour.setAlpha(alpha);
  return colour;
}

}  // namespace

void HistoryStrip::set_area(const QRectF& area, double ratio, const StripScale& scale, GainHistory& history, double seconds) {
  area_ = area;
  ratio_ = ratio;
  scale_ = scale;
  const int columns = std::max(1, static_cast<int>(std::lround(area.width() * ratio)));
  const int rows = std::max(1, static_cast<int>(std::lround(area.height() * ratio)));
  if (history.columns() != columns || history.span() != seconds) history.set_view(seconds, columns);
  ring_ = QImage(columns, rows, QImage::Format_ARGB32_Premultiplied);
  ring_.fill(Qt::transparent);
  head_ = columns - 1;
  draw_columns(history, columns);
}

bool HistoryStrip::advance(const GainHistory& history, int fresh) {
  if (ring_.isNull() || history.columns() != ring_.width()) return false;
  const GainMoment& newest = history.newest();
  if (fresh == 0 && newest == drawn_) return false;
  const bool same = history.still() && newest == drawn_;
  head_ = (head_ + fresh) % ring_.width();
  draw_columns(history, std::min(fresh + 1, ring_.width()));
  return !same;
}

void HistoryStrip::draw_columns(const GainHistory& history, int newest) {
  QPainter painter(&ring_);
  painter.scale(1.0, ratio_);
  const int columns = ring_.width();
  for (int age = newest - 1; age >= 0; --age) {
    const int x = ((head_ - age) % columns + columns) % columns;
    const GainMoment& now = history.newest(age);
    draw_column(painter, x, now, age + 1 < columns ? history.newest(age + 1) : now);
  }
  drawn_ = history.newest();
}

void HistoryStrip::draw_column(QPainter& painter, int x, const GainMoment& now, const GainMoment& before) const {
  const double bottom = area_.height();
  painter.setCompositionMode(QPainter::CompositionMode_Source);
  painter.setRenderHint(QPainter::Antialiasing, false);
  painter.fillRect(QRectF(x, 0.0, 1.0, bottom + 1.0), Qt::transparent);
  painter.setCompositionMode(QPainter::CompositionMode_SourceOver);
  painter.setRenderHint(QPainter::Antialiasing, true);
  const auto fill = [&](double from, double to, const QColor& colour) {
    if (to > from) painter.fillRect(QRectF(x, from, 1.0, to - from), colour);
  };
  const auto edge = [&](double y, double y_before, const QColor& colour) {
    fill(std::min(y, y_before) - 0.5 * kEdge, std::max(y, y_before) + 0.5 * kEdge, colour);
  };
  const auto level = [&](float db) { return scale_.level.clamped_pixel(double{db}); };
  const bool grey = scale_.grey || scale_.output;
  const auto heard = [&](float one, float other) { return one > scale_.level.low || other > scale_.level.low; };
  if (scale_.output) fill(level(now.output), bottom, faint(token::kMeterLow, 110));
  if (scale_.input) {
    fill(level(now.input), bottom, grey ? faint(token::kSecondary, 52) : faint(token::kMeterLow, 96));
    if (scale_.marks_above && now.input > now.threshold) fill(level(now.input), level(now.threshold), faint(token::kMeterMid, 110));
    if (heard(now.input, before.input)) edge(level(now.input), level(before.input), grey ? token::kDisabled : token::kMeterLow);
  }
  if (scale_.output && heard(now.output, before.output)) edge(level(now.output), level(before.output), token::kMeterMid);
  if (scale_.threshold && now.threshold > scale_.level.low) edge(level(now.threshold), level(before.threshold), token::kText);
  if (!scale_.gain) return;
  if (now.down > kNoGain || before.down > kNoGain) {
    const double y = scale_.down.clamped_pixel(double{now.down});
    fill(scale_.down.from, y, faint(token::kReduction, 140));
    edge(y, scale_.down.clamped_pixel(double{before.down}), token::kReduction);
  }
  if (now.up > kNoGain || before.up > kNoGain) {
    const double y = scale_.up.clamped_pixel(double{now.up});
    fill(y, scale_.up.from, faint(token::kAccent, 130));
    edge(y, scale_.up.clamped_pixel(double{before.up}), token::kAccent);
  }
}

void HistoryStrip::draw(QPainter& painter) const {
  if (ring_.isNull()) return;
  const int columns = ring_.width(), rows = ring_.height();
  const int older = columns - 1 - head_;  // columns behind the newest in the ring
  const auto blit = [&](int from, int count, int to) {
    if (count > 0)
      painter.drawImage(QRectF(area_.left() + to / ratio_, area_.top(), count / ratio_, rows / ratio_), ring_,
                        QRectF(from, 0, count, rows));
  };
  blit(head_ + 1, older, 0);
  blit(0, head_ + 1, older);
}

}  // namespace sweetspot::ui
