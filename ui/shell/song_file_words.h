// Paths and sentences that those who open, save and import share. Pure.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <QString>

#include "engine/session/missing_media.h"
#include "ui/store/track_look.h"

namespace sweetspot::ui {

namespace fs = std::filesystem;

inline constexpr const char* kFolderKey = "last_folder";  // of the settings
inline constexpr const char* kAudioFilter =
    "Recordings (*.wav *.wave *.bwf *.rf64 *.w64 *.aif *.aiff *.caf *.flac *.ogg *.oga *.opus *.mp3);;All files (*)";

inline fs::path path_of(const QString& text) { return fs::path(text.toStdString()); }
inline QString text_of(const fs::path& path) { return words(path.string()); }

// "1 clip", "3 clips".
inline QString plural(std::size_t count, const char* one, const char* many) { return QString("%1 %2").arg(count).arg(count == 1 ? one : many); }

// Ends with one full stop, whether it came with one or not.
inline QString sentence(const std::string& text) {
  const QString all = words(text);
  return all.endsWith('.') ? all : all + ".";
}

inline std::vector<MediaId> ids_of(const std::vector<MissingMedia>& missing) {
  std::vector<MediaId> ids;
  for (const MissingMedia& media : missing) ids.push_back(media.id);
  return ids;
}

}  // namespace sweetspot::ui
