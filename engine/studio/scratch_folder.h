// Where songs live that were not saved yet.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace sweetspot {

// A new empty folder for an unsaved song, below $XDG_STATE_HOME (else ~/.local/state, else the system's temporary folder).
// Throws Error. [main]
std::filesystem::path make_scratch_folder(const std::string& name);

// Removes one, if it is a scratch folder. [main]
void remove_scratch_folder(const std::filesystem::path& folder);

// Scratch folders that hold a song and belong to no running program, newest first.
std::vector<std::filesystem::path> abandoned_scratch_folders();

}  // namespace sweetspot
