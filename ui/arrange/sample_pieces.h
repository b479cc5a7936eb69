// Samples of recordings for the closest zooms, fetched by a thread of its own.
#pragma once

#include <QObject>
#include <filesystem>
#include <list>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <vector>

#include "engine/core/units.h"
#include "engine/session/ids.h"

namespace sweetspot::ui {

// Pieces of 16384 frames; the least used are dropped past 16 MB. What is not there yet is fetched, and ready() follows. [main]
class SamplePieces : public QObject {
  Q_OBJECT
 public:
  static constexpr int kFrames = 16384;

  using QObject::QObject;

  // The sample of a channel at a frame of the recording's own, or null while it is not there (or never will be: the file cannot be read).
  const float* at(MediaId media, const std::filesystem::path& file, int channel, Frames frame);

  // Whether all of them are there; what is not is asked for.
  bool have(MediaId media, const std::filesystem::path& file, Frames from, Frames to);

  void clear();

 signals:
  void ready();

 private:
  struct Key {
    MediaId media;
    Frames index = 0;
    auto operator<=>(const Key&) const = default;
  };
  using Channels = std::vector<std::vector<float>>;
  struct Piece {
    Channels channels;  // none: the file cannot be read
    std::list<Key>::iterator used;
  };

  const Piece* find(const Key& key, const std::filesystem::path& file);
  void arrived(const Key& key, Channels channels, quint64 round);

  std::map<Key, Piece> pieces_;
  std::list<Key> order_;  // most lately used first
  std::set<Key> asked_;
  std::size_t bytes_ = 0;
  quint64 round_ = 0;  // what was asked for before the last clear() comes too late
};

}  // namespace sweetspot::ui
