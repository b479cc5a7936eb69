// What is wrong with a song.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/core/progress.h"
#include "engine/session/session.h"

namespace sweetspot {

struct Finding {
  std::string id;             // stays the same for ever: "missing", "cut_off", "unused", "clips", "unknown_device", "left_on", or a sin's
  std::string text;           // a sentence
  bool needs_a_hand = true;   // false: good to know
};

// Missing, cut off and unused recordings, devices that this version does not know, parameters for listening that were left on, sins in the master stage, and clips in what the master
// gives, which is rendered for it. Throws Error, Cancelled. Not for the audio thread.
std::vector<Finding> check_song(const SessionPtr& session, const std::filesystem::path& folder, const Progress& progress);

}  // namespace sweetspot
