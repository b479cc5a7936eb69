#include "ui/arrange/slim_meter.h"

#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/controls/level_scale.h"
#include "ui/theme/tokens.h"

namespace sweetspot::ui {
namespace {

constexpr int kLamp = 3;  // length of the clip lamp at the loud end

}  // namespace

SlimMeter::SlimMeter(const QString& name, Lie lie, QWidget* parent) : QWidget(parent), lie_(lie) {
  setAttribute(Qt::WA_OpaquePaintEvent);
  setAccessibleName(name);
  setToolTip("Click to put out the clip lamp");
}

void SlimMeter::set_channels(int channels) {
  if (channels == channels_) return;
  channels_ = channels;
  update();
}

void SlimMeter::feed(const float peak[2], const float mean_square[2], double seconds, bool clipped) {
  if (clipped && !clipped_) {
    clipped_ = true;
    update();
  }
  for (int c = 0; c < channels_; ++c) {
    const auto i = static_cast<std::size_t>(c);
    levels_[i].advance(seconds, double{peak[c]}, double{mean_square[c]});
    const int now = lit(c);
    if (now == shown_[i]) continue;
    const QRect whole = bar(c);
    const int low = std::max(0, std::min(now, shown_[i]) - 1), high = std::max(now, shown_[i]) + 1;
    update(lie_ == Lie::upright ? QRect(whole.left(), height() - high, whole.width(), high - low)
                                : QRect(low, whole.top(), high - low, whole.height()));
    shown_[i] = now;
  }
}

void SlimMeter::clear_clip() {
  clipped_ = false;
  update();
}

int SlimMeter::lit(int channel) const {
  const LevelScale scale{0.0, static_cast<double>(along() - kLamp - 1)};
  return static_cast<int>(std::lround(scale.length - scale.y(levels_[static_cast<std::size_t>(channel)].bar_db())));
}

QRect SlimMeter::bar(int channel) const {
  const int across = lie_ == Lie::upright ? width() : height();
  const int each = channels_ == 2 ? (across - 2) / 2 : across;
  const int start = channel * (each + 2);
  return lie_ == Lie::upright ? QRect(start, 0, each, height()) : QRect(0, start, width(), each);
}

void SlimMeter::paintEvent(QPaintEvent* event) {
  QPainter painter(this);
  painter.fillRect(event->rect(), token::kRaised);
  const LevelScale scale{0.0, static_cast<double>(along() - kLamp - 1)};
  const auto position = [&](double db) { return static_cast<int>(std::lround(scale.length - scale.y(db))); };
  for (int c = 0; c < channels_; ++c) {
    const QRect whole = bar(c);
    painter.fillRect(whole, token::kWell);
    const int level = lit(c);
    const auto part = [&](int from, int to, const QColor& colour) {
      if (to <= from) return;
      painter.fillRect(lie_ == Lie::upright ? QRect(whole.left(), height() - to, whole.width(), to - from)
                                            : QRect(from, whole.top(), to - from, whole.height()),
                       colour);
    };
    const int mid = position(-18.0), high = position(-6.0), over = position(0.0);
    part(0, std::min(level, mid), token::kMeterLow);
    part(mid, std::min(level, high), token::kMeterMid);
    part(high, std::min(level, over), token::kMeterHigh);
    part(over, level, token::kMeterOver);
    if (clipped_) part(along() - kLamp, along(), token::kMeterOver);
  }
}

void SlimMeter::mousePressEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton && clipped_) return clear_clip();
  event->ignore();
}

}  // namespace sweetspot::ui
