// A session on disk: a folder Song/ with Song.sweetspot, audio/, cache/ and backups/.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/params/catalog.h"
#include "engine/session/session.h"

namespace sweetspot {

// How many earlier files backups/ keeps.
inline constexpr std::size_t kBackups = 10;

// The file of a session, given its folder or the file itself. In a folder it is the one named like the folder, or the only
// .sweetspot there. Throws Error when there is none, or several and none of that name. [main]
std::filesystem::path session_file(const std::filesystem::path& session);

// The file that a new session in a folder will have: Song/Song.sweetspot. Creates nothing.
std::filesystem::path new_session_file(const std::filesystem::path& folder);

// What a journal offers after a crash.
struct Recovery {
  SessionPtr session;
  std::size_t records = 0;                       // written since the save before; one drag of a fader may be several
  std::filesystem::path journal;                 // that holds them
  std::filesystem::file_time_type written{};     // when the last of them was
  bool saved_since = false;                      // the song was saved after they were made, without them
};

struct OpenedSession {
  SessionPtr session;
  std::filesystem::path file;
  bool read_only = false;             // of a newer format: must not be saved there
  std::string notice;                 // a sentence for the user about that; otherwise empty
  std::vector<Recovery> recoveries;   // journals that go further than the file, newest first
};

// Reads a session; one without a name has its file's. Throws Error when the file is missing or damaged, naming the place and the newest backup; changes nothing
// on disk. Missing recordings are no error (missing_media.h). [main]
OpenedSession open_session(const std::filesystem::path& session, const ParamCatalog& catalog);

// Makes the folder with audio/ and backups/ where they are missing. Throws Error.
void create_session_folder(const std::filesystem::path& folder);

// Writes the file whole or not at all; the one before goes to backups/. Throws Error and leaves the old file when it cannot.
// Any thread, one at a time.
void save_session(const Session& session, const std::filesystem::path& file, const ParamCatalog& catalog);

// The files in backups/, newest first.
std::vector<std::filesystem::path> backups_of(const std::filesystem::path& file);

}  // namespace sweetspot
