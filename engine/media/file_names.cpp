#include "engine/media/file_names.h"

#include <fmt/format.h>

#include <mutex>
#include <set>

#include "engine/core/text.h"

namespace fs = std::filesystem;

namespace sweetspot {
namespace {

std::mutex mutex;
std::set<std::string> reserved;   // in lower case: some file systems do not tell "Kick" from "kick"

std::string key_of(const fs::path& path) { return lower_case(fs::absolute(path).lexically_normal().string()); }

std::string cleaned(std::string stem) {
  for (char& c : stem) {
    if (static_cast<unsigned char>(c) < 32 || std::string_view("/\\:*?\"<>|").find(c) != std::string_view::npos) c = '_';
  }
  while (!stem.empty() && (stem.front() == '.' || stem.front() == ' ')) stem.erase(0, 1);
  return stem.empty() ? "audio" : stem;
}

}  // namespace

ReservedName::ReservedName(const fs::path& folder, const std::string& stem, const std::string& suffix) {
  const std::lock_guard lock(mutex);
  const std::string base = shortened(cleaned(stem), kLongestStem);
  for (int number = 1;; ++number) {
    path_ = folder / (number == 1 ? base + suffix : fmt::format("{} {}{}", base, number, suffix));
    std::error_code ignored;
    if (!fs::exists(path_, ignored) && reserved.insert(key_of(path_)).second) return;
  }
}

ReservedName::~ReservedName() {
  const std::lock_guard lock(mutex);
  reserved.erase(key_of(path_));
}

}  // namespace sweetspot
