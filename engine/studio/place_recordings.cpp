#include "engine/studio/place_recordings.h"

#include "engine/core/error.h"
#include "engine/media/audio_file.h"
#include "engine/session/region_edits.h"
#include "engine/session/track_edits.h"

namespace sweetspot {

Ingested place_recordings(const SessionPtr& session, const std::filesystem::path& folder, const Recordings& recordings,
                          std::span<const StripId> tracks, Frames at) {
  Ingested result = add_recordings(session, folder, recordings, false, {});
  for (std::size_t i = 0; i < result.report.tracks.size(); ++i) {
    StripId& track = result.report.tracks[i];
    const RegionId region = find_track(*result.session, track)->regions.front().id;
    const bool there = i < tracks.size() && find_track(*result.session, tracks[i]);
    result.session = edit::move_region(result.session, region, at, there ? tracks[i] : StripId{});
    if (!there) continue;
    result.session = edit::remove_strip(result.session, track);
    track = tracks[i];
  }
  return result;
}

std::vector<double> file_seconds(std::span<const std::filesystem::path> files) {
  std::vector<double> seconds;
  for (const auto& file : files) {
    double length = 0.0;
    try {
      const AudioInfo info = AudioReader(file).info();
      length = info.rate > 0.0 ? static_cast<double>(info.frames) / info.rate : 0.0;
    } catch (const Error&) {
      // Said when the file is imported.
    }
    seconds.push_back(length);
  }
  return seconds;
}

}  // namespace sweetspot
