// Edits of single regions on the timeline; of several at once: clip_edits.h. A locked region refuses with an Error what would change its
// place, its edges, its piece of the recording, or take it away. Positions and lengths in frames of the session's rate. Otherwise as strip_edits.h.
#pragma once

#include <string_view>

#include "engine/session/added.h"

namespace sweetspot::edit {

// Puts a piece of a recording on a track. Offset and length are held inside the recording; length 0 means all of the rest.
// The position is held at or after 0.
Added<RegionId> add_region(const SessionPtr& session, StripId track, MediaId media, Frames position, Frames offset = 0, Frames length = 0);

SessionPtr remove_region(const SessionPtr& session, RegionId region);

// To another place, and to another track when one is given.
SessionPtr move_region(const SessionPtr& session, RegionId region, Frames position, StripId track = {});

// Moves one edge; the sound stays where it is. Held inside the recording; at least one frame is left. Fades are shortened
// where they would overlap.
SessionPtr trim_region_start(const SessionPtr& session, RegionId region, Frames start);
SessionPtr trim_region_end(const SessionPtr& session, RegionId region, Frames end);

// Slides the recording under the region's edges.
SessionPtr slip_region(const SessionPtr& session, RegionId region, Frames offset);

// Cuts in two at a place strictly inside, otherwise throws Error. The first part keeps the id and the fade-in, the second
// the fade-out; played together they sound as before, unless the cut lies in a fade, which then ends at the cut.
Added<RegionId> split_region(const SessionPtr& session, RegionId region, Frames at);

// A copy at another place of the same or another track: free, in no group.
Added<RegionId> duplicate_region(const SessionPtr& session, RegionId region, Frames position, StripId track = {});

SessionPtr set_region_gain(const SessionPtr& session, RegionId region, double db);   // kSilenceDb to +24 dB
SessionPtr set_region_inverted(const SessionPtr& session, RegionId region, bool inverted);
SessionPtr set_region_reversed(const SessionPtr& session, RegionId region, bool reversed);
SessionPtr set_region_locked(const SessionPtr& session, RegionId region, bool locked);
SessionPtr set_region_muted(const SessionPtr& session, RegionId region, bool muted);
SessionPtr set_region_name(const SessionPtr& session, RegionId region, std::string_view name);

// A fade's length is held inside the region; the other fade gives way.
SessionPtr set_fade_in(const SessionPtr& session, RegionId region, Fade fade);
SessionPtr set_fade_out(const SessionPtr& session, RegionId region, Fade fade);

// The gain envelope. Points are put in order and held within -24 and +24 dB and after the recording's start; of several at one frame the
// last counts.
SessionPtr set_envelope(const SessionPtr& session, RegionId region, std::vector<GainPoint> points);
SessionPtr set_gain_point(const SessionPtr& session, RegionId region, GainPoint point);   // adds it or replaces the one at its frame
// Held between its neighbours.
SessionPtr move_gain_point(const SessionPtr& session, RegionId region, std::size_t index, GainPoint point);
SessionPtr remove_gain_point(const SessionPtr& session, RegionId region, std::size_t index);

// The region with that id and its track, or null. Any thread.
const Region* find_region(const Session& session, RegionId region, StripId* track = nullptr);

// Frames of a recording at the session's rate. Any thread.
Frames media_length(const Session& session, const Media& media);

}  // namespace sweetspot::edit
