// The files of a shelf of presets. For presets.cpp alone. [main]
#pragma once

#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

#include "engine/session/preset.h"

namespace sweetspot {

// Names are told apart without regard to case, and only within a kind.
bool same_name_and_kind(const Preset& preset, std::string_view name, std::string_view kind);

// Whether two presets say the same, word for word.
bool same_text(const Preset& a, const Preset& b);

// *.json in a folder and in its folders, by path; hidden ones are none. Empty when there is no such folder.
std::vector<std::filesystem::path> preset_files_in(const std::filesystem::path& folder);

// The file itself, or those in a folder. Throws Error when there is neither.
std::vector<std::filesystem::path> preset_files_at(const std::filesystem::path& path);

// All presets of a file. Throws Error.
std::vector<Preset> read_preset_file(const std::filesystem::path& file);

// A file with these alone; one preset or a list. Throws Error.
void write_preset_file(const std::filesystem::path& file, std::span<const Preset> presets);

// A new file named after the preset in a folder that is made where missing. Throws Error.
std::filesystem::path write_new_preset_file(const std::filesystem::path& folder, const Preset& preset);

// Puts another in place of the preset of that name and kind, or takes it out when that is null. Reads the file again, so that what
// another program has changed there is kept. Throws Error when the file can no longer be read, and leaves it.
void change_preset_file(const std::filesystem::path& file, std::string_view name, std::string_view kind, const Preset* with);

}  // namespace sweetspot
