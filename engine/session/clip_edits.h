// Edits of several regions at once. Otherwise as region_edits.h; ids that are not there are passed over.
#pragma once

#include <set>
#include <vector>

#include "engine/session/session.h"

namespace sweetspot::edit {

using RegionIds = std::set<RegionId>;

// The same regions and all of their groups. Any thread.
RegionIds with_groups(const Session& session, const RegionIds& regions);

// Makes one new group of them; they leave the groups they were in. Throws Error for fewer than two.
SessionPtr group_regions(const SessionPtr& session, const RegionIds& regions);
// Dissolves every group of which one is among them.
SessionPtr ungroup_regions(const SessionPtr& session, const RegionIds& regions);

// Cuts those that lie there. The later parts of one group are a group of their own.
SessionPtr split_regions(const SessionPtr& session, const RegionIds& regions, Frames at);

// Makes one of pieces that continue each other: of one recording, in line, touching or overlapping, alike in gain, polarity and mute. The
// first of each row keeps its id and fade-in, the last gives the fade-out; envelopes are put together at the seams. Throws Error when
// nothing fits together.
SessionPtr join_regions(const SessionPtr& session, const RegionIds& regions);

SessionPtr remove_regions(const SessionPtr& session, const RegionIds& regions);
// What comes later on the same tracks moves up by the time that was taken away before it. Throws Error when a locked region would have to.
SessionPtr remove_and_close(const SessionPtr& session, const RegionIds& regions);

// Copies that begin where the whole of them ends; groups are copied as groups. `copies`, when given, gets their ids.
SessionPtr duplicate_regions(const SessionPtr& session, const RegionIds& regions, RegionIds* copies = nullptr);

// Moves all by the same time, not before the start of the song.
SessionPtr nudge_regions(const SessionPtr& session, const RegionIds& regions, Frames by);

// Where two neighbours among them overlap in part, the earlier fades out and the later in over the overlap: at equal power, or in
// straight lines where both are the same sound in line, which add up to it.
SessionPtr crossfade_regions(const SessionPtr& session, const RegionIds& regions);

// The automatic crossfade after a move or a trim: `after` with a crossfade at every overlap of a moved region with any other of its
// track, and with the fades taken back that were such a crossfade in `before` and cross nothing any more. Muted regions do not count.
SessionPtr crossfade_overlaps(const SessionPtr& before, const SessionPtr& after, const RegionIds& moved);

struct Span {
  Frames from = 0, to = 0;  // of the timeline; `to` is one past the last
  friend bool operator==(const Span&, const Span&) = default;
};

// Leaves only those spans of a region, in order and apart, each with fades of `fade` frames at its new edges. Throws Error when there are
// none. engine/analysis/silence.h finds them.
SessionPtr keep_spans(const SessionPtr& session, RegionId region, const std::vector<Span>& spans, Frames fade);

}  // namespace sweetspot::edit
