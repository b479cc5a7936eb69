#include "engine/media/cache.h"

#include "engine/core/atomic_file.h"
#include "engine/core/error.h"

namespace fs = std::filesystem;

namespace sweetspot {

fs::path Cache::path(std::string_view key, std::string_view kind) const { return folder_ / kind / key; }

std::optional<std::string> Cache::get(std::string_view key, std::string_view kind) const {
  std::error_code ignored;
  const fs::path file = path(key, kind);
  if (!fs::is_regular_file(file, ignored)) return std::nullopt;
  try {
    return read_file(file);
  } catch (const Error&) {
    return std::nullopt;
  }
}

bool Cache::put(std::string_view key, std::string_view kind, std::string_view bytes) const {
  const fs::path file = path(key, kind);
  std::error_code error;
  fs::create_directories(file.parent_path(), error);
  try {
    if (!error) write_file_atomically(file, bytes);
  } catch (const Error&) {
    return false;
  }
  return !error;
}

void Cache::remove(std::string_view key, std::string_view kind) const {
  std::error_code ignored;
  fs::remove(path(key, kind), ignored);
}

std::uintmax_t Cache::size() const {
  std::uintmax_t bytes = 0;
  std::error_code error;
  for (fs::recursive_directory_iterator entry(folder_, error), end; !error && entry != end; entry.increment(error)) {
    std::error_code ignored;
    if (entry->is_regular_file(ignored)) bytes += entry->file_size(ignored);
  }
  return bytes;
}

}  // namespace sweetspot
