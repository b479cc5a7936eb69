#include "engine/media/audio_folder.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "engine/core/error.h"
#include "engine/core/text.h"

namespace fs = std::filesystem;

namespace sweetspot {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Takes a run of digits off the front, without its leading zeros.
std::string_view take_number(std::string_view& text) {
  std::size_t end = 0;
  while (end < text.size() && is_digit(text[end])) ++end;
  std::string_view digits = text.substr(0, end);
  text.remove_prefix(end);
  while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
  return digits;
}

// -1, 0 or 1.
int compare_naturally(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty()) {
    if (is_digit(a.front()) && is_digit(b.front())) {
      const std::string_view m = take_number(a);
      const std::string_view n = take_number(b);
      if (m.size() != n.size()) return m.size() < n.size() ? -1 : 1;
      if (const int order = m.compare(n)) return order < 0 ? -1 : 1;
      continue;
    }
    const int x = std::tolower(static_cast<unsigned char>(a.front()));
    const int y = std::tolower(static_cast<unsigned char>(b.front()));
    if (x != y) return x < y ? -1 : 1;
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  return a.empty() ? (b.empty() ? 0 : -1) : 1;
}

void list_into(std::vector<fs::path>& files, const fs::path& folder, bool with_subfolders) {
  std::error_code error;
  std::vector<fs::path> here;
  std::vector<fs::path> below;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    const fs::path& path = entry->path();
    if (path.filename().string().starts_with(".")) continue;
    std::error_code ignored;
    if (entry->is_directory(ignored)) below.push_back(path);
    else if (entry->is_regular_file(ignored) && is_audio_suffix(path)) here.push_back(path);
  }
  if (error) throw Error(folder.string(), "the folder cannot be read (" + error.message() + ")", "check its name and permissions");
  const auto by_name = [](const fs::path& a, const fs::path& b) { return natural_less(a.filename().string(), b.filename().string()); };
  std::sort(here.begin(), here.end(), by_name);
  std::sort(below.begin(), below.end(), by_name);
  files.insert(files.end(), here.begin(), here.end());
  if (!with_subfolders) return;
  for (const fs::path& path : below) list_into(files, path, true);
}

}  // namespace

bool is_audio_suffix(const fs::path& path) {
  constexpr std::array<std::string_view, 19> kSuffixes{".wav", ".wave", ".bwf", ".rf64", ".w64", ".aif", ".aiff", ".aifc", ".caf", ".flac",
                                                       ".ogg", ".oga", ".opus", ".mp3", ".mp2", ".au", ".snd", ".sd2", ".voc"};
  const std::string suffix = lower_case(path.extension().string());
  return std::find(kSuffixes.begin(), kSuffixes.end(), suffix) != kSuffixes.end();
}

bool natural_less(std::string_view a, std::string_view b) {
  const int order = compare_naturally(a, b);
  return order != 0 ? order < 0 : a < b;
}

std::vector<fs::path> list_audio_files(const fs::path& folder, bool with_subfolders) {
  std::vector<fs::path> files;
  list_into(files, folder, with_subfolders);
  return files;
}

}  // namespace sweetspot
