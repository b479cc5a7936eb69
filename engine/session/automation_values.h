// Values that lanes move, by target: what the session has, what sounds, what can be moved at all. Any thread.
#pragma once

#include <string>
#include <vector>

#include "engine/params/catalog.h"
#include "engine/session/session.h"

namespace sweetspot {

// Whether the strip still has what the target names and automation can move it.
bool target_exists(const Session& session, StripId strip, const AutomationTarget& target, const ParamCatalog& catalog);

// The session's own value, which sounds where no lane moves it. The target must exist.
double resting_value(const Session& session, StripId strip, const AutomationTarget& target, const ParamCatalog& catalog);

// The session with that value. Throws Error when the target is gone.
SessionPtr with_resting_value(const SessionPtr& session, StripId strip, const AutomationTarget& target, double value,
                              const ParamCatalog& catalog);

struct TargetValue {
  AutomationTarget target;
  double value = 0.0;
};

// The session with several values of a strip; those whose targets are gone, and values out of range, are left out or held. For what is
// shown and heard, not for edits: it is made 60 times a second.
SessionPtr with_values(const SessionPtr& session, StripId strip, const std::vector<TargetValue>& values);

// Everything of a strip that automation can move, in the order of its signal flow: level, pan, width, mute, sends, devices' parameters
// that need no new plan.
std::vector<AutomationTarget> automation_targets(const Session& session, StripId strip, const ParamCatalog& catalog);

// "Level", "Send to Room: Level", "Compressor: Threshold"; where a strip has several devices of a type, with its number: "Equalizer 2:
// ...".
std::string target_name(const Session& session, StripId strip, const AutomationTarget& target, const ParamCatalog& catalog);

// The lane of a target that plays (enabled, with points), or null.
const AutomationLane* playing_lane(const Strip& strip, const AutomationTarget& target);

}  // namespace sweetspot
