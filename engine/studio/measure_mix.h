// Loudness of a session's mix bus, and of its master.
#pragma once

#include <filesystem>

#include "engine/analysis/loudness.h"
#include "engine/core/progress.h"
#include "engine/session/session.h"

namespace sweetspot {

// Renders the stereo mix before mastering, in memory, and measures it. Throws Error, Cancelled. Any thread but the audio thread.
LoudnessFigures measure_mix(const SessionPtr& session, const std::filesystem::path& folder, const Progress& progress);

// The same of what the master gives.
LoudnessFigures measure_master(const SessionPtr& session, const std::filesystem::path& folder, const Progress& progress);

}  // namespace sweetspot
