// Edits of a strip of any kind: level, place, mute, solo, name. Each gives a new session and leaves the old one as it is.
//
// A VCA has level, mute, solo, name and colour; what else there is throws Error for it.
//
// All edits: any thread; the same session comes back when nothing changes; values are held to their range (strip_params.h);
// an id that is not there throws Error.
#pragma once

#include <string>
#include <string_view>

#include "engine/session/session.h"

namespace sweetspot::edit {

SessionPtr set_gain(const SessionPtr& session, StripId strip, double db);       // kSilenceDb to +6 dB
SessionPtr set_pan(const SessionPtr& session, StripId strip, double pan);       // -1 to 1
SessionPtr set_width(const SessionPtr& session, StripId strip, double width);   // 0 to 2
SessionPtr set_pan_law(const SessionPtr& session, StripId strip, PanLaw law);
SessionPtr set_trim(const SessionPtr& session, StripId strip, double db);       // -24 to +24 dB
SessionPtr set_inverted(const SessionPtr& session, StripId strip, bool inverted);
SessionPtr set_muted(const SessionPtr& session, StripId strip, bool muted);

// Solo is for tracks and buses; the mix and the master throw Error.
SessionPtr set_soloed(const SessionPtr& session, StripId strip, bool soloed);
SessionPtr set_solo_safe(const SessionPtr& session, StripId strip, bool safe);
SessionPtr clear_solos(const SessionPtr& session);

// "#RRGGBB", or empty for the colour of the role. Anything else throws Error.
SessionPtr set_colour(const SessionPtr& session, StripId strip, std::string_view colour);

std::string checked_colour(std::string_view colour);

// A name is trimmed; tracks have different names among themselves, and so have buses and VCAs. An empty name, one with control
// characters or one that is taken throws Error, and so does renaming the mix or the master.
SessionPtr rename_strip(const SessionPtr& session, StripId strip, std::string_view name);

// Sets an entry of strip_table() by its key; an unknown key throws Error with the near ones.
SessionPtr set_strip_value(const SessionPtr& session, StripId strip, std::string_view key, double value);

// The value of such an entry. Any thread.
double strip_value(const Strip& strip, std::string_view key);

// The name itself, or with the first free number behind it ("Kick 2") when a track (a bus) has it already.
std::string free_track_name(const Session& session, std::string_view wanted);
std::string free_bus_name(const Session& session, std::string_view wanted);

// The name, trimmed; throws Error when it is none.
std::string checked_name(std::string_view name);

}  // namespace sweetspot::edit
