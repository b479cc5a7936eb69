// Bringing recordings into a song: files become tracks.
#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "engine/core/progress.h"
#include "engine/session/session.h"
#include "engine/studio/report.h"

namespace sweetspot {

struct IngestOptions {
  bool link = false;      // leave the files where they are
  bool balance = true;    // give the new tracks a starting balance
};

struct Ingested {
  SessionPtr session;
  ImportReport report;
};

// Adds a track a file: copied into `folder`, named, given a role, coloured, and with `balance` routed and set to a starting
// balance with the rest of the song as it is. Folders among the paths stand for the audio files in them. A file that cannot be
// read is reported and the others are brought in; throws Error when none can, Cancelled when asked to stop (files already
// copied by this call are removed then). Any thread but the audio thread.
Ingested ingest(const SessionPtr& session, const std::filesystem::path& folder, std::span<const std::filesystem::path> paths,
                const IngestOptions& options, const Progress& progress);

}  // namespace sweetspot
