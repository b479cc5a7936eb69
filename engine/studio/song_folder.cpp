#include "engine/studio/song_folder.h"

#include "engine/core/atomic_file.h"
#include "engine/core/error.h"
#include "engine/processors/registry.h"
#include "engine/session/journal.h"
#include "engine/session/session_folder.h"
#include "engine/studio/fresh_folder.h"

namespace sweetspot {
namespace {

[[noreturn]] void refuse_unsaved(const std::filesystem::path& path, const OpenReport& report) {
  if (report.open_elsewhere)
    throw Error(path.string(), "is open in Sweetspot with edits that were never saved", "save them there first");
  std::string journals;
  for (const Recovery& recovery : report.recoveries) journals += (journals.empty() ? "" : " and ") + recovery.journal.string();
  throw Error(path.string(), "holds edits that were never saved, of a program that was killed",
              "open it in Sweetspot to keep them, or delete " + journals + " to drop them");
}

}  // namespace

OpenSong open_song(const std::filesystem::path& path) {
  OpenSong song;
  song.file = SongFile(std::filesystem::absolute(session_file(path)));
  song.folder = song.file.path().parent_path();
  OpenedSession opened = open_session(song.file.path(), processor_catalog());
  song.session = opened.session;
  song.report.read_only = opened.read_only;
  if (!opened.notice.empty()) song.report.warnings.push_back(opened.notice);
  song.report.missing = missing_media(*song.session, song.folder);
  song.report.recoveries = std::move(opened.recoveries);
  song.report.open_elsewhere = holder_of(song.folder);
  return song;
}

OpenSong open_song_to_edit(const std::filesystem::path& path, const Progress& progress) {
  const auto file = std::filesystem::absolute(session_file(path));
  auto lock = std::make_shared<SongLock>(file.parent_path(), progress);
  OpenSong song = open_song(file);
  song.lock = std::move(lock);
  for (const auto& place : {song.folder, song.folder / "audio"}) remove_abandoned_partials(place);
  if (song.report.read_only) throw Error(path.string(), "was made by a newer version of Sweetspot", "update Sweetspot to edit it");
  if (!song.report.recoveries.empty()) refuse_unsaved(path, song.report);
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
