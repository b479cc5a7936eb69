#include "engine/playback/edge_fades.h"

#include <algorithm>
#include <map>

#include "engine/session/region_edits.h"
#include "engine/session/region_sound.h"

namespace sweetspot {
namespace {

// Whether `second` begins where `first` ends and plays on as if there were no cut.
bool goes_on(const Region& first, const Region& second) {
  return aligned(first, second) && first.gain_db == second.gain_db && first.inverted == second.inverted &&
         first.envelope == second.envelope && first.fade_out.length == 0 && second.fade_in.length == 0;
}

}  // namespace

std::vector<EdgeFades> edge_fades(const Session& session, const std::vector<Region>& regions) {
  std::vector<EdgeFades> all(regions.size());
  std::multimap<Frames, std::size_t> starts;
  for (std::size_t i = 0; i < regions.size(); ++i)
    if (!regions[i].muted) starts.emplace(regions[i].position, i);
  const auto longest = static_cast<Frames>(kEdgeFadeSeconds * session.rate);
  std::vector<bool> joined_at_start(regions.size(), false);
  for (std::size_t i = 0; i < regions.size(); ++i) {
    const Region& region = regions[i];
    const Media* media = find_media(session, region.media);
    if (region.muted || region.length <= 0 || !media) continue;
    const Frames past = std::max<Frames>(0, edit::media_length(session, *media) - region.offset - region.length);
    const Frames before = region.reversed ? past : region.offset, behind = region.reversed ? region.offset : past;
    if (region.fade_in.length == 0) all[i].lead = std::clamp<Frames>(std::min(before, region.position), 0, longest);
    if (region.fade_out.length == 0 && behind > 0) all[i].out = std::min(longest, region.length);
    const auto [from, to] = starts.equal_range(region.position + region.length);
    for (auto next = from; next != to; ++next) {
      if (!goes_on(region, regions[next->second])) continue;
      all[i].out = 0;
      joined_at_start[next->second] = true;
    }
  }
  for (std::size_t i = 0; i < regions.size(); ++i)
    if (joined_at_start[i]) all[i].lead = 0;
  return all;
}

double edge_gain_at(const EdgeFades& fades, Frames length, Frames at) noexcept {
  double gain = 1.0;
  if (at < 0) gain = (static_cast<double>(at + fades.lead) + 0.5) / static_cast<double>(fades.lead);
  if (const Frames left = length - 1 - at; left < fades.out) gain *= (static_cast<double>(left) + 0.5) / static_cast<double>(fades.out);
  return gain;
}

}  // namespace sweetspot
