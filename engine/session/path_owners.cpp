// Strips and devices by path, and the paths of both.
#include <algorithm>

#include <fmt/format.h>

#include "engine/core/error.h"
#include "engine/core/text.h"
#include "engine/session/path_names.h"
#include "engine/session/paths.h"

namespace sweetspot {
namespace {

std::vector<StripId> bearers(const Session& session, const std::string& name, bool exact) {
  const auto same = [&](const std::string& other) { return exact ? other == name : lower_case(other) == lower_case(name); };
  std::vector<StripId> found;
  for (const auto& track : session.tracks)
    if (same(track->strip.name)) found.push_back(track->strip.id);
  for (const auto& bus : session.buses)
    if (same(bus->strip.name)) found.push_back(bus->strip.id);
  for (const auto& vca : session.vcas)
    if (same(vca->strip.name)) found.push_back(vca->strip.id);
  return found;
}

std::vector<std::string> all_owners(const Session& session, bool tracks) {
  std::vector<std::string> owners;
  if (tracks)
    for (const auto& track : session.tracks) owners.push_back(owner_path(session, track->strip.id));
  for (const auto& bus : session.buses) owners.push_back(owner_path(session, bus->strip.id));
  if (tracks)
    for (const auto& vca : session.vcas) owners.push_back(owner_path(session, vca->strip.id));
  owners.emplace_back("mix");
  if (tracks) owners.emplace_back("master");
  return owners;
}

[[noreturn]] void throw_no_owner(const Session& session, const std::string& name, bool tracks) {
  const auto owners = all_owners(session, tracks);
  auto near = near_words(name, owners);
  for (const std::string& owner : owners) {
    const std::string bare = owner.substr(owner.find('/') + 1);
    if (near.size() < 3 && edit_distance(bare, name) <= 2 && std::find(near.begin(), near.end(), owner) == near.end()) near.push_back(owner);
  }
  throw Error(name, tracks ? "there is no such track or bus" : "there is no such bus",
              near.empty() ? "see the names with show" : "try " + joined_with_or(near));
}

}  // namespace

StripId find_owner(const Session& session, std::string_view owner) {
  const std::string name = plain_path(session, owner);
  if (const auto match = match_owner(session, name); match && match->rest.empty()) return match->strip;
  auto found = bearers(session, name, true);
  if (found.empty()) found = bearers(session, name, false);
  if (found.size() > 1)
    throw Error(name, "several things have that name", fmt::format("write {} or {}", owner_path(session, found[0]), owner_path(session, found[1])));
  if (found.empty()) throw_no_owner(session, name, true);
  return found.front();
}

StripId find_destination(const Session& session, std::string_view given) {
  const std::string name = plain_path(session, given);
  for (const bool exact : {true, false})
    for (const StripId id : bearers(session, name, exact))
      if (find_bus(session, id)) return id;
  const auto match = match_owner(session, name);
  if (!match || !match->rest.empty() || match->strip == kMasterStrip || find_vca(session, match->strip) || find_track(session, match->strip)) throw_no_owner(session, name, false);
  return match->strip;
}

DeviceId find_device_by_path(const Session& session, std::string_view given) {
  const std::string path = plain_path(session, given);
  const auto owner = match_owner(session, path);
  if (!owner) throw_no_owner(session, path, true);
  const Strip& strip = *find_strip(session, owner->strip);
  if (const Device* device = match_device(strip, owner->rest)) return device->id;
  std::vector<std::string> devices;
  for (const auto& device : strip.devices) devices.push_back(device_path(session, device->id));
  throw Error(path, "there is no such device", devices.empty() ? strip.name + " has none" : "try " + joined_with_or(devices));
}

std::string owner_path(const Session& session, StripId strip) {
  if (strip == kMixStrip) return "mix";
  if (strip == kMasterStrip) return "master";
  if (const Track* track = find_track(session, strip)) return "track/" + track->strip.name;
  if (const Bus* bus = find_bus(session, strip)) return "bus/" + bus->strip.name;
  if (const Vca* vca = find_vca(session, strip)) return "vca/" + vca->strip.name;
  return {};
}

std::string device_path(const Session& session, DeviceId id) {
  StripId owner;
  if (!find_device(session, id, &owner)) return {};
  const Strip& strip = *find_strip(session, owner);
  for (std::size_t i = 0; i < strip.devices.size(); ++i)
    if (strip.devices[i]->id == id) return owner_path(session, owner) + "/" + device_segment(strip, i);
  return {};
}

}  // namespace sweetspot
