// Recordings that were dropped at a place of the timeline.
#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "engine/studio/ingest.h"

namespace sweetspot {

// As add_recordings without a balance, but all recordings begin at `at`, one beneath the other: the first on the first of `tracks` and so
// on, and what is left over, or finds its track gone, on new tracks. The report names the tracks that hold them, those that were there,
// too. Any thread but the audio thread.
Ingested place_recordings(const SessionPtr& session, const std::filesystem::path& folder, const Recordings& recordings,
                          std::span<const StripId> tracks, Frames at);

// How long audio files last, in seconds, by their headers; 0 for what is no audio file. Any thread but the audio thread.
std::vector<double> file_seconds(std::span<const std::filesystem::path> files);

}  // namespace sweetspot
