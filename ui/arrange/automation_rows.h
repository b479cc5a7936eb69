// Which lanes are open beneath which track, and the room they take in the rows of the timeline. Pure.
#pragma once

#include <map>
#include <vector>

#include "engine/session/session.h"
#include "ui/arrange/track_rows.h"

namespace sweetspot::ui {

inline constexpr int kAutomationHeight = 68;
inline constexpr int kLeastAutomationHeight = 44;
inline constexpr int kMostAutomationHeight = 200;

using OpenLanes = std::map<StripId, std::vector<AutomationTarget>>;

// Rows with `TrackRow::room` beneath each track that has open lanes, and everything below moved down.
std::vector<TrackRow> with_room(std::vector<TrackRow> rows, const std::map<StripId, int>& room);

// The lanes to show when a track's automation is opened: those it has, in the order of its signal flow, or its level.
std::vector<AutomationTarget> lanes_to_open(const Session& session, StripId track);

}  // namespace sweetspot::ui
