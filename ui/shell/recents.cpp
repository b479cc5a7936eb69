#include "ui/shell/recents.h"

#include <QDir>
#include <QFileInfo>
#include <QSettings>
#include <QStringList>

namespace sweetspot::ui {
namespace {

constexpr const char* kKey = "recent_songs";
constexpr qsizetype kMost = 10;

QStringList stored() { return QSettings().value(kKey).toStringList(); }

}  // namespace

std::vector<RecentSong> recent_songs() {
  std::vector<RecentSong> songs;
  for (const QString& folder : stored()) {
    const QFileInfo info(folder);
    songs.push_back({info.fileName(), folder, info.exists(), info.lastModified()});
  }
  return songs;
}

void add_recent_song(const QString& folder) {
  QStringList all = stored();
  const QString path = QDir(folder).absolutePath();
  all.removeAll(path);
  all.prepend(path);
  QSettings().setValue(kKey, all.mid(0, kMost));
}

void forget_recent_song(const QString& folder) {
  QStringList all = stored();
  all.removeAll(folder);
  QSettings().setValue(kKey, all);
}

QString short_path(const QString& path) {
  const QString home = QDir::homePath();
  return path.startsWith(home + "/") ? "~" + path.mid(home.size()) : path;
}

}  // namespace sweetspot::ui
