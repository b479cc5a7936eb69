// Takes: several performances of a part beneath one track, and the choice of what is heard of each.
//
// The choice is the track's own regions, cut from the takes: each tells which take it is of, and where two meet they cross within 10 ms
// at equal power. So all edits of regions work on the choice, too, and choosing anew replaces only the stretch that is chosen. Otherwise
// as region_edits.h.
#pragma once

#include <string_view>

#include "engine/session/added.h"
#include "engine/session/clip_edits.h"

namespace sweetspot::edit {

inline constexpr double kCompFadeSeconds = 0.010;

// An empty take under all others. The name is made single among the track's takes.
Added<TakeId> add_take(const SessionPtr& session, StripId track, std::string_view name);

// A region of a take; its values are held as add_region holds them.
Added<RegionId> add_take_region(const SessionPtr& session, StripId track, TakeId take, MediaId media, Frames position, Frames offset = 0,
                                Frames length = 0);

// Stacks regions as takes of the first of their tracks, in the desk's order: those of one track that overlap become takes of their own,
// the others share one. They leave their tracks; the first take is heard, unless the track had takes before. Throws Error when that
// would not make at least two takes, or when one is locked.
Added<StripId> make_takes(const SessionPtr& session, const RegionIds& regions);

SessionPtr rename_take(const SessionPtr& session, StripId track, TakeId take, std::string_view name);

// Takes a take away. What was chosen of it stays on the track.
SessionPtr remove_take(const SessionPtr& session, StripId track, TakeId take);

// Hears a take from one frame of the timeline to another, at least 10 ms, in place of what is there; where the take has nothing, there is
// nothing then. Stretches of one take that touch become one. Throws Error when a locked region is in the way.
SessionPtr choose_take(const SessionPtr& session, StripId track, TakeId take, Frames from, Frames to);

// Ends the choosing: the takes go, what is heard stays.
SessionPtr flatten_takes(const SessionPtr& session, StripId track);

// The stretch of a region of the choice without the halves of its crossfades: what choose_take was told. Any thread.
Span chosen_span(const Session& session, const Region& region);

// Of the track with that id, or null. Any thread.
const Take* find_take(const Track& track, TakeId take);

}  // namespace sweetspot::edit
