// Edits of groups of strips: who is in them, what they fold and hide, and what of their strips moves together. Otherwise as strip_edits.h.
#pragma once

#include <span>

#include "engine/session/added.h"

namespace sweetspot::edit {

// What of the strips of a group moves together.
enum class Link { gain, pan, mute, solo };

// A new group of tracks and buses. A name that is taken gets a number; the mix, the master and VCAs throw Error.
Added<GroupId> add_group(const SessionPtr& session, std::string_view name, std::span<const StripId> members = {});
SessionPtr remove_group(const SessionPtr& session, GroupId group);  // its strips stay
SessionPtr rename_group(const SessionPtr& session, GroupId group, std::string_view name);
SessionPtr set_group_colour(const SessionPtr& session, GroupId group, std::string_view colour);  // "#RRGGBB" or empty

SessionPtr join_group(const SessionPtr& session, GroupId group, StripId strip);
SessionPtr leave_group(const SessionPtr& session, GroupId group, StripId strip);  // a group that is left empty goes

SessionPtr set_group_folded(const SessionPtr& session, GroupId group, bool folded);
SessionPtr set_group_hidden(const SessionPtr& session, GroupId group, bool hidden);
SessionPtr show_all_groups(const SessionPtr& session);  // nothing is hidden any more
SessionPtr set_group_linked(const SessionPtr& session, GroupId group, bool linked);
SessionPtr set_group_link(const SessionPtr& session, GroupId group, Link link, bool on);

// Brings the group's tracks together where the first of them stands, in their order, and likewise its buses.
SessionPtr gather_group(const SessionPtr& session, GroupId group);

// As set_strip_value, and the strips that are linked to it go along: levels and pans by as much as this one moves, in dB and in pan; mute
// and solo to the same state. All stop where the first of them reaches the end of its range, so that they keep their distances; a fader
// that stands at silence stays there until it is moved by itself.
SessionPtr set_linked_value(const SessionPtr& session, StripId strip, std::string_view key, double value);

// The strips that go along when `key` of a strip is moved, without itself. Any thread.
std::vector<StripId> linked_strips(const Session& session, StripId strip, std::string_view key);

// The name itself, or with the first free number behind it.
std::string free_group_name(const Session& session, std::string_view wanted);

}  // namespace sweetspot::edit

namespace sweetspot {

// Whether a strip is left out of sight by a group that is folded or hidden. Any thread.
bool is_put_away(const Session& session, StripId strip);

}  // namespace sweetspot
