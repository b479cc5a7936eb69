// A song's file, kept from those who would overwrite each other's work.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "engine/core/progress.h"
#include "engine/session/session.h"

namespace sweetspot {

// Holds a song's folder for one program at a time, until it goes (flock(2): the system lets go when the program dies). On
// file systems without locks it holds nothing.
class SongLock {
 public:
  // Waits while another program holds it. Throws Error when that takes over a minute, Cancelled when asked to stop.
  SongLock(const std::filesystem::path& folder, const Progress& progress);
  ~SongLock();
  SongLock(const SongLock&) = delete;
  SongLock& operator=(const SongLock&) = delete;

 private:
  int descriptor_ = -1;
};

// The file as this program last read or wrote it. [main]
class SongFile {
 public:
  SongFile() = default;

  // Looks at the file now, before it is read.
  explicit SongFile(std::filesystem::path path);

  const std::filesystem::path& path() const { return path_; }

  // Saves, and keeps the file before as a backup. Throws Error and changes nothing when another program has changed the file
  // since, or it cannot be written.
  void save(const Session& session);

 private:
  std::filesystem::path path_;
  std::optional<std::string> fingerprint_;   // none: there is no such file
};

}  // namespace sweetspot
