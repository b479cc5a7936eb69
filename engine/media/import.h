// Bringing recordings into a session's folder.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/progress.h"
#include "engine/core/units.h"

namespace sweetspot {

// A recording as the session will name it.
struct ImportedAudio {
  std::string path;        // below the session folder, "audio/Kick.wav"; absolute when linked
  std::string name;        // for the track: the file's name without suffix, and " 1", " 2", ... when it was split
  std::string original;    // absolute path of the source
  std::string hash;        // of the content of the file at `path`
  bool linked = false;
  int channels = 1;        // 1 or 2
  double rate = 48000.0;
  Frames frames = 0;
  Frames time_stamp = 0;   // BWF time reference at `rate`; 0 when there is none
  std::optional<Frames> cut_off;   // where the sound ends before the source says it does, at `rate`; none for a whole source
  std::vector<std::string> warnings;   // what the user should know, in whole sentences; on the first of a split file
};

// Copies an audio file into `session_folder`/audio under a name that is free there, so that nothing of it is lost:
//  - a whole WAV or RF64 file of one or two channels at the session's rate: byte for byte (shared blocks where the disk can);
//  - lossless files at that rate: WAV with 16, 24 or 32 bits or float; others float;
//  - at another rate: converted (see resample.h), float;
//  - more than two channels: a stereo file a pair when they are even, else a mono file a channel, with a warning.
// With `link` the file stays where it is if its rate and channels allow it, and is copied with a warning if they do not.
// Throws Error (the source's or the disk's) or Cancelled; then no file is left. Any thread; several at a time may import.
std::vector<ImportedAudio> import_audio(const std::filesystem::path& source, const std::filesystem::path& session_folder, double session_rate,
                                        bool link, const Progress& progress);

}  // namespace sweetspot
