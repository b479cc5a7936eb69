#include "ui/arrange/wave_tiles.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/studio/overview.h"
#include "ui/controls/waveform.h"
#include "ui/theme/paint.h"

namespace sweetspot::ui {
namespace {

constexpr qint64 kBudgetMs = 12;  // for new tiles in one paint

std::size_t bytes_of(const QPixmap& pixmap) {
  return static_cast<std::size_t>(pixmap.width()) * static_cast<std::size_t>(pixmap.height()) * 4;
}

// A column between two frames. Finer than the finest bins the envelope goes straight from bin to bin.
WaveColumn column(const Overview& overview, int channel, double from, double to) {
  const double finest = kOverviewFrames[0];
  if (to - from >= finest) {
    const OverviewBin bin = overview.range(channel, std::llround(from), std::llround(to));
    return {bin.min, bin.max, bin.rms};
  }
  const auto bins = overview.bins(channel, 0);
  if (bins.empty()) return {};
  const double place = std::clamp((from + to) / 2.0 / finest - 0.5, 0.0, static_cast<double>(bins.size() - 1));
  const auto first = static_cast<std::size_t>(place);
  const auto second = std::min(first + 1, bins.size() - 1);
  const auto part = static_cast<float>(place - static_cast<double>(first));
  const OverviewBin &a = bins[first], &b = bins[second];
  return {a.min + (b.min - a.min) * part, a.max + (b.max - a.max) * part, a.rms + (b.rms - a.rms) * part};
}

WaveColumn together(const WaveColumn& a, const WaveColumn& b) {
  return {std::min(a.low, b.low), std::max(a.high, b.high), std::max(a.rms, b.rms)};
}

}  // namespace

void WaveTiles::begin() {
  incomplete_ = false;
  clock_.start();
}

void WaveTiles::clear() {
  tiles_.clear();
  order_.clear();
  earlier_zoom_.clear();
  present_zoom_.clear();
  bytes_ = 0;
}

void WaveTiles::draw(QPainter& painter, const WavePicture& picture, const Overview& overview, double left, double top, Frames from,
                     Frames to, const QRectF& seen) {
  if (auto& zoom = present_zoom_[picture.media]; zoom != picture.frames_per_pixel) {
    if (zoom > 0.0) earlier_zoom_[picture.media] = zoom;
    zoom = picture.frames_per_pixel;
  }
  const double fpp = picture.frames_per_pixel;
  const double right = left + static_cast<double>(to - from) / fpp;
  const double zero = left - static_cast<double>(from) / fpp;  // where the recording's first frame would be
  const double first_x = std::max(left, seen.left()), last_x = std::min(right, seen.right());
  if (first_x >= last_x) return;
  painter.save();
  painter.setClipRect(QRectF(first_x, top, last_x - first_x, picture.height), Qt::IntersectClip);
  const auto first = static_cast<qint64>(std::floor((first_x - zero) / kTileWidth)),
             last = static_cast<qint64>(std::floor((last_x - zero) / kTileWidth));
  for (qint64 index = std::max<qint64>(first, 0); index <= last; ++index) {
    const Key key{picture, index};
    const QRectF place(snapped(zero + static_cast<double>(index) * kTileWidth, picture.ratio), snapped(top, picture.ratio), kTileWidth,
                       picture.height);
    if (const QPixmap* tile = find(key)) {
      painter.drawPixmap(place.topLeft(), *tile);
    } else if (clock_.elapsed() < kBudgetMs) {
      painter.drawPixmap(place.topLeft(), build(key, overview));
    } else {
      incomplete_ = true;
      draw_stretched(painter, key, place);
    }
  }
  painter.restore();
}

const QPixmap* WaveTiles::find(const Key& key) {
  const auto found = tiles_.find(key);
  if (found == tiles_.end()) return nullptr;
  order_.splice(order_.begin(), order_, found->second.used);
  return &found->second.pixmap;
}

const QPixmap& WaveTiles::build(const Key& key, const Overview& overview) {
  const WavePicture& picture = key.picture;
  const int columns = static_cast<int>(std::lround(kTileWidth * picture.ratio));
  const double start = static_cast<double>(key.index) * kTileWidth * picture.frames_per_pixel;
  const double step = kTileWidth * picture.frames_per_pixel / columns;
  std::vector<std::vector<WaveColumn>> waves(static_cast<std::size_t>(std::max(1, overview.channels())));
  for (int c = 0; c < overview.channels(); ++c) {
    auto& wave = waves[static_cast<std::size_t>(c)];
    for (int i = 0; i < columns; ++i) {
      const double from = start + i * step;
      if (from >= static_cast<double>(overview.frames())) break;
      wave.push_back(column(overview, c, from, from + step));
    }
  }
  if (waves.size() > 1 && picture.height < kLanesFrom) {
    for (std::size_t i = 0; i < waves[0].size(); ++i) waves[0][i] = together(waves[0][i], waves[1][i]);
    waves.resize(1);
  }
  QPixmap pixmap = make_pixmap({kTileWidth, picture.height}, picture.ratio);
  QPainter painter(&pixmap);
  WaveLook look = wave_look(QColor(picture.colour), picture.muted);
  look.gain = picture.gain;
  const double lane = static_cast<double>(picture.height) / static_cast<double>(waves.size());
  for (std::size_t i = 0; i < waves.size(); ++i) {
    const QRectF area(0.0, lane * static_cast<double>(i), static_cast<double>(waves[i].size()) / picture.ratio, lane);
    draw_waveform(painter, area, waves[i], look);
  }
  painter.end();
  ++built_;
  bytes_ += bytes_of(pixmap);
  order_.push_front(key);
  const auto entry = tiles_.emplace(key, Tile{std::move(pixmap), order_.begin()}).first;
  drop_oldest();
  return entry->second.pixmap;
}

void WaveTiles::draw_stretched(QPainter& painter, const Key& key, const QRectF& place) {
  const auto zoom = earlier_zoom_.find(key.picture.media);
  if (zoom == earlier_zoom_.end()) return;
  Key other = key;
  other.picture.frames_per_pixel = zoom->second;
  const double stretch = zoom->second / key.picture.frames_per_pixel;  // logical pixels here for one there
  const double from = static_cast<double>(key.index) * kTileWidth / stretch;
  for (other.index = static_cast<qint64>(from / kTileWidth); static_cast<double>(other.index) * kTileWidth < from + kTileWidth / stretch;
       ++other.index) {
    const QPixmap* tile = find(other);
    if (!tile) continue;
    const double x = place.left() + (static_cast<double>(other.index) * kTileWidth - from) * stretch;
    painter.drawPixmap(QRectF(x, place.top(), kTileWidth * stretch, place.height()), *tile, QRectF(QPointF(), QSizeF(tile->size())));
  }
}

void WaveTiles::drop_oldest() {
  while (bytes_ > most_bytes_ && order_.size() > 1) {
    const auto last = tiles_.find(order_.back());
    bytes_ -= bytes_of(last->second.pixmap);
    tiles_.erase(last);
    order_.pop_back();
  }
}

}  // namespace sweetspot::ui
