#include "engine/studio/song_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <thread>

#include "engine/core/atomic_file.h"
#include "engine/core/error.h"
#include "engine/core/hash.h"
#include "engine/processors/registry.h"
#include "engine/session/session_folder.h"

namespace sweetspot {
namespace {

constexpr auto kPause = std::chrono::milliseconds(20);
constexpr auto kPatience = std::chrono::minutes(1);

std::optional<std::string> fingerprint_of(const std::filesystem::path& path) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) return std::nullopt;
  return fnv1a_text(read_file(path));
}

}  // namespace

SongLock::SongLock(const std::filesystem::path& folder, const Progress& progress) {
  descriptor_ = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor_ < 0) return;
  const auto until = std::chrono::steady_clock::now() + kPatience;
  while (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    const bool too_long = std::chrono::steady_clock::now() > until;
    if (too_long || progress.cancelled()) ::close(descriptor_);
    if (progress.cancelled()) throw Cancelled();
    if (too_long) throw Error(folder.string(), "another program is changing it", "try again when that is done");
    std::this_thread::sleep_for(kPause);
  }
}

SongLock::~SongLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

SongFile::SongFile(std::filesystem::path path) : path_(std::move(path)), fingerprint_(fingerprint_of(path_)) {}

void SongFile::save(const Session& session) {
  if (fingerprint_of(path_) != fingerprint_)
    throw Error(path_.string(), "another program has changed it since it was opened", "open it again, or save under another name");
  save_session(session, path_, processor_catalog());
  fingerprint_ = fingerprint_of(path_);
}

}  // namespace sweetspot
