// Every value of a session by a path: for scripts, the command line and the names of undo targets.
//
//   track/NAME/fader/gain|pan|width|law         bus/NAME/..., mix/... and master/... likewise
//   vca/NAME/fader/gain, vca/NAME/mute|solo|name|colour
//   track/NAME/mute|solo|solo_safe|invert|trim|name|colour|role|output
//   track/NAME/N.TYPE/PARAM|bypass|mix|wet|sidechain   N from 1 in the chain; N. may be left out for the only one of its type;
//                                               "mix" is the device's dry/wet unless it has such a parameter; "wet" always is
//   track/NAME/send/BUS/gain|pan|pre|mute       send/N.BUS where several go to one bus
//   session/name, session/tempo, session/beats_a_bar, session/bar_1 (seconds), session/tag/KEY
//
// Names may hold blanks and slashes and may stand in double quotes. They are matched exactly, or else without regard to case
// when only one fits. A wrong path throws Error with the near ones. Any thread.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/params/catalog.h"
#include "engine/session/session.h"

namespace sweetspot {

// Reads the text as the value's kind asks (parse_value) and sets it. Throws Error for a wrong path or value.
SessionPtr set_path(const SessionPtr& session, std::string_view path, std::string_view text, const ParamCatalog& catalog);

// "PATH=VALUE": where several equals signs stand, the first that has a path before it parts them.
SessionPtr set_assignment(const SessionPtr& session, std::string_view assignment, const ParamCatalog& catalog);

// The value as text that set_path reads back to the same.
std::string get_path(const Session& session, std::string_view path, const ParamCatalog& catalog);

// All paths, in the order of the desk.
std::vector<std::string> list_paths(const Session& session, const ParamCatalog& catalog);

// What an automation lane of that path would move; throws Error when the path is none or cannot be automated.
std::pair<StripId, AutomationTarget> automation_target(const Session& session, std::string_view path, const ParamCatalog& catalog);

// The path of what a lane moves; empty when it is gone.
std::string target_path(const Session& session, StripId strip, const AutomationTarget& target);

// "track/NAME", "bus/NAME", "mix", "master", or a bare name that one thing bears. Throws Error with the near ones.
StripId find_owner(const Session& session, std::string_view owner);

// A bus (or the mix) by "bus/NAME", "mix" or its bare name. Throws Error with the near ones.
StripId find_destination(const Session& session, std::string_view name);

// A device by "OWNER/N.TYPE", "OWNER/TYPE" or "OWNER/N". Throws Error with the near ones.
DeviceId find_device_by_path(const Session& session, std::string_view path);

// "track/NAME", ...; empty when there is no such strip.
std::string owner_path(const Session& session, StripId strip);

// "track/NAME/2.eq"; empty when there is no such device.
std::string device_path(const Session& session, DeviceId device);

}  // namespace sweetspot
