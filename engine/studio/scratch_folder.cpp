#include "engine/studio/scratch_folder.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "engine/core/error.h"
#include "engine/core/process.h"
#include "engine/core/user_folders.h"
#include "engine/studio/open_mark.h"

namespace fs = std::filesystem;

namespace sweetspot {
namespace {

constexpr const char* kOwnerFile = ".owner-";

// Where there is no home to write to, unsaved songs live with the system's temporary files.
fs::path temporary_root() { return fs::temp_directory_path() / "sweetspot-unsaved"; }

fs::path scratch_root() {
  const fs::path state = user_state_folder();
  return state.empty() ? temporary_root() : state / "unsaved";
}

// An entry in the folder names the process that made it; another may have opened it since.
bool in_use(const fs::path& folder) {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with(kOwnerFile)) continue;
    const long process = std::strtol(name.c_str() + std::char_traits<char>::length(kOwnerFile), nullptr, 10);
    if (process > 0 && !process_is_gone(process)) return true;
  }
  return holder_of(folder).has_value();
}

bool holds_song(const fs::path& folder) {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored))
    if (entry.path().extension() == ".sweetspot" || entry.path().filename().string().starts_with(".journal")) return true;
  return false;
}

}  // namespace

fs::path make_scratch_folder(const std::string& name) {
  fs::path root = scratch_root();
  std::error_code failed;
  fs::create_directories(root, failed);
  if (failed || ::access(root.c_str(), W_OK) != 0) fs::create_directories(root = temporary_root(), failed);
  for (int number = 1; !failed && number < 10000; ++number) {
    const fs::path folder = root / (number == 1 ? name : name + " " + std::to_string(number));
    if (!fs::create_directory(folder, failed) || failed) continue;
    fs::create_directory(folder / (kOwnerFile + std::to_string(::getpid())), failed);
    if (!failed) return folder;
  }
  throw Error(root.string(), failed ? failed.message() : "is full of unsaved songs", "free some space or check its permissions");
}

void remove_scratch_folder(const fs::path& folder) {
  std::error_code ignored;
  for (const fs::path& root : {scratch_root(), temporary_root()})
    if (fs::equivalent(folder.parent_path(), root, ignored)) fs::remove_all(folder, ignored);
}

std::vector<fs::path> abandoned_scratch_folders() {
  std::vector<fs::path> found;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(scratch_root(), ignored))
    if (entry.is_directory(ignored) && !in_use(entry.path()) && holds_song(entry.path())) found.push_back(entry.path());
  std::sort(found.begin(), found.end(), [](const fs::path& a, const fs::path& b) {
    std::error_code none;
    return fs::last_write_time(a, none) > fs::last_write_time(b, none);
  });
  return found;
}

}  // namespace sweetspot
