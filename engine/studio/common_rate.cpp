#include "engine/studio/common_rate.h"

#include <map>

#include "engine/core/error.h"
#include "engine/media/audio_file.h"
#include "engine/media/audio_folder.h"

namespace sweetspot {
namespace {

// Below this a song would lose what its better recordings have.
constexpr double kLowestSongRate = 44100.0;

void count(const std::filesystem::path& file, std::map<double, int>& counts) {
  try {
    ++counts[AudioReader(file).info().rate];
  } catch (const Error&) {
    // Said when the file is imported.
  }
}

}  // namespace

double common_rate(std::span<const std::filesystem::path> paths) {
  std::map<double, int> counts;
  for (const auto& path : paths) {
    std::error_code ignored;
    if (!std::filesystem::is_directory(path, ignored)) count(path, counts);
    else
      try {
        for (const auto& file : list_audio_files(path)) count(file, counts);
      } catch (const Error&) {
        // Likewise.
      }
  }
  double best = 48000.0;
  int most = 0;
  for (const auto& [rate, files] : counts)
    if (rate >= kLowestSongRate && files >= most) {
      most = files;
      best = rate;
    }
  return best;
}

}  // namespace sweetspot
