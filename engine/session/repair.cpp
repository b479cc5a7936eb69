#include "engine/session/repair.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "engine/core/error.h"
#include "engine/session/region_sound.h"
#include "engine/session/routing.h"
#include "engine/session/vca.h"

namespace sweetspot {
namespace {

constexpr const char* kRemedy = "go back to a copy in backups/";

// Collects all ids of a session.
class IdCheck {
 public:
  void add(std::uint64_t id, const std::string& what) {
    if (id == 0) throw Error(what, "it has no id", kRemedy);
    if (!seen_.insert(id).second) throw Error(what, fmt::format("its id {} is used twice", id), kRemedy);
    highest_ = std::max(highest_, id);
  }
  void add(const Strip& strip) {
    add(strip.id.value, strip.name);
    for (const auto& device : strip.devices) add(device->id.value, strip.name + ", " + device->type);
    for (const Send& send : strip.sends) add(send.id.value, strip.name + ", a send");
  }
  // An id that several things share: it is only taken.
  void take(std::uint64_t id) { highest_ = std::max(highest_, id); }
  std::uint64_t next() const { return std::max(kFirstFreeId, highest_ + 1); }

 private:
  std::unordered_set<std::uint64_t> seen_;
  std::uint64_t highest_ = 0;
};

void add_region_ids(IdCheck& ids, const Region& region) {
  ids.add(region.id.value, region.name);
  ids.take(region.group.value);
}

std::uint64_t next_id_of(const Session& session) {
  IdCheck ids;
  for (const auto& media : session.media) ids.add(media->id.value, media->path);
  for (const auto& track : session.tracks) {
    ids.add(track->strip);
    for (const Region& region : track->regions) add_region_ids(ids, region);
    for (const Take& take : track->takes) {
      ids.add(take.id.value, take.name);
      for (const Region& region : take.regions) add_region_ids(ids, region);
    }
  }
  for (const auto& bus : session.buses) ids.add(bus->strip);
  ids.add(*session.mix);
  ids.add(*session.master);
  for (const auto& vca : session.vcas) ids.add(vca->strip);
  for (const auto& group : session.groups) ids.add(group->id.value, group->name);
  for (const Marker& marker : session.markers) ids.add(marker.id.value, marker.name);
  return ids.next();
}

void fix_references(Session& session, Strip& strip, const std::unordered_set<StripId>& buses) {
  const bool end = strip.id == kMixStrip || strip.id == kMasterStrip;
  if (!end && strip.output != kMixStrip && !buses.contains(strip.output)) strip.output = kMixStrip;
  std::erase_if(strip.sends, [&](const Send& send) { return !buses.contains(send.to); });
  for (auto& device : strip.devices) {
    if (!device->sidechain || find_strip(session, device->sidechain)) continue;
    auto copy = std::make_shared<Device>(*device);
    copy->sidechain = {};
    device = std::move(copy);
  }
}

bool points_in_order(const AutomationLane& lane) {
  const auto not_before = [](const auto& a, const auto& b) { return a.at >= b.at; };
  return std::adjacent_find(lane.points.begin(), lane.points.end(), not_before) == lane.points.end();
}

void fix_lanes(Strip& strip) {
  std::erase_if(strip.automation, [](const auto& lane) { return lane->points.empty(); });
  for (auto& lane : strip.automation) {
    if (points_in_order(*lane)) continue;
    auto copy = std::make_shared<AutomationLane>(*lane);
    auto& points = copy->points;
    std::stable_sort(points.begin(), points.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
    points.erase(std::unique(points.begin(), points.end(), [](const auto& a, const auto& b) { return a.at == b.at; }), points.end());
    lane = std::move(copy);
  }
}

// Freshly read parts belong to nobody else yet, but other sessions may share them after a journal's record: so they are copied.
template <class T, class Fix>
void fix_each(std::vector<std::shared_ptr<const T>>& items, Fix&& fix) {
  for (auto& item : items) {
    auto copy = std::make_shared<T>(*item);
    fix(*copy);
    item = std::move(copy);
  }
}

void fix_end(Session& session, std::shared_ptr<const Strip>& end, StripId id, StripId output, const std::unordered_set<StripId>& buses) {
  auto copy = std::make_shared<Strip>(*end);
  copy->id = id;
  copy->output = output;
  copy->sends.clear();
  fix_references(session, *copy, buses);
  fix_lanes(*copy);
  end = std::move(copy);
}

void fix_envelope(Region& region) {
  auto& points = region.envelope;
  for (GainPoint& point : points) {
    point.at = std::max<Frames>(0, point.at);
    point.gain_db = std::clamp(point.gain_db, kLeastEnvelopeDb, kMostEnvelopeDb);
  }
  std::ranges::stable_sort(points, {}, &GainPoint::at);
  points.erase(std::unique(points.begin(), points.end(), [](const auto& a, const auto& b) { return a.at == b.at; }), points.end());
}

void fix_regions(std::vector<Region>& regions) {
  for (Region& region : regions) fix_envelope(region);
  std::ranges::stable_sort(regions, {}, &Region::position);
}

void fix_takes(Track& track) {
  fix_regions(track.regions);
  for (Take& take : track.takes) fix_regions(take.regions);
  for (Region& region : track.regions)
    if (std::ranges::find(track.takes, region.take, &Take::id) == track.takes.end()) region.take = {};
}

// Members that are there, each once; a VCA that would come under itself is left out.
void fix_members(Session& session) {
  const auto keep = [](std::vector<StripId>& members, auto good) {
    std::unordered_set<StripId> seen;
    std::erase_if(members, [&](StripId id) { return !good(id) || !seen.insert(id).second; });
  };
  const auto plays = [&](StripId id) { return find_track(session, id) || find_bus(session, id); };
  fix_each(session.groups, [&](StripGroup& group) { keep(group.members, plays); });
  std::erase_if(session.groups, [](const auto& group) { return group->members.empty(); });
  const auto read = std::exchange(session.vcas, {});
  for (const auto& vca : read) {
    auto bare = std::make_shared<Vca>(*vca);
    bare->members.clear();
    session.vcas.push_back(std::move(bare));
  }
  for (std::size_t i = 0; i < read.size(); ++i) {
    auto copy = std::make_shared<Vca>(*read[i]);
    fix_lanes(copy->strip);
    keep(copy->members, [&](StripId id) { return plays(id) || (find_vca(session, id) && !is_under(session, copy->strip.id, id)); });
    session.vcas[i] = std::move(copy);
  }
}

void refuse_loops(const Session& session) {
  const auto check = [&](const Strip& strip) {
    for (const StripId to : fed_by(session, strip.id)) refuse_loop(session, strip.id, to);
  };
  for (const auto& bus : session.buses) check(bus->strip);
}

void repair_mix(Session& session) {
  if (!(session.rate >= 8000.0 && session.rate <= 192000.0)) throw Error("rate", "it is not between 8000 and 192000 Hz", kRemedy);
  std::unordered_set<StripId> buses;
  for (const auto& bus : session.buses) buses.insert(bus->strip.id);
  fix_each(session.tracks, [&](Track& track) {
    fix_references(session, track.strip, buses);
    fix_lanes(track.strip);
    track.channels = std::clamp(track.channels, 1, 2);
    fix_takes(track);
  });
  fix_each(session.buses, [&](Bus& bus) {
    fix_references(session, bus.strip, buses);
    fix_lanes(bus.strip);
  });
  fix_end(session, session.mix, kMixStrip, kMasterStrip, buses);
  fix_end(session, session.master, kMasterStrip, {}, buses);
  std::stable_sort(session.markers.begin(), session.markers.end(), [](const Marker& a, const Marker& b) { return a.at < b.at; });
  fix_members(session);
  if (session.meter.beats < 1 || session.meter.beats > 16) session.meter.beats = Meter{}.beats;
  session.meter.start = std::max<Frames>(0, session.meter.start);
  refuse_loops(session);
  session.next_id = std::max(session.next_id, next_id_of(session));
}

}  // namespace

void repair(Session& session) {
  repair_mix(session);
  for (Version& version : session.versions) {
    auto mix = version.session ? std::make_shared<Session>(*version.session) : std::make_shared<Session>(*make_session(session.name, session.rate));
    std::erase_if(mix->media, [&](const auto& media) { return find_media(session, media->id) != nullptr; });
    mix->media.insert(mix->media.begin(), session.media.begin(), session.media.end());
    repair_mix(*mix);
    session.next_id = std::max(session.next_id, mix->next_id);
    version.session = std::move(mix);
  }
}

}  // namespace sweetspot
