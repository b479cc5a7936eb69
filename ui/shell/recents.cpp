#include "ui/shell/recents.h"

#include <QDir>
#include <QFileInfo>
#include <QSettings>
#include <QStringList>
#include <QVariantMap>

namespace sweetspot::ui {
namespace {

constexpr const char* kKey = "recent_songs";
constexpr const char* kNamesKey = "recent_song_names";  // by folder
constexpr qsizetype kMost = 10;

QStringList stored() { return QSettings().value(kKey).toStringList(); }

// Names of songs that are no longer listed go.
void store(const QStringList& folders, QVariantMap names) {
  for (const QString& folder : names.keys())
    if (!folders.contains(folder)) names.remove(folder);
  QSettings().setValue(kKey, folders);
  QSettings().setValue(kNamesKey, names);
}

}  // namespace

std::vector<RecentSong> recent_songs() {
  std::vector<RecentSong> songs;
  const QVariantMap names = QSettings().value(kNamesKey).toMap();
  for (const QString& folder : stored()) {
    const QFileInfo info(folder);
    songs.push_back({names.value(folder, info.fileName()).toString(), folder, info.exists(), info.lastModified()});
  }
  return songs;
}

void add_recent_song(const QString& folder, const QString& name) {
  QStringList all = stored();
  const QString path = QDir(folder).absolutePath();
  all.removeAll(path);
  all.prepend(path);
  QVariantMap names = QSettings().value(kNamesKey).toMap();
  names[path] = name;
  store(all.mid(0, kMost), names);
}

void forget_recent_song(const QString& folder) {
  QStringList all = stored();
  all.removeAll(folder);
  store(all, QSettings().value(kNamesKey).toMap());
}

QString short_path(const QString& path) {
  const QString home = QDir::homePath();
  return path.startsWith(home + "/") ? "~" + path.mid(home.size()) : path;
}

}  // namespace sweetspot::ui
