// The songs that were open lately.
#pragma once

#include <QDateTime>
#include <QString>
#include <vector>

namespace sweetspot::ui {

struct RecentSong {
  QString name;
  QString folder;
  bool there = true;  // false: moved, removed, or on a disk that is not connected
  QDateTime changed;
};

// Newest first, at most ten. [main]
std::vector<RecentSong> recent_songs();
void add_recent_song(const QString& folder, const QString& name);  // the song's, as the window shows it
void forget_recent_song(const QString& folder);

// "~/Music/Coming Home".
QString short_path(const QString& path);

}  // namespace sweetspot::ui
