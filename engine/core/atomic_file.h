// Files that appear whole or not at all.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace sweetspot {

// A file being written beside its final name. commit() syncs it and renames it into place; without commit the partial file
// is removed. What stood under the final name stays until commit. Not for the audio thread.
class AtomicFile {
 public:
  // Chooses a hidden name in the folder of `final_path`. Creates nothing yet. Throws Error when the folder cannot be written.
  explicit AtomicFile(std::filesystem::path final_path);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  // Where to write until commit(); it ends in the final name's suffix.
  const std::filesystem::path& partial_path() const { return partial_; }

  // Syncs and renames. Throws Error (with the system's reason) and leaves the old file when it cannot.
  void commit();

 private:
  std::filesystem::path final_;
  std::filesystem::path partial_;
  bool committed_ = false;
};

// Removes the partial files in a folder that programs left there when they were killed: those of this machine whose process is no more, and
// of other machines (a folder may be shared) those that nobody has touched for an hour. Throws nothing.
void remove_abandoned_partials(const std::filesystem::path& folder) noexcept;

// Writes bytes under a name, whole or not at all. Throws Error.
void write_file_atomically(const std::filesystem::path& path, std::string_view bytes);

// The whole of a file. Throws Error saying what is wrong (missing, unreadable, a folder).
std::string read_file(const std::filesystem::path& path);

}  // namespace sweetspot
