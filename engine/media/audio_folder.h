// Audio files in folders.
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

namespace sweetspot {

// Whether a suffix is that of an audio file that can be read. Any thread.
bool is_audio_suffix(const std::filesystem::path& path);

// Order of names as people count: "Take 2" before "Take 10", without regard to the case of letters. Any thread.
bool natural_less(std::string_view a, std::string_view b);

// The audio files of a folder, in natural order; of its sub-folders, too, when asked (a folder's own files first). Hidden
// files and what other systems leave beside files ("._Kick.wav") are passed over. Throws Error when the folder cannot be
// read; a sub-folder that cannot be read throws, too. Any thread.
std::vector<std::filesystem::path> list_audio_files(const std::filesystem::path& folder, bool with_subfolders = false);

}  // namespace sweetspot
