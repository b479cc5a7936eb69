// A song on disk, opened and saved without playing it.
#pragma once

#include <filesystem>

#include "engine/session/session.h"
#include "engine/studio/report.h"

namespace sweetspot {

struct OpenSong {
  SessionPtr session;
  std::filesystem::path folder;
  OpenReport report;
};

// Opens a session folder or the .sweetspot file in it. Throws Error when there is none or it is damaged. [main]
OpenSong open_song(const std::filesystem::path& path);

// As open_song, for those who will save: throws Error when it was made by a newer version. [main]
OpenSong open_song_to_edit(const std::filesystem::path& path);

// Saves into its folder; the old file stays until the new one is whole. Throws Error. [main]
void save_song(const OpenSong& song);

// Makes a folder with an empty saved session named after it. Throws Error when there is something in it already. [main]
OpenSong create_song(const std::filesystem::path& folder, double rate);

}  // namespace sweetspot
