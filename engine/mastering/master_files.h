// Mastering of finished mixes: files in, files out.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/analysis/loudness.h"
#include "engine/core/progress.h"
#include "engine/mastering/album.h"
#include "engine/mastering/chain.h"

namespace sweetspot {

// Where a master is written; it appears under its name when finish() returns, whole or not at all.
class MasterOutput {
 public:
  virtual ~MasterOutput() = default;
  virtual void write(const float* const* audio, int frames) = 0;
  virtual void finish() = 0;
};

// Opens an output. Throws Error.
using OpenMasterOutput = std::function<std::unique_ptr<MasterOutput>(const std::filesystem::path& path, double rate, int channels)>;

struct MasterOptions {
  Preset preset = find_master_preset("Transparent");  // gets a limiter when it has none
  std::optional<double> integrated_lufs = {};  // by default that of the reference, or -14
  double ceiling_dbtp = -1.0;
  std::optional<std::filesystem::path> reference = {};  // a finished master whose tonal balance and loudness to come near
  AlbumBalance balance = AlbumBalance::balanced;        // of several files
  double gap_seconds = 2.0;                             // of several files in one
  OpenMasterOutput open = {};                           // empty: 24-bit (or the format's own) files, rounded without dither
};

struct MasteredFile {
  std::filesystem::path source;
  std::filesystem::path path;  // the file that holds it
  double start = 0.0;          // seconds into that file
  LoudnessFigures before;
  LoudnessFigures after;
  double most_limiting_db = 0.0;
  std::string note;  // why the loudness is not the one asked for; empty when it is
};

// Masters mixes (mono or stereo) in their order. `out` is a file for one mix, a folder ("01 Name.wav", ...; made when it is
// missing) for several, or a file for several, which are then joined with gaps. The lengths of the songs stay. Throws Error and
// leaves what was there when something is wrong; throws Cancelled.
std::vector<MasteredFile> master_files(std::span<const std::filesystem::path> inputs, const std::filesystem::path& out,
                                       const MasterOptions& options, const Progress& progress);

}  // namespace sweetspot
