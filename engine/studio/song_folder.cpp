#include "engine/studio/song_folder.h"

#include "engine/core/atomic_file.h"
#include "engine/core/error.h"
#include "engine/processors/registry.h"
#include "engine/session/journal.h"
#include "engine/session/session_folder.h"
#include "engine/studio/fresh_folder.h"

namespace sweetspot {

OpenSong open_song(const std::filesystem::path& path) {
  OpenSong song;
  song.file = SongFile(std::filesystem::absolute(session_file(path)));
  song.folder = song.file.path().parent_path();
  OpenedSession opened = open_session(song.file.path(), processor_catalog());
  song.session = opened.session;
  song.report.read_only = opened.read_only;
  if (!opened.notice.empty()) song.report.warnings.push_back(opened.notice);
  song.report.missing = missing_media(*song.session, song.folder);
  if (opened.recovery) {
    song.report.recovered = opened.recovery->session;
    song.report.recovered_edits = opened.recovery->records;
  }
  return song;
}

OpenSong open_song_to_edit(const std::filesystem::path& path, const Progress& progress) {
  const auto file = std::filesystem::absolute(session_file(path));
  auto lock = std::make_shared<SongLock>(file.parent_path(), progress);
  OpenSong song = open_song(file);
  song.lock = std::move(lock);
  for (const auto& place : {song.folder, song.folder / "audio"}) remove_abandoned_partials(place);
  if (song.report.read_only) throw Error(path.string(), "was made by a newer version of Sweetspot", "update Sweetspot to edit it");
  if (song.report.recovered)
    throw Error(path.string(), "holds edits that were never saved, of a program that was killed or still has it open",
                "save them there, open it in Sweetspot to keep them, or delete " + journal_path(file).string() + " to drop them");
  return song;
}

void save_song(OpenSong& song) { song.file.save(*song.session); }

OpenSong create_song(const std::filesystem::path& folder, double rate) {
  FreshFolder fresh(folder);
  create_session_folder(folder);
  OpenSong song;
  song.folder = std::filesystem::absolute(folder);
  song.file = SongFile(new_session_file(song.folder));
  song.session = make_session(song.file.path().stem().string(), rate);
  song.file.save(*song.session);
  fresh.keep();
  return song;
}

}  // namespace sweetspot
