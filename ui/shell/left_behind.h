// Songs that were never saved when their program was killed.
#pragma once

#include <QDateTime>
#include <QString>
#include <optional>
#include <vector>

namespace sweetspot::ui {

struct LeftBehindSong {
  QString folder;
  QString name;
  QDateTime changed;                  // the last edit
  std::optional<std::size_t> tracks;  // none when the song cannot be read
};

// Newest first. Those without a track are removed: there is nothing in them to bring back. [main]
std::vector<LeftBehindSong> left_behind_songs();

// "“Coming Home” was never saved when Sweetspot ended: 12 tracks, last edited 3/4/26 14:05." `more` others wait behind it.
QString left_behind_text(const LeftBehindSong& song, std::size_t more);

}  // namespace sweetspot::ui
