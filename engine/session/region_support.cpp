#include "engine/session/region_support.h"

#include <cmath>

#include "engine/session/region_edits.h"
#include "engine/session/region_sound.h"

namespace sweetspot::edit {

void sort_by_position(std::vector<Region>& regions) {
  std::stable_sort(regions.begin(), regions.end(), [](const Region& a, const Region& b) { return a.position < b.position; });
}

void fit_fades(Region& region, bool keep_in) {
  Fade& first = keep_in ? region.fade_in : region.fade_out;
  Fade& second = keep_in ? region.fade_out : region.fade_in;
  first.length = std::clamp<Frames>(first.length, 0, region.length);
  second.length = std::clamp<Frames>(second.length, 0, region.length - first.length);
}

std::vector<GainPoint> held_envelope(std::vector<GainPoint> points) {
  for (GainPoint& point : points) {
    point.at = std::max<Frames>(0, point.at);
    point.gain_db = std::isnan(point.gain_db) ? 0.0 : std::clamp(point.gain_db, kLeastEnvelopeDb, kMostEnvelopeDb);
  }
  std::ranges::stable_sort(points, {}, &GainPoint::at);
  const auto doubled = std::unique(points.rbegin(), points.rend(), [](const auto& a, const auto& b) { return a.at == b.at; });
  points.erase(points.begin(), doubled.base());
  return points;
}

Region part_of(Region region, Frames from, Frames to) {
  const Frames end = end_of(region);
  from = std::clamp(from, region.position, end - 1);
  to = std::clamp(to, from + 1, end);
  if (from > region.position) region.fade_in = {};
  if (to < end) region.fade_out = {};
  region.offset += region.reversed ? end - to : from - region.position;
  region.position = from;
  region.length = to - from;
  fit_fades(region);
  return region;
}

const Region& region_of(const Session& session, RegionId id, StripId& track) {
  const Region* region = find_region(session, id, &track);
  if (!region) throw_gone("region");
  return *region;
}

void refuse_locked(const Region& region) {
  if (region.locked) throw Error(region.name.empty() ? "the clip" : region.name, "it is locked", "unlock it first");
}

void put_region(Session& session, StripId track, Region region) {
  const auto add = [&](Track& t) {
    t.regions.push_back(std::move(region));
    sort_by_position(t.regions);
  };
  if (!change_shared(
          session.tracks, [track](const Track& t) { return t.strip.id == track; }, add))
    throw_gone("track");
}

}  // namespace sweetspot::edit
