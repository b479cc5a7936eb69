#include "engine/studio/preset_files.h"

#include <algorithm>

#include "engine/core/atomic_file.h"
#include "engine/core/error.h"
#include "engine/core/text.h"
#include "engine/media/file_names.h"
#include "engine/processors/registry.h"
#include "engine/session/preset_format.h"

namespace fs = std::filesystem;

namespace sweetspot {
namespace {

constexpr const char* kSuffix = ".json";

bool is_preset_file(const fs::directory_entry& entry) {
  std::error_code ignored;
  const fs::path& path = entry.path();
  return entry.is_regular_file(ignored) && lower_case(path.extension().string()) == kSuffix && !path.filename().string().starts_with('.');
}

void add_files(const fs::path& folder, std::vector<fs::path>& files, bool folders_too) {
  std::error_code failed;
  for (fs::directory_iterator entry(folder, failed), end; !failed && entry != end; entry.increment(failed)) {
    std::error_code ignored;
    if (is_preset_file(*entry))
      files.push_back(entry->path());
    else if (folders_too && entry->is_directory(ignored))
      add_files(entry->path(), files, false);
  }
}

}  // namespace

bool same_name_and_kind(const Preset& preset, std::string_view name, std::string_view kind) {
  return lower_case(preset.name) == lower_case(name) && preset_kind(preset) == kind;
}

bool same_text(const Preset& a, const Preset& b) {
  return preset_to_text(a, processor_catalog()) == preset_to_text(b, processor_catalog());
}

std::vector<fs::path> preset_files_in(const fs::path& folder) {
  std::vector<fs::path> files;
  if (!folder.empty()) add_files(folder, files, true);
  std::ranges::sort(files);
  return files;
}

std::vector<fs::path> preset_files_at(const fs::path& path) {
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) return preset_files_in(path);
  if (!fs::exists(path, ignored)) throw Error(path.string(), "there is no such file or folder", "check the name");
  return {path};
}

std::vector<Preset> read_preset_file(const fs::path& file) {
  return presets_from_text(read_file(file), processor_catalog(), file.string());
}

void write_preset_file(const fs::path& file, std::span<const Preset> presets) {
  const ParamCatalog& catalog = processor_catalog();
  write_file_atomically(file, presets.size() == 1 ? preset_to_text(presets.front(), catalog) : presets_to_text(presets, catalog));
}

fs::path write_new_preset_file(const fs::path& folder, const Preset& preset) {
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed) throw Error(folder.string(), failed.message(), "check its permissions");
  const ReservedName name(folder, preset.name, kSuffix);
  write_preset_file(name.path(), {&preset, 1});
  return name.path();
}

void change_preset_file(const fs::path& file, std::string_view name, std::string_view kind, const Preset* with) {
  std::vector<Preset> presets = read_preset_file(file);
  const auto place = std::ranges::find_if(presets, [&](const Preset& preset) { return same_name_and_kind(preset, name, kind); });
  if (with && place != presets.end())
    *place = *with;
  else if (with)
    presets.push_back(*with);
  else if (place != presets.end())
    presets.erase(place);
  if (!presets.empty()) return write_preset_file(file, presets);
  std::error_code failed;
  fs::remove(file, failed);
  if (failed) throw Error(file.string(), failed.message(), "check its permissions");
}

}  // namespace sweetspot
