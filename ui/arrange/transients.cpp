#include "ui/arrange/transients.h"

#include <algorithm>

#include "engine/session/region_sound.h"
#include "engine/studio/studio.h"

namespace sweetspot::ui {

std::vector<Frames> region_transients(const Region& region, const Onsets& onsets) {
  std::vector<Frames> found;
  const auto first = std::ranges::lower_bound(onsets, region.offset, {}, &Onset::at);
  for (auto onset = first; onset != onsets.end() && onset->at < region.offset + region.length; ++onset)
    found.push_back(timeline_frame(region, onset->at));
  if (region.reversed) std::ranges::reverse(found);
  return found;
}

TransientList transients_of(Studio& studio, const Session& session, const std::set<StripId>& tracks, const std::set<RegionId>& but) {
  TransientList list;
  for (const auto& track : session.tracks) {
    if (!tracks.empty() && !tracks.contains(track->strip.id)) continue;
    for (const Region& region : track->regions) {
      if (region.muted || but.contains(region.id)) continue;
      const auto onsets = studio.onsets(region.media);
      if (!onsets) {
        list.complete = list.complete && studio.onsets_failed(region.media);
        continue;
      }
      const std::vector<Frames> found = region_transients(region, *onsets);
      list.at.insert(list.at.end(), found.begin(), found.end());
    }
  }
  std::ranges::sort(list.at);
  list.at.erase(std::unique(list.at.begin(), list.at.end()), list.at.end());
  return list;
}

std::vector<Frames> thinned(const std::vector<Frames>& transients, Frames apart) {
  std::vector<Frames> kept;
  for (std::size_t i = 0; i < transients.size(); ++i) {
    const bool free_before = i == 0 || transients[i] - transients[i - 1] >= apart;
    const bool free_behind = i + 1 == transients.size() || transients[i + 1] - transients[i] >= apart;
    if (free_before && free_behind) kept.push_back(transients[i]);
  }
  return kept;
}

}  // namespace sweetspot::ui
