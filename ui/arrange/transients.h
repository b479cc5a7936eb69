// Where sounds begin, on the timeline. See engine/analysis/onsets.h.
#pragma once

#include <set>
#include <vector>

#include "engine/session/session.h"
#include "engine/studio/onsets.h"

namespace sweetspot {
class Studio;
}

namespace sweetspot::ui {

// Those of a recording that a region plays, in order, wherever its edges lie and whichever way it goes. Pure.
std::vector<Frames> region_transients(const Region& region, const Onsets& onsets);

struct TransientList {
  std::vector<Frames> at;  // in order, each once
  bool complete = true;    // otherwise some recordings are still being listened to
};

// Those of the clips of tracks that are not muted; of all tracks when none is named. Asks for what is not known yet. [main]
TransientList transients_of(Studio& studio, const Session& session, const std::set<StripId>& tracks, const std::set<RegionId>& but = {});

// Those that stand at least `apart` from their neighbours: closer ones would hold a drag fast wherever it goes. Pure.
std::vector<Frames> thinned(const std::vector<Frames>& transients, Frames apart);

}  // namespace sweetspot::ui
