#include "ui/arrange/overview_strip.h"

#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/studio/overview.h"
#include "ui/arrange/timeline_model.h"
#include "ui/controls/hint.h"
#include "ui/controls/waveform.h"
#include "ui/store/store.h"
#include "ui/store/track_look.h"
#include "ui/theme/paint.h"
#include "ui/theme/tokens.h"

namespace sweetspot::ui {
namespace {

constexpr int kRebuildMs = 120;

// Adds a region's level to the columns; powers of different tracks add up.
void add_region(std::vector<WaveColumn>& columns, const Region& region, const Overview& overview, double speed, double gain, double fpp) {
  const auto count = static_cast<int>(columns.size());
  const int first = std::clamp(static_cast<int>(static_cast<double>(region.position) / fpp), 0, count);
  const int last = std::clamp(static_cast<int>(std::ceil(static_cast<double>(region.position + region.length) / fpp)), 0, count);
  for (int i = first; i < last; ++i) {
    const double from = (i * fpp - static_cast<double>(region.position) + static_cast<double>(region.offset)) * speed;
    const OverviewBin bin =
        overview.range(0, std::max<Frames>(0, std::llround(from)), std::max<Frames>(1, std::llround(from + fpp * speed)));
    WaveColumn& column = columns[static_cast<std::size_t>(i)];
    const float rms = bin.rms * static_cast<float>(gain), high = std::max(bin.max, -bin.min) * static_cast<float>(gain);
    column.rms = std::sqrt(column.rms * column.rms + rms * rms);
    column.high = std::max(column.high, high);
    column.low = -column.high;
  }
}

}  // namespace

OverviewStrip::OverviewStrip(TimelineModel& model, QWidget* parent) : QWidget(parent), model_(model) {
  setFixedHeight(44);
  setAttribute(Qt::WA_OpaquePaintEvent);
  setAccessibleName("Overview of the song");
  set_hint(*this, "Drag the bright part to scroll · F fits the whole song");
  stale_.setSingleShot(true);
  stale_.setInterval(kRebuildMs);
  connect(&stale_, &QTimer::timeout, this, [this] {
    picture_ = {};
    update();
  });
  const auto later = [this] {
    if (!stale_.isActive()) stale_.start();
  };
  connect(&model.store(), &Store::session_changed, this, later);
  connect(&model.store(), &Store::overview_ready, this, later);
  connect(&model, &TimelineModel::scale_changed, this, [this] { update(); });
  connect(&model.store(), &Store::playhead_moved, this, [this](qint64 at) {
    const double x = std::floor(static_cast<double>(at) / frames_per_pixel());
    if (!isVisible() || x == playhead_x_) return;
    for (const double line : {playhead_x_, x}) update(static_cast<int>(line) - 1, 0, 3, height());
    playhead_x_ = x;
  });
}

double OverviewStrip::frames_per_pixel() const {
  return static_cast<double>(std::max<Frames>(end_of(model_.session()), 1)) / std::max(1, width());
}

QRectF OverviewStrip::window_rect() const {
  const double fpp = frames_per_pixel();
  const double left = std::max(0.0, model_.scale().first / fpp);
  const double right = std::min<double>(width(), (model_.scale().first + model_.view().width() * model_.scale().frames_per_pixel) / fpp);
  return {left, 0.0, std::max(4.0, right - left), static_cast<double>(height())};
}

void OverviewStrip::build() {
  picture_ = make_pixmap(size(), devicePixelRatioF());
  std::vector<WaveColumn> columns(static_cast<std::size_t>(std::max(1, width())));
  const Session& session = model_.session();
  for (const auto& track : session.tracks) {
    if (is_silenced(session, *track)) continue;
    for (const Region& region : track->regions) {
      const auto overview = model_.store().studio().overview(region.media);
      const Media* media = find_media(session, region.media);
      if (!overview || !media || region.muted) continue;
      add_region(columns, region, *overview, media->rate / session.rate, gain_from_db(track->strip.fader.gain_db + region.gain_db),
                 frames_per_pixel());
    }
  }
  float most = 0.05f;
  for (const WaveColumn& column : columns) most = std::max(most, column.high);
  WaveLook look = wave_look(token::kDisabled, false);
  look.gain = 0.95 / static_cast<double>(most);
  QPainter painter(&picture_);
  draw_waveform(painter, QRectF(rect()).adjusted(0, 3, 0, -3), columns, look);
}

void OverviewStrip::paintEvent(QPaintEvent* event) {
  if (picture_.isNull() || picture_.devicePixelRatio() != devicePixelRatioF()) build();
  QPainter painter(this);
  painter.fillRect(event->rect(), token::kWell);
  const QRectF window = window_rect();
  painter.fillRect(window, QColor(token::kAccentFill.red(), token::kAccentFill.green(), token::kAccentFill.blue(), 60));
  painter.drawPixmap(0, 0, picture_);
  painter.setPen(token::kAccent);
  painter.drawRect(window.adjusted(0.5, 0.5, -0.5, -0.5));
  playhead_x_ = std::floor(static_cast<double>(model_.store().studio().playhead()) / frames_per_pixel());
  painter.fillRect(QRectF(playhead_x_, 0, 1, height()), token::kText);
}

void OverviewStrip::resizeEvent(QResizeEvent*) { picture_ = {}; }

void OverviewStrip::move_window(double centre_x) {
  const TimelineScale& scale = model_.scale();
  const double wanted = centre_x * frames_per_pixel() - model_.view().width() * scale.frames_per_pixel / 2.0;
  model_.scroll((wanted - scale.first) / scale.frames_per_pixel);
}

void OverviewStrip::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  const QRectF window = window_rect();
  grab_ = window.contains(event->position()) ? event->position().x() - window.center().x() : 0.0;
  move_window(event->position().x() - grab_);
}

void OverviewStrip::mouseMoveEvent(QMouseEvent* event) {
  if (event->buttons() & Qt::LeftButton) move_window(event->position().x() - grab_);
}

}  // namespace sweetspot::ui
