// What the keys do to clips: pure edits of sessions.
#pragma once

#include <set>

#include "engine/session/session.h"

namespace sweetspot::ui {

using Regions = std::set<RegionId>;

// Of all: the same session comes back when there is nothing to do.

// Cuts the chosen clips at a frame, or all clips that lie there when none is chosen.
SessionPtr split_at(const SessionPtr& session, const Regions& chosen, Frames at);
SessionPtr removed(const SessionPtr& session, const Regions& chosen);
// The later clips of each track move up by what was taken away.
SessionPtr removed_and_closed(const SessionPtr& session, const Regions& chosen);
SessionPtr start_trimmed(const SessionPtr& session, const Regions& chosen, Frames at);
SessionPtr end_trimmed(const SessionPtr& session, const Regions& chosen, Frames at);
SessionPtr faded_in_to(const SessionPtr& session, const Regions& chosen, Frames at);
SessionPtr faded_out_from(const SessionPtr& session, const Regions& chosen, Frames at);
SessionPtr nudged(const SessionPtr& session, const Regions& chosen, Frames by);
// Where chosen clips of a track overlap, the earlier fades out and the later in over the overlap, at equal power.
SessionPtr crossfaded(const SessionPtr& session, const Regions& chosen);

SessionPtr reversed(const SessionPtr& session, const Regions& chosen);
// Locks all, or unlocks them when all are locked.
SessionPtr lock_toggled(const SessionPtr& session, const Regions& chosen);
SessionPtr fades_shaped(const SessionPtr& session, const Regions& chosen, bool fade_in, FadeShape shape);

// Copies that begin where the chosen clips end; `copies` are their ids.
SessionPtr duplicated(const SessionPtr& session, const Regions& chosen, Regions& copies);

// First frame and one past the last of the chosen clips; both 0 when there are none.
struct Stretch {
  Frames from = 0, to = 0;
};
Stretch stretch_of(const Session& session, const Regions& chosen);
Regions all_regions(const Session& session);

}  // namespace sweetspot::ui
