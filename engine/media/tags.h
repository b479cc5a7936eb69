// Titles and names inside audio files.
#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace sweetspot {

// Keys are lower case: "title", "artist", "album", "date", "genre", "tracknumber", "isrc", "comment", or any other word.
using AudioTags = std::map<std::string, std::string>;

// The tags of a file, empty when it has none or its format cannot hold any. Any thread, not the audio thread.
AudioTags read_tags(const std::filesystem::path& path);

// Adds tags to a finished WAV, AIFF, FLAC, Ogg Vorbis, Opus or MP3 file. Says whether the format could hold them. The sound
// is not touched. Any thread, not the audio thread.
bool write_tags(const std::filesystem::path& path, const AudioTags& tags);

}  // namespace sweetspot
