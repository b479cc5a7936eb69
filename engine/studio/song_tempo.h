// The tempo of a song, found from its recordings.
#pragma once

#include <filesystem>
#include <string>

#include "engine/core/progress.h"
#include "engine/session/session.h"

namespace sweetspot {

struct SongTempo {
  double bpm = 0.0;             // 0 when no steady one was found; a hundredth exact, whole where it is as good as whole
  Frames bar_1 = 0;             // where the first bar begins, of four beats
  double confidence = 0.0;      // 0 to 1
  double bar_confidence = 0.0;  // that bar 1 begins there and not a beat or more later
  std::string why;              // a sentence: what was heard
};

// Listens to all tracks that are not muted, as they were recorded and lie on the timeline. Throws Error when nothing sounds, Cancelled. Any
// thread but the audio thread.
SongTempo find_song_tempo(const Session& session, const std::filesystem::path& folder, const Progress& progress = {});

// The session with it: tempo and the start of bar 1; the beats of a bar stay as they were set. Throws Error when none was found. Any thread.
SessionPtr with_tempo(const SessionPtr& session, const SongTempo& tempo);

}  // namespace sweetspot
