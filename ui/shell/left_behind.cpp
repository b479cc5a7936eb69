#include "ui/shell/left_behind.h"

#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <algorithm>

#include "engine/core/error.h"
#include "engine/studio/scratch_folder.h"
#include "engine/studio/song_folder.h"
#include "engine/studio/studio.h"

namespace sweetspot::ui {
namespace {

// The most tracks that the song has in its file and with the edits of a journal; none when it cannot be read.
std::optional<std::size_t> count_tracks(const std::filesystem::path& folder) {
  try {
    const OpenSong song = open_song(folder);
    std::size_t most = song.session->tracks.size();
    for (const Recovery& recovery : song.report.recoveries) most = std::max(most, recovery.session->tracks.size());
    return most;
  } catch (const Error&) {
    return std::nullopt;
  }
}

QDateTime last_edit(const QString& folder) {
  QDateTime last;
  for (const QFileInfo& file : QDir(folder).entryInfoList(QDir::Files | QDir::Hidden))
    if (!last.isValid() || file.lastModified() > last) last = file.lastModified();
  return last;
}

}  // namespace

std::vector<LeftBehindSong> left_behind_songs() {
  std::vector<LeftBehindSong> songs;
  for (const auto& folder : Studio::left_behind()) {
    const auto tracks = count_tracks(folder);
    if (tracks && *tracks == 0) {
      remove_scratch_folder(folder);
      continue;
    }
    const QString text = QString::fromStdString(folder.string());
    songs.push_back({text, QFileInfo(text).fileName(), last_edit(text), tracks});
  }
  std::stable_sort(songs.begin(), songs.end(), [](const auto& a, const auto& b) { return a.changed > b.changed; });
  return songs;
}

QString left_behind_text(const LeftBehindSong& song, std::size_t more) {
  QString text = QString("“%1” was never saved when Sweetspot ended").arg(song.name);
  QStringList facts;
  if (song.tracks) facts << QString(*song.tracks == 1 ? "%1 track" : "%1 tracks").arg(*song.tracks);
  if (song.changed.isValid()) facts << "last edited " + QLocale().toString(song.changed, QLocale::ShortFormat);
  if (!facts.isEmpty()) text += ": " + facts.join(", ");
  text += ". It can be opened as it was; then save it.";
  if (more > 0) text += QString(more == 1 ? " %1 other song was left behind too." : " %1 other songs were left behind too.").arg(more);
  return text;
}

}  // namespace sweetspot::ui
