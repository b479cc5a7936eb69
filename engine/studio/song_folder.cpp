#include "engine/studio/song_folder.h"

#include "engine/core/error.h"
#include "engine/processors/registry.h"
#include "engine/session/session_folder.h"

namespace sweetspot {

OpenSong open_song(const std::filesystem::path& path) {
  OpenedSession opened = open_session(path, processor_catalog());
  OpenSong song;
  song.session = opened.session;
  song.folder = std::filesystem::absolute(opened.file).parent_path();
  song.report.read_only = opened.read_only;
  if (!opened.notice.empty()) song.report.warnings.push_back(opened.notice);
  song.report.missing = missing_media(*song.session, song.folder);
  if (opened.recovery) {
    song.report.recovered = opened.recovery->session;
    song.report.recovered_edits = opened.recovery->records;
  }
  return song;
}

OpenSong open_song_to_edit(const std::filesystem::path& path) {
  OpenSong song = open_song(path);
  if (song.report.read_only) throw Error(path.string(), "was made by a newer version of Sweetspot", "update Sweetspot to edit it");
  if (song.report.recovered)
    throw Error(path.string(), "holds edits that were never saved, from a program that was killed", "open it in Sweetspot to keep or discard them first");
  return song;
}

void save_song(const OpenSong& song) { save_session(*song.session, session_file(song.folder), processor_catalog()); }

OpenSong create_song(const std::filesystem::path& folder, double rate) {
  std::error_code ignored;
  if (std::filesystem::exists(folder, ignored) && !(std::filesystem::is_directory(folder, ignored) && std::filesystem::is_empty(folder, ignored)))
    throw Error(folder.string(), "is there already", "choose another name, or add to it with import");
  create_session_folder(folder);
  OpenSong song;
  song.folder = std::filesystem::absolute(folder);
  const std::filesystem::path file = new_session_file(song.folder);
  song.session = make_session(file.stem().string(), rate);
  save_session(*song.session, file, processor_catalog());
  return song;
}

}  // namespace sweetspot
