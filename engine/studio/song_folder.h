// A song on disk, opened and saved without playing it.
#pragma once

#include <filesystem>
#include <memory>

#include "engine/core/progress.h"
#include "engine/session/session.h"
#include "engine/studio/report.h"
#include "engine/studio/song_file.h"

namespace sweetspot {

struct OpenSong {
  SessionPtr session;
  SongFile file;
  std::filesystem::path folder;     // absolute; that of the file
  OpenReport report;
  std::shared_ptr<SongLock> lock;   // of a song that is open to be edited
};

// Opens a session folder or the .sweetspot file in it. Throws Error when there is none or it is damaged. [main]
OpenSong open_song(const std::filesystem::path& path);

// As open_song, for those who will save: waits for other such programs. Throws Error when the song was made by a newer
// version or holds unsaved edits of another program, Cancelled when asked to stop waiting. [main]
OpenSong open_song_to_edit(const std::filesystem::path& path, const Progress& progress);

// Saves into its file; the old one stays until the new one is whole. Throws Error. [main]
void save_song(OpenSong& song);

// Makes a folder with an empty saved session named after it. Throws Error, leaving nothing, when there is something in it
// already or it cannot be made. [main]
OpenSong create_song(const std::filesystem::path& folder, double rate);

}  // namespace sweetspot
