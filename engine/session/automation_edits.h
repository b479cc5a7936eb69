// Edits of automation lanes. Values are in the parameter's unit and checked against its range. Otherwise as strip_edits.h.
#pragma once

#include "engine/params/catalog.h"
#include "engine/session/added.h"

namespace sweetspot::edit {

// The description of what a lane moves. Throws Error when the strip has no such thing or it cannot be automated.
const ParamSpec& target_param(const Session& session, StripId strip, const AutomationTarget& target, const ParamCatalog& catalog);

// Puts a lane in place of the one with the same target, or adds it. Points are sorted; of two at one frame the later one in
// the list stays; a value out of range throws Error with the range. A lane without points is removed.
SessionPtr set_lane(const SessionPtr& session, StripId strip, AutomationLane lane, const ParamCatalog& catalog);

SessionPtr remove_lane(const SessionPtr& session, StripId strip, const AutomationTarget& target);
SessionPtr set_lane_enabled(const SessionPtr& session, StripId strip, const AutomationTarget& target, bool enabled);

// Adds a point, in place of one at the same frame; makes the lane when there is none.
SessionPtr set_point(const SessionPtr& session, StripId strip, const AutomationTarget& target, AutomationPoint point, const ParamCatalog& catalog);

// Moves the point at a frame; when a point is there already, it is replaced.
SessionPtr move_point(const SessionPtr& session, StripId strip, const AutomationTarget& target, Frames at, AutomationPoint to,
                      const ParamCatalog& catalog);

// Removes the points from `from` up to but not including `to`.
SessionPtr remove_points(const SessionPtr& session, StripId strip, const AutomationTarget& target, Frames from, Frames to);

// The lane of a target, or null. Any thread.
const AutomationLane* find_lane(const Strip& strip, const AutomationTarget& target);

}  // namespace sweetspot::edit
