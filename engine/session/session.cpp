#include "engine/session/session.h"

#include <algorithm>

#include "engine/params/spec.h"

namespace sweetspot {
namespace {

std::shared_ptr<const Strip> make_end_strip(StripId id, const char* name, StripId output) {
  auto strip = std::make_shared<Strip>();
  strip->id = id;
  strip->name = name;
  strip->output = output;
  return strip;
}

const Device* device_of(const Strip& strip, DeviceId id) {
  for (const auto& device : strip.devices)
    if (device->id == id) return device.get();
  return nullptr;
}

}  // namespace

SessionPtr make_session(std::string name, double rate) {
  auto session = std::make_shared<Session>();
  session->name = std::move(name);
  session->rate = rate;
  session->mix = make_end_strip(kMixStrip, "Mix", kMasterStrip);
  session->master = make_end_strip(kMasterStrip, "Master", {});
  return session;
}

const Track* find_track(const Session& session, StripId id) {
  for (const auto& track : session.tracks)
    if (track->strip.id == id) return track.get();
  return nullptr;
}

const Bus* find_bus(const Session& session, StripId id) {
  for (const auto& bus : session.buses)
    if (bus->strip.id == id) return bus.get();
  return nullptr;
}

const Vca* find_vca(const Session& session, StripId id) {
  for (const auto& vca : session.vcas)
    if (vca->strip.id == id) return vca.get();
  return nullptr;
}

const StripGroup* find_group(const Session& session, GroupId id) {
  for (const auto& group : session.groups)
    if (group->id == id) return group.get();
  return nullptr;
}

const Strip* find_strip(const Session& session, StripId id) {
  if (id == kMixStrip) return session.mix.get();
  if (id == kMasterStrip) return session.master.get();
  if (const Track* track = find_track(session, id)) return &track->strip;
  if (const Bus* bus = find_bus(session, id)) return &bus->strip;
  if (const Vca* vca = find_vca(session, id)) return &vca->strip;
  return nullptr;
}

const Media* find_media(const Session& session, MediaId id) {
  for (const auto& media : session.media)
    if (media->id == id) return media.get();
  return nullptr;
}

const Device* find_device(const Session& session, DeviceId id, StripId* owner) {
  const auto look = [&](const Strip& strip) {
    const Device* device = device_of(strip, id);
    if (device && owner) *owner = strip.id;
    return device;
  };
  for (const auto& track : session.tracks)
    if (const Device* device = look(track->strip)) return device;
  for (const auto& bus : session.buses)
    if (const Device* device = look(bus->strip)) return device;
  if (const Device* device = look(*session.mix)) return device;
  return look(*session.master);
}

Frames end_of(const Session& session) {
  Frames end = 0;
  for (const auto& track : session.tracks)
    for (const Region& region : track->regions) end = std::max(end, region.position + region.length);
  return end;
}

double device_value(const Device& device, const ParamSpec& spec) {
  const auto found = device.params.find(spec.key);
  return found == device.params.end() ? spec.default_value : constrain(spec, found->second);
}

}  // namespace sweetspot
