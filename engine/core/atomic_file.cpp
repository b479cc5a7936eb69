#include "engine/core/atomic_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string_view>
#include <system_error>
#include <vector>

#include <fmt/format.h>

#include "engine/core/error.h"
#include "engine/core/hash.h"
#include "engine/core/process.h"
#include "engine/core/text.h"

namespace fs = std::filesystem;

namespace sweetspot {
namespace {

std::string reason(int number) { return std::generic_category().message(number); }

const char* remedy(int number) {
  switch (number) {
    case ENOSPC: case EDQUOT: return "free some space or choose another disk";
    case EACCES: case EPERM: case EROFS: return "choose a folder you may write to";
    case ENAMETOOLONG: return "choose a shorter name";
    case ENOENT: return "create the folder first";
    default: return "choose another place";
  }
}

// Syncs a file or a folder; some file systems refuse it for folders, which is no failure.
void sync_path(const fs::path& path, bool folder) {
  const int fd = ::open(path.c_str(), folder ? O_RDONLY | O_DIRECTORY : O_RDONLY);
  if (fd < 0) {
    if (folder) return;
    throw Error(path.string(), reason(errno), remedy(errno));
  }
  const int failed = ::fsync(fd) != 0 ? errno : 0;
  ::close(fd);
  if (failed && !folder) throw Error(path.string(), reason(failed), remedy(failed));
}

constexpr std::string_view kPartialMark = ".partial-";

// In the names of partial files, so that in a shared folder a number is known to be that of a program of this machine.
std::string host_mark() { return fmt::format("@{}", fnv1a_text(host_name())); }

// ".Song.partial-1234-0@9f2c....wav" was left by a killed program: at once when it ran on this machine; where that is not known, once
// nobody has touched it for an hour.
bool is_abandoned(const fs::path& path) {
  const std::string name = path.filename().string();
  const std::size_t mark = name.rfind(kPartialMark);
  if (!name.starts_with('.') || mark == std::string::npos) return false;
  if (!process_is_gone(std::strtol(name.c_str() + mark + kPartialMark.size(), nullptr, 10))) return false;
  if (name.find(host_mark(), mark) != std::string::npos) return true;
  std::error_code failed;
  const auto touched = fs::last_write_time(path, failed);
  return !failed && fs::file_time_type::clock::now() - touched > std::chrono::hours(1);
}

fs::path folder_of(const fs::path& path) { return path.has_parent_path() ? path.parent_path() : fs::path("."); }

}  // namespace

AtomicFile::AtomicFile(fs::path final_path) : final_(std::move(final_path)) {
  static std::atomic<unsigned> count{0};
  const fs::path folder = folder_of(final_);
  std::error_code ignored;
  if (fs::is_directory(final_, ignored)) throw Error(final_.string(), "is a folder", "give the name of a file");
  if (!fs::is_directory(folder, ignored)) throw Error(folder.string(), "there is no such folder", "create it first");
  if (::access(folder.c_str(), W_OK) != 0) throw Error(folder.string(), reason(errno), remedy(errno));
  partial_ = folder / fmt::format(".{}{}{}-{}{}{}", shortened(final_.stem().string(), kLongestStem), kPartialMark, ::getpid(), count++,
                                  host_mark(), final_.extension().string());
}

AtomicFile::~AtomicFile() {
  std::error_code ignored;
  if (!committed_) fs::remove(partial_, ignored);
}

void AtomicFile::commit() {
  sync_path(partial_, false);
  if (::rename(partial_.c_str(), final_.c_str()) != 0) throw Error(final_.string(), reason(errno), remedy(errno));
  committed_ = true;
  sync_path(folder_of(final_), true);
}

void remove_abandoned_partials(const fs::path& folder) noexcept try {
  std::error_code failed;
  std::vector<fs::path> abandoned;
  for (fs::directory_iterator entry(folder, failed), end; !failed && entry != end; entry.increment(failed))
    if (is_abandoned(entry->path())) abandoned.push_back(entry->path());
  for (const fs::path& path : abandoned) fs::remove(path, failed);
} catch (...) {
  // It is housekeeping; what stays will go another time.
}

void write_file_atomically(const fs::path& path, std::string_view bytes) {
  AtomicFile file(path);
  const int fd = ::open(file.partial_path().c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (fd < 0) throw Error(path.string(), reason(errno), remedy(errno));
  for (std::size_t done = 0; done < bytes.size();) {
    const ssize_t n = ::write(fd, bytes.data() + done, bytes.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      const int number = errno;
      ::close(fd);
      throw Error(path.string(), reason(number), remedy(number));
    }
    done += static_cast<std::size_t>(n);
  }
  ::close(fd);
  file.commit();
}

std::string read_file(const fs::path& path) {
  std::error_code ignored;
  if (!fs::exists(path, ignored)) throw Error(path.string(), "there is no such file", "check the name");
  if (fs::is_directory(path, ignored)) throw Error(path.string(), "is a folder", "give the name of a file");
  std::ifstream in(path, std::ios::binary);
  std::ostringstream bytes;
  if (in) bytes << in.rdbuf();
  if (!in) throw Error(path.string(), "cannot be read", "check its permissions");
  return std::move(bytes).str();
}

}  // namespace sweetspot
