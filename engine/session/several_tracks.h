// Edits of several tracks at once: their order on the desk, and which of them are out of sight. Otherwise as strip_edits.h.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/session/session.h"

namespace sweetspot::edit {

// Brings the tracks together, in the order they have, beside another track: behind it, or before it. The track beside which they go may be
// one of them. Ids that are not there are passed over; when none is there, nothing changes.
SessionPtr move_tracks(const SessionPtr& session, std::span<const StripId> tracks, StripId beside, bool behind);

// Takes tracks out of sight; they are heard all the same. They become members of a hidden group of their own, so that the desk hides them,
// too, and the file keeps it. Tracks that are hidden already are passed over.
SessionPtr hide_tracks(const SessionPtr& session, std::span<const StripId> tracks);

// Brings tracks back. A track that was hidden by itself leaves its hidden group; a group that was hidden as a whole is shown as a whole.
SessionPtr show_tracks(const SessionPtr& session, std::span<const StripId> tracks);

}  // namespace sweetspot::edit

namespace sweetspot {

// The name of the group that hide_tracks makes; a number follows when another group has it.
inline constexpr const char* kHiddenGroupName = "Hidden tracks";

// The tracks that groups hide, in the order of the desk. Any thread.
std::vector<StripId> hidden_tracks(const Session& session);

}  // namespace sweetspot
