// The reference of a mix: finished music on a track of its own, to listen to and not to mix.
#pragma once

#include <vector>

#include "engine/session/session.h"

namespace sweetspot {

// The song with its mix references alone to be heard, as they were recorded: all else is muted, and nothing of the mix, the master or their
// own strips changes them. For listening beside the song, never to be kept. Null when no track with that role has a clip. Any thread.
SessionPtr reference_alone(const SessionPtr& session);

namespace edit {

// Makes tracks references: their role, muted in the mix, straight to the mix bus without devices or sends. Ids that are no tracks throw
// Error.
SessionPtr make_references(const SessionPtr& session, const std::vector<StripId>& tracks);

}  // namespace edit
}  // namespace sweetspot
