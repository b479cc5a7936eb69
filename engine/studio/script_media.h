// The recordings that a script of edits names, brought into the song's folder.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <vector>

#include "engine/session/session.h"
#include "engine/studio/song_folder.h"

namespace sweetspot {

// Imports files while a script runs, and removes them again unless keep() says that the script was applied. [main]
class ScriptMedia {
 public:
  // Relative names are looked up from `base`.
  ScriptMedia(const OpenSong& song, std::filesystem::path base);
  ~ScriptMedia();
  ScriptMedia(const ScriptMedia&) = delete;
  ScriptMedia& operator=(const ScriptMedia&) = delete;

  // For run_script. Throws what import_audio throws, and Error when a file would be split into several tracks.
  std::function<Media(const std::filesystem::path&)> importer();

  // The script was applied: the files stay.
  void keep() { kept_ = true; }

 private:
  Media bring(const std::filesystem::path& file);

  std::filesystem::path folder_;
  std::filesystem::path base_;
  double rate_;
  std::map<std::filesystem::path, Media> brought_;   // by source: a file that is named twice comes once
  std::vector<std::filesystem::path> made_;
  bool kept_ = false;
};

}  // namespace sweetspot
