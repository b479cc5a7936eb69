// Pictures of recordings, kept in tiles so that scrolling and the playhead cost next to nothing.
#pragma once

#include <QElapsedTimer>
#include <QPainter>
#include <QPixmap>
#include <compare>
#include <list>
#include <map>
#include <memory>

#include "engine/core/units.h"

namespace sweetspot {
class Overview;
}

namespace sweetspot::ui {

// What a recording looks like on the screen.
struct WavePicture {
  quint64 media = 0;
  double frames_per_pixel = 512.0;  // of the recording's own frames
  int height = 1;                   // logical pixels
  double ratio = 1.0;               // device pixels a logical one
  QRgb colour = 0;
  bool muted = false;
  double gain = 1.0;  // linear

  auto operator<=>(const WavePicture&) const = default;
};

// Tiles of 512 logical pixels, made on demand from the overview, the least used dropped past 128 MB. A paint spends a limited time on
// new tiles; what is not ready is stretched from a tile of another zoom, and incomplete() asks for another paint. [main]
class WaveTiles {
 public:
  static constexpr int kTileWidth = 512;
  static constexpr int kLanesFrom = 56;  // stereo shows both channels from this height on

  explicit WaveTiles(std::size_t most_bytes = 128u << 20) : most_bytes_(most_bytes) {}

  // Starts the time of a paint.
  void begin();
  bool incomplete() const { return incomplete_; }

  // Draws the recording's frames from `from` to `to` with `from` at `left`, as far as it lies within the clip rectangle `seen`.
  void draw(QPainter& painter, const WavePicture& picture, const Overview& overview, double left, double top, Frames from, Frames to,
            const QRectF& seen);

  void clear();
  std::size_t bytes() const { return bytes_; }
  int built() const { return built_; }  // tiles made so far

 private:
  struct Key {
    WavePicture picture;
    qint64 index = 0;
    auto operator<=>(const Key&) const = default;
  };
  struct Tile {
    QPixmap pixmap;
    std::list<Key>::iterator used;
  };

  const QPixmap* find(const Key& key);
  const QPixmap& build(const Key& key, const Overview& overview);
  void draw_stretched(QPainter& painter, const Key& key, const QRectF& place);
  void drop_oldest();

  std::size_t most_bytes_;
  std::size_t bytes_ = 0;
  int built_ = 0;
  bool incomplete_ = false;
  QElapsedTimer clock_;
  std::map<Key, Tile> tiles_;
  std::list<Key> order_;                    // most lately used first
  std::map<quint64, double> earlier_zoom_;  // of a recording, to stretch from
  std::map<quint64, double> present_zoom_;
};

}  // namespace sweetspot::ui
