#include "engine/studio/open_mark.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

#include <fmt/format.h>

#include "engine/core/process.h"

namespace fs = std::filesystem;

namespace sweetspot {
namespace {

fs::path mark_of(const fs::path& folder) { return folder / ".open"; }

// What a mark says: "1234\nhost\n". None when it is empty.
std::optional<SongHolder> read_mark(int descriptor) {
  char text[512];
  const ssize_t length = ::pread(descriptor, text, sizeof text, 0);
  if (length <= 0) return {};
  const std::string all(text, static_cast<std::size_t>(length));
  const std::size_t line = all.find('\n');
  if (line == std::string::npos) return {};
  SongHolder holder;
  holder.process = std::strtol(all.c_str(), nullptr, 10);
  holder.host = all.substr(line + 1, all.find('\n', line + 1) - line - 1);
  holder.here = holder.host == host_name();
  return holder;
}

// The file at `path` is still the open one, not a later one of that name.
bool still_there(int descriptor, const fs::path& path) {
  struct stat open {
  }, named{};
  return ::fstat(descriptor, &open) == 0 && ::stat(path.c_str(), &named) == 0 && open.st_ino == named.st_ino && open.st_dev == named.st_dev;
}

}  // namespace

OpenMark::OpenMark(const fs::path& folder, bool over_another_machine) : path_(mark_of(folder)) {
  constexpr int kTries = 5;  // another program may take its mark away in between
  for (int i = 0; i < kTries && !lock(over_another_machine); ++i) {}
}

// False when it is to be tried again.
bool OpenMark::lock(bool over_another_machine) {
  const int descriptor = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (descriptor < 0) {
    if (const auto holder = holder_of(path_.parent_path()); holder && holder->here) other_ = holder;
    return true;
  }
  const bool locked = ::flock(descriptor, LOCK_EX | LOCK_NB) == 0;
  const bool taken = !locked && errno == EWOULDBLOCK;
  const auto said = read_mark(descriptor);
  if (taken) {
    other_ = said.value_or(SongHolder{0, host_name(), true});
  } else if (locked && !still_there(descriptor, path_)) {
    ::close(descriptor);
    return false;
  } else if (said && !said->here && !over_another_machine) {
    other_ = said;
  } else if (said && !locked && said->here && said->process != ::getpid() && !process_is_gone(said->process)) {
    other_ = said;  // on a disk without locks
  }
  if (other_) {
    ::close(descriptor);
    return true;
  }
  descriptor_ = descriptor;
  const std::string own = fmt::format("{}\n{}\n", ::getpid(), host_name());
  if (::ftruncate(descriptor, 0) != 0 || ::pwrite(descriptor, own.data(), own.size(), 0) < 0) return true;  // the lock says enough
  return true;
}

OpenMark::~OpenMark() {
  if (descriptor_ < 0) return;
  std::error_code ignored;
  if (still_there(descriptor_, path_)) fs::remove(path_, ignored);
  ::close(descriptor_);
}

std::optional<SongHolder> holder_of(const fs::path& folder) {
  const int descriptor = ::open(mark_of(folder).c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return {};
  auto holder = read_mark(descriptor);
  ::close(descriptor);
  if (holder && holder->here && process_is_gone(holder->process)) return {};
  return holder;
}

}  // namespace sweetspot
