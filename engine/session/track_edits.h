// Edits of the list of tracks and buses. Otherwise as strip_edits.h.
#pragma once

#include "engine/session/added.h"

namespace sweetspot::edit {

// A new track at the end of the desk, its output the mix. A name that is taken gets a number. `channels` is 1 or 2.
Added<StripId> add_track(const SessionPtr& session, std::string_view name, int channels = 1, Role role = Role::unknown);
Added<StripId> add_bus(const SessionPtr& session, std::string_view name, RoleGroup group = RoleGroup::none);

// A copy behind the original, with devices, sends, regions and automation of its own.
Added<StripId> duplicate_track(const SessionPtr& session, StripId track);

// Removes a track or a bus with all it holds. What went to a removed bus goes where the bus went; sends to it and
// side-chains from it are removed. Recordings stay in the session. A VCA is removed likewise; its members keep their own levels.
SessionPtr remove_strip(const SessionPtr& session, StripId strip);

// Moves a track among the tracks, or a bus among the buses, to a position from 0 (held inside the list).
SessionPtr move_strip(const SessionPtr& session, StripId strip, std::size_t position);

SessionPtr set_role(const SessionPtr& session, StripId track, Role role);
SessionPtr set_channels(const SessionPtr& session, StripId track, int channels);   // 1 or 2; otherwise Error

// The bus of a role group, or null. Any thread.
const Bus* bus_of_group(const Session& session, RoleGroup group);

}  // namespace sweetspot::edit
