// Edits of many regions in one pass over the tracks, so that their cost grows with the regions and not with their square. Otherwise as
// clip_edits.h.
#pragma once

#include <functional>
#include <vector>

#include "engine/session/clip_edits.h"

namespace sweetspot::edit {

// Calls `see` with those that are there and their tracks, in the desk's order. Any thread.
void for_regions(const Session& session, const RegionIds& regions, const std::function<void(const Region&, const Track&)>& see);

// Changes each of them. What comes of it is held as the edits of single regions hold it: gain, envelope, fades; a locked one refuses
// with an Error what would change its place, edges or piece. Ids stay. The same session when nothing changed.
SessionPtr change_regions(const SessionPtr& session, const RegionIds& regions, const std::function<void(Region&)>& change);

// Where a region goes.
struct RegionPlace {
  RegionId region;
  Frames position = 0;  // held at or after 0
  StripId track{};      // none: it stays on its own
};

// As move_region for each. Throws Error when a track is not there.
SessionPtr place_regions(const SessionPtr& session, const std::vector<RegionPlace>& places);

// As duplicate_region for each; groups are copied as groups. `copies`, when given, gets their ids, as many as places were found, in order.
SessionPtr copy_regions(const SessionPtr& session, const std::vector<RegionPlace>& places, std::vector<RegionId>* copies = nullptr);

}  // namespace sweetspot::edit
