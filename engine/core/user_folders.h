// Where a user's own files live. What differs from system to system is here alone.
#pragma once

#include <filesystem>

namespace sweetspot {

// What a person has made for all songs: $XDG_CONFIG_HOME/sweetspot, else ~/.config/sweetspot (XDG Base Directory Specification 0.8,
// which lets a variable count only when it holds an absolute path). Empty when there is no home. Makes nothing. Any thread.
std::filesystem::path user_config_folder();

// What outlives a run and is no wish of a person: $XDG_STATE_HOME/sweetspot, else ~/.local/state/sweetspot. Otherwise the same.
std::filesystem::path user_state_folder();

}  // namespace sweetspot
