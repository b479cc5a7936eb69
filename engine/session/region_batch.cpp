#include "engine/session/region_batch.h"

#include <cmath>
#include <unordered_map>

#include "engine/session/region_edits.h"
#include "engine/session/region_sound.h"
#include "engine/session/region_support.h"
#include "engine/session/strip_params.h"

namespace sweetspot::edit {
namespace {

struct ById {
  std::size_t operator()(RegionId id) const noexcept { return std::hash<std::uint64_t>{}(id.value); }
};

using Arriving = std::map<StripId, std::vector<Region>>;

bool same_place(const Region& a, const Region& b) { return a.position == b.position && a.offset == b.offset && a.length == b.length; }

bool equal(const Region& a, const Region& b) {
  return same_place(a, b) && a.media == b.media && a.name == b.name && a.gain_db == b.gain_db && a.inverted == b.inverted &&
         a.muted == b.muted && a.fade_in == b.fade_in && a.fade_out == b.fade_out && a.envelope == b.envelope && a.reversed == b.reversed &&
         a.locked == b.locked && a.group == b.group && a.take == b.take;
}

void hold(Region& now, const Region& was) {
  now.id = was.id;
  now.gain_db = constrain(region_param("gain"), now.gain_db);
  now.position = std::max<Frames>(0, now.position);
  if (now.envelope != was.envelope) now.envelope = held_envelope(std::move(now.envelope));
  fit_fades(now, now.fade_in != was.fade_in || now.fade_out == was.fade_out);
  if (!same_place(now, was)) refuse_locked(was);
}

void arrive(Session& session, Arriving& arriving) {
  for (auto& [track, regions] : arriving) {
    const auto add = [&regions = regions](Track& t) {
      for (Region& region : regions) t.regions.push_back(std::move(region));
      sort_by_position(t.regions);
    };
    if (!change_shared(
            session.tracks, [id = track](const Track& t) { return t.strip.id == id; }, add))
      throw_gone("track");
  }
}

}  // namespace

void for_regions(const Session& session, const RegionIds& regions, const std::function<void(const Region&, const Track&)>& see) {
  if (regions.empty()) return;
  for (const auto& track : session.tracks)
    for (const Region& region : track->regions)
      if (regions.contains(region.id)) see(region, *track);
}

SessionPtr change_regions(const SessionPtr& session, const RegionIds& regions, const std::function<void(Region&)>& change) {
  std::shared_ptr<Session> next;
  for (std::size_t i = 0; i < session->tracks.size(); ++i) {
    const Track& before = *session->tracks[i];
    std::shared_ptr<Track> copy;
    for (std::size_t k = 0; k < before.regions.size(); ++k) {
      const Region& was = before.regions[k];
      if (!regions.contains(was.id)) continue;
      Region now = was;
      change(now);
      hold(now, was);
      if (equal(now, was)) continue;
      if (!copy) copy = std::make_shared<Track>(before);
      copy->regions[k] = std::move(now);
    }
    if (!copy) continue;
    sort_by_position(copy->regions);
    if (!next) next = copy_of(session);
    next->tracks[i] = std::move(copy);
  }
  return next ? SessionPtr(next) : session;
}

SessionPtr place_regions(const SessionPtr& session, const std::vector<RegionPlace>& places) {
  std::unordered_map<RegionId, const RegionPlace*, ById> wanted;
  for (const RegionPlace& place : places) wanted.emplace(place.region, &place);
  auto next = copy_of(session);
  Arriving arriving;
  bool changed = false;
  for (auto& track : next->tracks) {
    std::vector<Region> stay;
    bool here = false;
    for (const Region& region : track->regions) {
      const auto found = wanted.find(region.id);
      Region now = region;
      if (found != wanted.end()) {
        const Frames at = std::max<Frames>(0, found->second->position);
        const StripId to = found->second->track;
        const bool leaves = to && to != track->strip.id;
        if (leaves || at != region.position) refuse_locked(region), here = true;
        now.position = at;
        if (leaves) {
          now.take = {};
          arriving[to].push_back(std::move(now));
          continue;
        }
      }
      stay.push_back(std::move(now));
    }
    if (!here) continue;
    changed = true;
    sort_by_position(stay);
    auto copy = std::make_shared<Track>(*track);
    copy->regions = std::move(stay);
    track = std::move(copy);
  }
  if (!changed) return session;
  arrive(*next, arriving);
  return next;
}

SessionPtr copy_regions(const SessionPtr& session, const std::vector<RegionPlace>& places, std::vector<RegionId>* copies) {
  RegionIds ids;
  for (const RegionPlace& place : places) ids.insert(place.region);
  std::unordered_map<RegionId, std::pair<const Region*, StripId>, ById> there;
  std::map<RegionGroupId, int> members;
  for_regions(*session, ids, [&](const Region& region, const Track& track) {
    there.emplace(region.id, std::pair{&region, track.strip.id});
    if (region.group) ++members[region.group];
  });
  if (copies) copies->clear();
  if (there.empty()) return session;
  auto next = copy_of(session);
  std::map<RegionGroupId, RegionGroupId> groups;
  Arriving arriving;
  for (const RegionPlace& place : places) {
    const auto found = there.find(place.region);
    if (found == there.end()) continue;
    Region copy = *found->second.first;
    copy.id = take_id<RegionId>(*next);
    copy.position = std::max<Frames>(0, place.position);
    copy.locked = false;
    copy.take = {};
    const RegionGroupId old = std::exchange(copy.group, {});
    if (old && members[old] > 1) {
      auto& group = groups[old];
      if (!group) group = take_id<RegionGroupId>(*next);
      copy.group = group;
    }
    if (copies) copies->push_back(copy.id);
    arriving[place.track ? place.track : found->second.second].push_back(std::move(copy));
  }
  arrive(*next, arriving);
  return next;
}

}  // namespace sweetspot::edit
