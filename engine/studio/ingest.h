// Bringing recordings into a song: files become tracks.
#pragma once

#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "engine/analysis/role_guess.h"
#include "engine/core/progress.h"
#include "engine/media/import.h"
#include "engine/session/session.h"
#include "engine/studio/report.h"

namespace sweetspot {

// A recording that was brought in and listened to, not yet a track.
struct Recording {
  ImportedAudio audio;
  std::string name;          // for people
  RoleGuess guess;
  TrackFeatures features;
};

struct Recordings {
  std::vector<Recording> recordings;
  std::vector<std::string> notes;      // "Room.wav: 6 channels were split into 3 stereo tracks"
  std::vector<std::string> failures;   // a sentence a file that could not be brought in
};

// The slow half: copies the files (folders standing for the audio files in them) into a song's folder at its rate, and listens
// to them. A file that cannot be read is reported and the others are brought in. Throws Error when none can, Cancelled when
// asked to stop; then files already copied by this call are removed. Any thread but the audio thread; uses all cores.
Recordings bring_in(std::span<const std::filesystem::path> paths, const std::filesystem::path& folder, double rate, bool link,
                    const Progress& progress);

// Takes the copies of recordings that became no tracks out of the song's folder again.
void remove_copies(std::span<const Recording> recordings, const std::filesystem::path& folder);

struct Ingested {
  SessionPtr session;
  ImportReport report;
};

// The other half: a track a recording, named, with a role and its colour. With `balance` all tracks of the song that were added
// here are routed to role buses and set to a starting balance, which is measured by rendering; then it takes a while. Any
// thread but the audio thread.
Ingested add_recordings(const SessionPtr& session, const std::filesystem::path& folder, const Recordings& recordings, bool balance,
                        const Progress& progress);

}  // namespace sweetspot
