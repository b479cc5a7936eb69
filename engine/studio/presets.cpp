#include "engine/studio/presets.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/core/atomic_file.h"
#include "engine/core/error.h"
#include "engine/core/text.h"
#include "engine/core/user_folders.h"
#include "engine/processors/registry.h"
#include "engine/session/factory_presets.h"
#include "engine/session/strip_edits.h"
#include "engine/studio/preset_files.h"

namespace fs = std::filesystem;

namespace sweetspot {
namespace {

// So many names are told rather than where to find them.
constexpr std::size_t kFewNames = 12;

bool fits(const ShelvedPreset& shelved, const PresetQuery& query) {
  if (!query.kind.empty() && preset_kind(shelved.preset) != query.kind) return false;
  if (!query.roles.empty() && std::ranges::find(query.roles, shelved.preset.role) == query.roles.end()) return false;
  return !query.source || *query.source == shelved.source;
}

// The wanted roles' order, then the order of the shelf.
void order_by_roles(std::vector<const ShelvedPreset*>& found, const std::vector<std::string_view>& roles) {
  if (roles.size() < 2) return;
  std::ranges::stable_sort(found, {}, [&](const ShelvedPreset* shelved) {
    return std::make_pair(shelved->source, std::ranges::find(roles, shelved->preset.role) - roles.begin());
  });
}

bool same_preset(const Preset& a, const Preset& b) { return same_name_and_kind(a, b.name, preset_kind(b)); }

std::string free_name(const std::vector<ShelvedPreset>& presets, const Preset& preset) {
  Preset candidate = preset;
  for (int number = 2;; ++number) {
    candidate.name = fmt::format("{} {}", preset.name, number);
    if (std::ranges::none_of(presets, [&](const ShelvedPreset& other) { return same_preset(other.preset, candidate); }))
      return candidate.name;
  }
}

std::string_view owner_words(PresetSource source) {
  switch (source) {
    case PresetSource::song:
      return "the song's presets";
    case PresetSource::user:
      return "your own";
    case PresetSource::factory:
      return "the program's presets";
  }
  return "";
}

}  // namespace

std::string_view source_key(PresetSource source) {
  switch (source) {
    case PresetSource::song:
      return "song";
    case PresetSource::user:
      return "user";
    case PresetSource::factory:
      return "factory";
  }
  return "";
}

fs::path user_preset_folder() {
  const fs::path folder = user_config_folder();
  return folder.empty() ? folder : folder / "presets";
}

fs::path song_preset_folder(const fs::path& song) { return song / "presets"; }

std::span<const ShelvedPreset> factory_presets() {
  static const std::vector<ShelvedPreset> presets = [] {
    std::vector<ShelvedPreset> all;
    for (Preset& preset : read_factory_presets(processor_catalog())) all.push_back({std::move(preset), PresetSource::factory, {}});
    return all;
  }();
  return presets;
}

PresetShelf::PresetShelf(const fs::path& song) : PresetShelf(user_preset_folder(), song.empty() ? song : song_preset_folder(song)) {}

PresetShelf::PresetShelf(fs::path user_folder, fs::path song_folder) {
  user_.folder = std::move(user_folder);
  song_.folder = std::move(song_folder);
  read(song_, PresetSource::song);
  read(user_, PresetSource::user);
}

void PresetShelf::read(Shelf& shelf, PresetSource source) {
  for (const fs::path& file : preset_files_in(shelf.folder)) {
    try {
      for (Preset& preset : read_preset_file(file)) shelf.presets.push_back({std::move(preset), source, file});
    } catch (const Error& error) {
      problems_.emplace_back(error.what());
    }
  }
  std::ranges::stable_sort(shelf.presets, {}, [](const ShelvedPreset& shelved) { return lower_case(shelved.preset.name); });
}

std::vector<const ShelvedPreset*> PresetShelf::list(const PresetQuery& query) const {
  std::vector<const ShelvedPreset*> found;
  const auto add = [&](std::span<const ShelvedPreset> presets) {
    for (const ShelvedPreset& shelved : presets)
      if (fits(shelved, query)) found.push_back(&shelved);
  };
  add(song_.presets);
  add(user_.presets);
  add(factory_presets());
  order_by_roles(found, query.roles);
  return found;
}

const ShelvedPreset& PresetShelf::find(std::string_view name, const PresetQuery& query) const {
  const auto named = [name](const ShelvedPreset* shelved) { return lower_case(shelved->preset.name) == lower_case(trimmed(name)); };
  const auto wanted = list(query);
  if (const auto found = std::ranges::find_if(wanted, named); found != wanted.end()) return **found;
  if (query.source) {
    const auto elsewhere = list({.kind = query.kind, .roles = query.roles});
    if (const auto other = std::ranges::find_if(elsewhere, named); other != elsewhere.end())
      throw Error((*other)->preset.name,
                  fmt::format("it is one of {}, not of {}", owner_words((*other)->source), owner_words(*query.source)), "choose another");
  }
  const auto all = list();
  if (const auto other = std::ranges::find_if(all, named); other != all.end())
    throw Error(
        (*other)->preset.name,
        fmt::format("it is a preset of another kind: {}, for {}", preset_kind((*other)->preset), preset_role_label((*other)->preset.role)),
        "choose one of the right kind");
  std::vector<std::string> names;
  for (const ShelvedPreset* shelved : wanted) names.push_back(shelved->preset.name);
  const auto near = near_words(name, names);
  const bool few = !names.empty() && names.size() <= kFewNames;
  throw Error(std::string(name), "there is no such preset",
              !near.empty() ? "try " + joined_with_or(near)
              : few         ? "try " + joined_with_or(names)
                            : "see sweetspot-cli presets");
}

const ShelvedPreset* PresetShelf::matching(const Device& device) const {
  const auto candidates = list({.kind = device.type});
  const auto found = std::ranges::find_if(candidates, [&](const ShelvedPreset* shelved) {
    return same_settings(device, shelved->preset.devices.front(), processor_catalog());
  });
  return found == candidates.end() ? nullptr : *found;
}

PresetShelf::Shelf& PresetShelf::writable(PresetSource where) {
  if (where == PresetSource::factory) throw Error("the program's own presets", "they cannot be changed", "save under your own presets");
  Shelf& shelf = where == PresetSource::song ? song_ : user_;
  if (!shelf.folder.empty()) return shelf;
  if (where == PresetSource::song) throw Error("the song's presets", "no song is open", "open one or save among your own");
  throw Error("your presets", "there is no home folder to keep them in", "set HOME or XDG_CONFIG_HOME");
}

const ShelvedPreset& PresetShelf::put(Shelf& shelf, ShelvedPreset shelved) {
  std::erase_if(shelf.presets,
                [&](const ShelvedPreset& other) { return other.file == shelved.file && same_preset(other.preset, shelved.preset); });
  const auto after = std::ranges::upper_bound(shelf.presets, lower_case(shelved.preset.name), {},
                                              [](const ShelvedPreset& other) { return lower_case(other.preset.name); });
  return *shelf.presets.insert(after, std::move(shelved));
}

const ShelvedPreset& PresetShelf::save(Preset preset, PresetSource where, bool replace) {
  Shelf& shelf = writable(where);
  preset.name = edit::checked_name(preset.name);
  if (preset.devices.empty()) throw Error(preset.name, "there are no settings to keep", "insert a processor first");
  const auto before = std::ranges::find_if(shelf.presets, [&](const ShelvedPreset& other) { return same_preset(other.preset, preset); });
  if (before == shelf.presets.end()) {
    const fs::path file = write_new_preset_file(shelf.folder, preset);
    return put(shelf, {std::move(preset), where, file});
  }
  if (!replace) throw Error(preset.name, "there is a preset of that name already", "choose another name or replace it");
  const fs::path file = before->file;
  change_preset_file(file, preset.name, preset_kind(preset), &preset);
  return put(shelf, {std::move(preset), where, file});
}

void PresetShelf::remove(const ShelvedPreset& shelved) {
  Shelf& shelf = writable(shelved.source);
  const auto place = std::ranges::find_if(shelf.presets, [&](const ShelvedPreset& other) { return &other == &shelved; });
  if (place == shelf.presets.end()) throw Error(shelved.preset.name, "it is no longer there", "choose another");
  change_preset_file(shelved.file, shelved.preset.name, preset_kind(shelved.preset), nullptr);
  shelf.presets.erase(place);
}

PresetImport PresetShelf::import_from(const fs::path& path, PresetSource where, bool replace) {
  Shelf& shelf = writable(where);
  PresetImport result;
  bool any = false;
  for (const fs::path& file : preset_files_at(path)) {
    try {
      for (Preset& preset : read_preset_file(file)) {
        any = true;
        const auto there =
            std::ranges::find_if(shelf.presets, [&](const ShelvedPreset& other) { return same_preset(other.preset, preset); });
        if (there != shelf.presets.end()) {
          if (same_text(there->preset, preset)) {
            ++result.already;
            continue;
          }
          if (!replace) preset.name = free_name(shelf.presets, preset);
        }
        result.names.push_back(save(std::move(preset), where, replace).preset.name);
      }
    } catch (const Error& error) {
      result.failures.emplace_back(error.what());
    }
  }
  if (!any && result.failures.size() == 1) throw Error(path.string(), "no preset could be read: " + result.failures.front(), "");
  if (!any) throw Error(path.string(), "there are no presets in it", "give a .json file or a folder of them");
  return result;
}

void PresetShelf::export_to(std::span<const ShelvedPreset* const> presets, const fs::path& path) {
  if (lower_case(path.extension().string()) == ".json") {
    std::vector<Preset> all;
    for (const ShelvedPreset* shelved : presets) all.push_back(shelved->preset);
    write_preset_file(path, all);
    return;
  }
  PresetShelf folder(path, {});
  std::vector<ShelvedPreset> written;
  for (const ShelvedPreset* shelved : presets) {
    Preset preset = shelved->preset;
    if (std::ranges::any_of(written, [&](const ShelvedPreset& other) { return same_preset(other.preset, preset); }))
      preset.name = free_name(written, preset);
    written.push_back({preset, PresetSource::user, {}});
    folder.save(std::move(preset), PresetSource::user, true);
  }
}

}  // namespace sweetspot
