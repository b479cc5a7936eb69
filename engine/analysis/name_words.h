// Names of files, cut into words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sweetspot {

// The words of a name as they are written: cut at anything that is no letter or digit, between letters and digits, and where a
// capital follows a small letter ("01_KickIn.wav" gives "01", "Kick", "In"). Folders and the suffix of audio files are left
// out. Letters beyond ASCII stay within words. Any thread.
std::vector<std::string> words_of_name(std::string_view name);

// Names for people, one a file: without numbers in front, words that begin or end all the names (the song, the band), take and
// bounce clutter; with capitals; no two alike. "01 Kick.wav" gives "Kick", "vox-lead" gives "Vox Lead".
std::vector<std::string> display_names(const std::vector<std::string>& file_names);

// The same for one file alone, as when a single track is added.
std::string display_name(std::string_view file_name);

}  // namespace sweetspot
