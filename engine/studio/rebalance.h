// The starting balance on tracks that are in the song already.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "engine/core/progress.h"
#include "engine/session/session.h"

namespace sweetspot {

struct Rebalanced {
  SessionPtr session;                     // one edit
  std::string step;                       // for the undo list: "Starting balance of 4 tracks"
  std::vector<std::string> explanations;  // sentences: what was done and why
};

// Listens to the tracks after their devices and gives them the starting balance of balance.h by their roles: role buses where they go to
// the mix as yet, low cuts where there is no equalizer, pans, faders. Of some of the song's tracks the group stays as loud as it was, so
// that the others keep their place beside it; of all of them the mix goes to kMixLufs, as in a new song. No tracks given: all. Throws Error
// when one is no track, Cancelled. Any thread but the audio thread.
Rebalanced rebalance(const SessionPtr& session, const std::filesystem::path& folder, std::span<const StripId> tracks,
                     const Progress& progress);

}  // namespace sweetspot
