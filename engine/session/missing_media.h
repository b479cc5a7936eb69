// Recordings that are not where the session says.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/session/session.h"

namespace sweetspot {

struct MissingMedia {
  MediaId id;
  std::string name;              // of the file: "Kick.wav"
  std::filesystem::path path;    // where it should be
};

// Where a recording's file should be, given the session's folder. Any thread.
std::filesystem::path media_file(const std::filesystem::path& folder, const Media& media);

// The recordings whose files are not there, in the session's order. Touches the disk. [main]
std::vector<MissingMedia> missing_media(const Session& session, const std::filesystem::path& folder);

struct Relinked {
  SessionPtr session;
  std::vector<MediaId> found;    // the one that was asked for and its siblings
};

// Points a recording to a file, and every other missing one to a file of its own name in the same folder. Files below the
// session's folder are kept as relative paths, others are linked. Throws Error when the file is not there. [main]
Relinked relink_with_siblings(const SessionPtr& session, const std::filesystem::path& folder, MediaId media, const std::filesystem::path& file);

}  // namespace sweetspot
