// The demo song, settled by the real engine.
#pragma once

#include <filesystem>

#include "engine/core/progress.h"

namespace sweetspot {

// Writes the demo song into a folder that is new or empty, its balance measured by rendering. Throws Error, Cancelled; then
// nothing of it is left. Off the audio thread.
void make_demo_song(const std::filesystem::path& folder, const Progress& progress);

}  // namespace sweetspot
