// Rendering a song to files, for those who see only the studio.
#pragma once

#include <filesystem>
#include <string>

#include "engine/core/progress.h"
#include "engine/delivery/render.h"
#include "engine/studio/song_folder.h"

namespace sweetspot {

// Renders and keeps the figures as the song's last render (last_render.h). Throws Error, Cancelled. Not for the audio thread.
RenderReport render_song(const SessionPtr& session, const std::filesystem::path& folder, const RenderOptions& options, const Progress& progress);

// The session of a saved mix version, or the session itself for "". Throws Error naming the versions there are. Any thread.
SessionPtr version_of(const SessionPtr& session, const std::string& name);

}  // namespace sweetspot
