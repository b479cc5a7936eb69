// The shelf of presets: those of the program, of the user and of the song.
//
// A panel's menu reads one when it opens: list() gives its lines, edit::apply_preset (or apply_chain) makes the edit to be committed to
// the studio, save(), remove(), import_from() and export_to() the rest.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/session/preset.h"
#include "engine/session/preset_edits.h"

namespace sweetspot {

// Whose a preset is.
enum class PresetSource { song, user, factory };

// "song", "user", "factory".
std::string_view source_key(PresetSource source);

// A preset and where it stands.
struct ShelvedPreset {
  Preset preset;
  PresetSource source = PresetSource::factory;
  std::filesystem::path file;  // that holds it, maybe among others; empty for a factory preset
};

// Which presets are wanted; what is empty does not count.
struct PresetQuery {
  std::string_view kind = {};                // a processor's type, or "chain"
  std::vector<std::string_view> roles = {};  // any of these, as preset_roles_of() gives them for a strip
  std::optional<PresetSource> source = {};
};

// Where the user's presets are (presets/ in user_config_folder(); empty when there is no home), and those of a song.
std::filesystem::path user_preset_folder();
std::filesystem::path song_preset_folder(const std::filesystem::path& song);

// What an import brought.
struct PresetImport {
  std::vector<std::string> names;     // under which they stand on the shelf now
  std::vector<std::string> failures;  // a sentence for each file that was left out
  std::size_t already = 0;            // so many were there before, just as they are
};

// A user's folder is read as it is: *.json in it and in its folders, one preset or a list of them in each. A file that is broken or of
// a newer version is left out, with a sentence, and never written to. Files appear whole or not at all. What cannot be done throws
// Error and changes nothing. Pointers and references into the shelf hold until it is changed. [main]
class PresetShelf {
 public:
  // Reads the presets of the user and, unless `song` is empty, of the song in that folder.
  explicit PresetShelf(const std::filesystem::path& song = {});

  // With folders of one's choice; an empty one holds nothing and takes nothing.
  PresetShelf(std::filesystem::path user_folder, std::filesystem::path song_folder);

  // The presets that fit: the song's, then the user's (by name), then the factory's (in their order).
  std::vector<const ShelvedPreset*> list(const PresetQuery& query = {}) const;

  // The first of them with that name, whatever the case of its letters. Throws Error with the near names.
  const ShelvedPreset& find(std::string_view name, const PresetQuery& query = {}) const;

  // The first that a device sounds like; null when there is none.
  const ShelvedPreset* matching(const Device& device) const;

  // A sentence for each file that was left out.
  const std::vector<std::string>& problems() const { return problems_; }

  // Puts a preset on the user's or the song's shelf. Where one of its kind has that name already it takes its place when `replace` is
  // set; otherwise throws Error.
  const ShelvedPreset& save(Preset preset, PresetSource where, bool replace = false);

  // Takes it from its file, and the file away when nothing else is in it. Throws Error for a factory preset.
  void remove(const ShelvedPreset& shelved);

  // Takes the presets of a file, or of all .json files in a folder, onto a shelf. One that is there already is left alone; one whose
  // name is taken by another gets a number behind it, or its place when `replace` is set. Throws Error when nothing could be read.
  PresetImport import_from(const std::filesystem::path& path, PresetSource where, bool replace = false);

  // Writes presets to a file that ends in .json, as a list when there are several; or to a folder, made where missing, a file each.
  // There, a file that does not hold a preset of that name is never written over.
  static void export_to(std::span<const ShelvedPreset* const> presets, const std::filesystem::path& path);

 private:
  struct Shelf {
    std::filesystem::path folder;
    std::vector<ShelvedPreset> presets;  // by name
  };

  Shelf& writable(PresetSource where);
  void read(Shelf& shelf, PresetSource source);
  const ShelvedPreset& put(Shelf& shelf, ShelvedPreset shelved);

  Shelf song_, user_;
  std::vector<std::string> problems_;
};

// The presets of the program, read once. Any thread.
std::span<const ShelvedPreset> factory_presets();

}  // namespace sweetspot
