#include "engine/session/track_edits.h"

#include <unordered_map>

#include "engine/session/edit_support.h"
#include "engine/session/strip_edits.h"

namespace sweetspot::edit {
namespace {

void check_channels(int channels) {
  if (channels != 1 && channels != 2) throw Error("the track", "has " + std::to_string(channels) + " channels", "use 1 or 2");
}

// Takes out what leads to or comes from a strip that is about to go.
void detach(Strip& strip, StripId gone, StripId heir) {
  if (strip.output == gone) strip.output = heir;
  std::vector<SendId> cut;
  for (const Send& send : strip.sends)
    if (send.to == gone) cut.push_back(send.id);
  const auto is_cut = [&cut](SendId id) { return std::find(cut.begin(), cut.end(), id) != cut.end(); };
  std::erase_if(strip.sends, [&](const Send& send) { return is_cut(send.id); });
  std::erase_if(strip.automation, [&](const auto& lane) { return lane->target.send && is_cut(lane->target.send); });
  for (auto& device : strip.devices) {
    if (device->sidechain != gone) continue;
    auto copy = std::make_shared<Device>(*device);
    copy->sidechain = {};
    device = std::move(copy);
  }
}

bool refers_to(const Strip& strip, StripId id) {
  return strip.output == id || std::any_of(strip.sends.begin(), strip.sends.end(), [id](const Send& send) { return send.to == id; }) ||
         std::any_of(strip.devices.begin(), strip.devices.end(), [id](const auto& device) { return device->sidechain == id; });
}

void detach_everywhere(Session& session, StripId gone, StripId heir) {
  std::vector<StripId> touched;
  const auto look = [&](const Strip& strip) {
    if (strip.id != gone && refers_to(strip, gone)) touched.push_back(strip.id);
  };
  for (const auto& track : session.tracks) look(track->strip);
  for (const auto& bus : session.buses) look(bus->strip);
  look(*session.mix);
  look(*session.master);
  for (const StripId id : touched) change_strip_in(session, id, [&](Strip& strip) { detach(strip, gone, heir); });
}

// VCAs and groups forget what is about to go; a group that is left empty goes, too.
void leave_all(Session& session, StripId gone) {
  const auto forget = [gone](auto& items, bool empty_goes) {
    for (auto& item : items) {
      if (std::find(item->members.begin(), item->members.end(), gone) == item->members.end()) continue;
      auto copy = std::make_shared<std::remove_cvref_t<decltype(*item)>>(*item);
      std::erase(copy->members, gone);
      item = std::move(copy);
    }
    if (empty_goes) std::erase_if(items, [](const auto& item) { return item->members.empty(); });
  };
  forget(session.vcas, false);
  forget(session.groups, true);
}

template <class Items>
bool move_strip_in(Items& items, StripId strip, std::size_t position) {
  const auto found = std::find_if(items.begin(), items.end(), [strip](const auto& item) { return item->strip.id == strip; });
  if (found == items.end()) return false;
  move_item(items, static_cast<std::size_t>(found - items.begin()), position);
  return true;
}

// Gives the copy of a strip new ids all through; its automation follows.
void renew_ids(Session& session, Strip& strip) {
  std::unordered_map<std::uint64_t, std::uint64_t> renamed{{0, 0}};
  for (auto& device : strip.devices) {
    auto copy = std::make_shared<Device>(*device);
    copy->id = take_id<DeviceId>(session);
    renamed[device->id.value] = copy->id.value;
    device = std::move(copy);
  }
  for (Send& send : strip.sends) {
    const auto id = take_id<SendId>(session);
    renamed[send.id.value] = id.value;
    send.id = id;
  }
  for (auto& lane : strip.automation) {
    auto copy = std::make_shared<AutomationLane>(*lane);
    copy->target.device.value = renamed[copy->target.device.value];
    copy->target.send.value = renamed[copy->target.send.value];
    lane = std::move(copy);
  }
}

// The copies of a group are a group of their own.
void renew_region_ids(Session& session, Track& track) {
  std::unordered_map<std::uint64_t, std::uint64_t> renamed{{0, 0}};
  const auto renew = [&](std::vector<Region>& regions) {
    for (Region& region : regions) {
      region.id = take_id<RegionId>(session);
      const auto [group, fresh] = renamed.try_emplace(region.group.value, 0);
      if (fresh) group->second = take_id<RegionGroupId>(session).value;
      region.group.value = group->second;
      region.take.value = renamed[region.take.value];
    }
  };
  for (Take& take : track.takes) {
    const auto id = take_id<TakeId>(session);
    renamed[take.id.value] = id.value;
    take.id = id;
    renew(take.regions);
  }
  renew(track.regions);
}

}  // namespace

Added<StripId> add_track(const SessionPtr& session, std::string_view name, int channels, Role role) {
  check_channels(channels);
  auto track = std::make_shared<Track>();
  track->strip.name = free_track_name(*session, name);
  track->strip.output = kMixStrip;
  track->channels = channels;
  track->role = role;
  auto next = copy_of(session);
  const auto id = take_id<StripId>(*next);
  track->strip.id = id;
  next->tracks.push_back(std::move(track));
  return {next, id};
}

Added<StripId> add_bus(const SessionPtr& session, std::string_view name, RoleGroup group) {
  auto bus = std::make_shared<Bus>();
  bus->strip.name = free_bus_name(*session, name);
  bus->strip.output = kMixStrip;
  bus->group = group;
  auto next = copy_of(session);
  const auto id = take_id<StripId>(*next);
  bus->strip.id = id;
  next->buses.push_back(std::move(bus));
  return {next, id};
}

Added<StripId> duplicate_track(const SessionPtr& session, StripId original) {
  const Track& source = track_of(*session, original);
  auto next = copy_of(session);
  auto track = std::make_shared<Track>(source);
  const auto id = take_id<StripId>(*next);
  track->strip.id = id;
  track->strip.name = free_track_name(*session, source.strip.name);
  renew_ids(*next, track->strip);
  renew_region_ids(*next, *track);
  const auto at = std::find_if(next->tracks.begin(), next->tracks.end(), [original](const auto& t) { return t->strip.id == original; });
  next->tracks.insert(at + 1, std::move(track));
  return {next, id};
}

SessionPtr remove_strip(const SessionPtr& session, StripId strip) {
  const Strip& gone = strip_of(*session, strip);
  if (strip == kMixStrip || strip == kMasterStrip) throw Error(gone.name, "every session has it", "remove tracks and buses");
  auto next = copy_of(session);
  detach_everywhere(*next, strip, gone.output);
  leave_all(*next, strip);
  std::erase_if(next->tracks, [strip](const auto& track) { return track->strip.id == strip; });
  std::erase_if(next->buses, [strip](const auto& bus) { return bus->strip.id == strip; });
  std::erase_if(next->vcas, [strip](const auto& vca) { return vca->strip.id == strip; });
  return next;
}

SessionPtr move_strip(const SessionPtr& session, StripId strip, std::size_t position) {
  auto next = copy_of(session);
  if (!move_strip_in(next->tracks, strip, position) && !move_strip_in(next->buses, strip, position) && !move_strip_in(next->vcas, strip, position))
    throw_gone("strip");
  if (next->tracks == session->tracks && next->buses == session->buses && next->vcas == session->vcas) return session;
  return next;
}

SessionPtr set_role(const SessionPtr& session, StripId track, Role role) {
  if (track_of(*session, track).role == role) return session;
  return change_track(session, track, [role](Track& t) { t.role = role; });
}

SessionPtr set_channels(const SessionPtr& session, StripId track, int channels) {
  check_channels(channels);
  if (track_of(*session, track).channels == channels) return session;
  return change_track(session, track, [channels](Track& t) { t.channels = channels; });
}

const Bus* bus_of_group(const Session& session, RoleGroup group) {
  for (const auto& bus : session.buses)
    if (bus->group == group && group != RoleGroup::none) return bus.get();
  return nullptr;
}

}  // namespace sweetspot::edit
