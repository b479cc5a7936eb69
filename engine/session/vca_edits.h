// Edits of VCAs. Level, mute, solo, name and colour of a VCA are edited as those of any strip (strip_edits.h), and it is removed as
// any strip is (track_edits.h). Otherwise as strip_edits.h.
#pragma once

#include <span>

#include "engine/session/added.h"

namespace sweetspot::edit {

// A new VCA over the members. A name that is taken gets a number.
Added<StripId> add_vca(const SessionPtr& session, std::string_view name, std::span<const StripId> members = {});

// Puts a track, a bus or another VCA under a VCA, or takes it away. The mix and the master throw Error (nothing but the master's own fader
// stands over them), and so does a VCA that would come under itself.
SessionPtr join_vca(const SessionPtr& session, StripId vca, StripId member);
SessionPtr leave_vca(const SessionPtr& session, StripId vca, StripId member);

// The name itself, or with the first free number behind it.
std::string free_vca_name(const Session& session, std::string_view wanted);

}  // namespace sweetspot::edit
