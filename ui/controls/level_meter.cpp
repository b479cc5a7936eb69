#include "ui/controls/level_meter.h"

#include <algorithm>
#include <cmath>

#include <QMouseEvent>
#include <QPainter>

#include "ui/controls/hint.h"
#include "ui/theme/contrast.h"
#include "ui/theme/paint.h"
#include "ui/theme/tokens.h"

namespace sweetspot::ui {
namespace {

constexpr int kLampHeight = 7;
constexpr int kBarGap = 1;
constexpr int kHoldHeight = 2;
constexpr double kDimmed = 0.62;

struct Zone {
  double below_db;
  QColor colour;
};
constexpr std::array<Zone, 4> kZones{
    {{6.0, token::kMeterOver}, {0.0, token::kMeterHigh}, {-6.0, token::kMeterMid}, {-18.0, token::kMeterLow}}};

QColor zone_colour(double db) {
  QColor colour = kZones[0].colour;
  for (const Zone& zone : kZones) {
    if (db < zone.below_db) colour = zone.colour;
  }
  return colour;
}

}  // namespace

LevelMeter::LevelMeter(const QString& name, QWidget* parent) : QWidget(parent) {
  setAttribute(Qt::WA_OpaquePaintEvent);
  setAccessibleName(name);
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
  set_hint(*this, "Peak over RMS · click the lamp to clear it, Alt+click clears all");
}

void LevelMeter::set_channels(int channels) {
  channels_ = std::clamp(channels, 1, 2);
  lit_ = {};
  updateGeometry();
  update();
}

QRect LevelMeter::lamp_rect() const { return {0, 0, width(), kLampHeight}; }

QRect LevelMeter::bar_rect(int index) const {
  const LevelScale s = scale();
  const int top = static_cast<int>(std::lround(s.top));
  const int bottom = static_cast<int>(std::lround(s.top + s.length));
  if (channels_ == 1) return {0, top, width(), bottom - top};
  const int bar_width = (width() - kBarGap) / 2;
  return {index == 0 ? 0 : width() - bar_width, top, bar_width, bottom - top};
}

LevelMeter::Drawn LevelMeter::drawn_of(const MeterBallistics& channel) const {
  const LevelScale s = scale();
  const auto row = [&](double db) { return static_cast<int>(std::lround(s.y(db))); };
  return {row(channel.bar_db()), row(std::min(channel.rms_db(), channel.bar_db())), row(channel.hold_db())};
}

void LevelMeter::feed(std::span<const ChannelInput> input, double seconds, bool clipped) {
  const double max_before = max_peak_db();
  for (int i = 0; i < channels_; ++i) {
    const auto slot = static_cast<std::size_t>(i);
    const ChannelInput& in = input[std::min(slot, input.size() - 1)];
    ballistics_[slot].advance(seconds, in.peak, in.mean_square);
    repaint_changes(i, drawn_of(ballistics_[slot]));
  }
  if (clipped && !clipped_) {
    clipped_ = true;
    update(lamp_rect());
  }
  if (max_peak_db() > max_before) emit max_peak_changed(max_peak_db());
}

void LevelMeter::repaint_changes(int index, const Drawn& now) {
  Drawn& before = drawn_[static_cast<std::size_t>(index)];
  if (before == now) return;
  const QRect bar = bar_rect(index);
  const auto rows = [&](int a, int b) {
    if (a != b) update(QRect(bar.left(), std::min(a, b), bar.width(), std::abs(a - b)));
  };
  rows(before.peak, now.peak);
  rows(before.rms, now.rms);
  if (before.hold != now.hold) {
    update(QRect(bar.left(), before.hold, bar.width(), kHoldHeight));
    update(QRect(bar.left(), now.hold, bar.width(), kHoldHeight));
  }
  before = now;
}

void LevelMeter::clear_clip() {
  clipped_ = false;
  for (MeterBallistics& channel : ballistics_) channel.clear();
  update(lamp_rect());
  emit max_peak_changed(kMinusInfinity);
}

double LevelMeter::max_peak_db() const {
  return channels_ == 2 ? std::max(ballistics_[0].max_db(), ballistics_[1].max_db()) : ballistics_[0].max_db();
}

void LevelMeter::build_pixmaps() {
  const QSize size(bar_rect(0).width(), height());
  lit_ = make_pixmap(size, devicePixelRatioF());
  dim_ = make_pixmap(size, devicePixelRatioF());
  QPainter lit(&lit_), dim(&dim_);
  const LevelScale s = scale();
  for (const Zone& zone : kZones) {  // from the top down, each zone over the rest of the one above
    const double y = zone.below_db >= 6.0 ? 0.0 : snapped(s.y(zone.below_db), devicePixelRatioF());
    const QRectF rest(0, y, size.width(), size.height() - y);
    lit.fillRect(rest, zone.colour);
    dim.fillRect(rest, mixed(token::kWell, zone.colour, kDimmed));
  }
}

void LevelMeter::resizeEvent(QResizeEvent*) {
  lit_ = {};
  for (int i = 0; i < channels_; ++i) drawn_[static_cast<std::size_t>(i)] = drawn_of(ballistics_[static_cast<std::size_t>(i)]);
}

void LevelMeter::paintEvent(QPaintEvent* event) {
  if (lit_.isNull() || lit_.devicePixelRatio() != devicePixelRatioF()) build_pixmaps();
  QPainter painter(this);
  painter.setClipRegion(event->region());
  const QColor ground = palette().color(QPalette::Window);
  painter.fillRect(event->rect(), ground);
  const double ratio = devicePixelRatioF();
  const auto blit = [&](const QPixmap& from, const QRect& bar, int top, int bottom) {
    if (bottom > top)
      painter.drawPixmap(QRectF(bar.left(), top, bar.width(), bottom - top), from,
                         QRectF(0, top * ratio, bar.width() * ratio, (bottom - top) * ratio));
  };
  for (int i = 0; i < channels_; ++i) {
    const QRect bar = bar_rect(i);
    const int bottom = bar.bottom() + 1;
    const Drawn& d = drawn_[static_cast<std::size_t>(i)];
    painter.fillRect(bar, token::kWell);
    blit(dim_, bar, std::max(d.peak, bar.top()), std::min(d.rms, bottom));
    blit(lit_, bar, std::max(d.rms, bar.top()), bottom);
    const double hold = ballistics_[static_cast<std::size_t>(i)].hold_db();
    if (std::isfinite(hold))
      painter.fillRect(QRect(bar.left(), d.hold, bar.width(), kHoldHeight), hold >= 0.0 ? zone_colour(hold) : token::kText);
  }
  draw_box(painter, lamp_rect(), clipped_ ? token::kMeterOver : token::kHover, Qt::transparent, 2);
}

void LevelMeter::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return event->ignore();
  if (event->modifiers() & Qt::AltModifier) emit clear_all_requested();
  clear_clip();
}

}  // namespace sweetspot::ui
