// Songs of a given size for the benchmarks of the window.
#pragma once

#include <filesystem>

#include "engine/session/session.h"

namespace sweetspot::bench {

// Writes recordings of `seconds` of noise bursts at 48 kHz, half of them stereo: "01 Kick.wav" and so on. Throws Error.
std::vector<std::filesystem::path> write_recordings(const std::filesystem::path& folder, int count, double seconds);

// The same song with as many tracks and regions: those it has are repeated, each region a tenth of a second to two seconds long.
SessionPtr grown(const SessionPtr& session, int tracks, int regions);

}  // namespace sweetspot::bench
