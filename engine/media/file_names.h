// Names that are free in a folder.
#pragma once

#include <filesystem>
#include <string>

namespace sweetspot {

// Keeps a file name for one writer while it lives: neither a file of the folder nor another reservation of this process has
// it. Any thread.
class ReservedName {
 public:
  // `stem` + `suffix`, or "stem 2", "stem 3", ... when that is taken. What file systems do not like in a stem is replaced.
  ReservedName(const std::filesystem::path& folder, const std::string& stem, const std::string& suffix);
  ~ReservedName();
  ReservedName(const ReservedName&) = delete;
  ReservedName& operator=(const ReservedName&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace sweetspot
