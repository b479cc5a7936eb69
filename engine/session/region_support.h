// What the edits of regions share. Included by edits alone.
#pragma once

#include "engine/session/edit_support.h"

namespace sweetspot::edit {

void sort_by_position(std::vector<Region>& regions);

inline Frames end_of(const Region& region) { return region.position + region.length; }

// Fades must not overlap; the one that was not asked for gives way.
void fit_fades(Region& region, bool keep_in = true);

// The points in order, held within their limits, one a frame: the last of several counts.
std::vector<GainPoint> held_envelope(std::vector<GainPoint> points);

// The region between two frames of the timeline, at least one frame of it, held inside it. A fade goes with the edge it was on.
Region part_of(Region region, Frames from, Frames to);

// The region with that id and its track, or an Error.
const Region& region_of(const Session& session, RegionId id, StripId& track);

// An Error when the region is locked.
void refuse_locked(const Region& region);

// Adds a region to a track of a session that is being built.
void put_region(Session& session, StripId track, Region region);

template <class Change>
SessionPtr change_region(const SessionPtr& session, RegionId id, Change&& change) {
  StripId track;
  region_of(*session, id, track);
  return change_track(session, track, [&](Track& t) {
    change(*std::find_if(t.regions.begin(), t.regions.end(), [id](const Region& r) { return r.id == id; }));
    sort_by_position(t.regions);
  });
}

template <class Field, class Value>
SessionPtr set_region_field(const SessionPtr& session, RegionId id, Field field, const Value& value) {
  StripId track;
  if (field(region_of(*session, id, track)) == value) return session;
  return change_region(session, id, [&](Region& region) { field(region) = value; });
}

}  // namespace sweetspot::edit
