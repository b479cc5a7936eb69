#include "engine/session/device_edits.h"

#include <cmath>

#include <fmt/format.h>

#include "engine/core/text.h"
#include "engine/session/edit_support.h"
#include "engine/session/routing.h"
#include "engine/session/strip_params.h"

namespace sweetspot::edit {
namespace {

using Chain = std::vector<std::shared_ptr<const Device>>;

void insert_at(Chain& chain, std::shared_ptr<const Device> device, std::size_t position) {
  chain.insert(chain.begin() + static_cast<std::ptrdiff_t>(std::min(position, chain.size())), std::move(device));
}

std::size_t position_in(const Chain& chain, DeviceId id) {
  const auto found = std::find_if(chain.begin(), chain.end(), [id](const auto& device) { return device->id == id; });
  return static_cast<std::size_t>(found - chain.begin());
}

std::string try_these(std::string_view text, const std::vector<std::string>& all) {
  const auto near = near_words(text, all);
  return "try " + joined_with_or(near.empty() ? all : near);
}

[[noreturn]] void unknown_type(std::string_view type, const ParamCatalog& catalog) {
  std::vector<std::string> types;
  for (const std::string_view t : catalog.types()) types.emplace_back(t);
  throw Error(std::string(type), "there is no such processor", try_these(type, types));
}

// Moves a device and its automation lanes from one strip to another.
SessionPtr move_between(const SessionPtr& session, DeviceId device, StripId from, StripId to, std::size_t position) {
  const Strip& source = strip_of(*session, from);
  const auto moved = source.devices[position_in(source.devices, device)];
  if (moved->sidechain && moved->sidechain != to) refuse_loop(*session, moved->sidechain, to);
  const auto is_its = [device](const auto& lane) { return lane->target.device == device; };
  std::vector<std::shared_ptr<const AutomationLane>> lanes;
  std::copy_if(source.automation.begin(), source.automation.end(), std::back_inserter(lanes), is_its);
  auto next = copy_of(session);
  change_strip_in(*next, from, [&](Strip& strip) {
    std::erase(strip.devices, moved);
    std::erase_if(strip.automation, is_its);
  });
  change_strip_in(*next, to, [&](Strip& strip) {
    insert_at(strip.devices, moved, position);
    strip.automation.insert(strip.automation.end(), lanes.begin(), lanes.end());
  });
  return next;
}

}  // namespace

Added<DeviceId> add_device(const SessionPtr& session, StripId strip, std::string_view type, const ParamCatalog& catalog, std::size_t position) {
  strip_of(*session, strip);
  refuse_vca(*session, strip, "devices");
  const int version = catalog.version(type);
  if (version == 0) unknown_type(type, catalog);
  auto next = copy_of(session);
  auto device = std::make_shared<Device>();
  const auto id = take_id<DeviceId>(*next);
  device->id = id;
  device->type = type;
  device->version = version;
  change_strip_in(*next, strip, [&](Strip& s) { insert_at(s.devices, std::move(device), position); });
  return {next, id};
}

SessionPtr remove_device(const SessionPtr& session, DeviceId device) {
  StripId owner;
  device_of(*session, device, owner);
  return change_strip(session, owner, [device](Strip& strip) {
    std::erase_if(strip.devices, [device](const auto& d) { return d->id == device; });
    std::erase_if(strip.automation, [device](const auto& lane) { return lane->target.device == device; });
  });
}

SessionPtr move_device(const SessionPtr& session, DeviceId device, StripId strip, std::size_t position) {
  StripId owner;
  device_of(*session, device, owner);
  refuse_vca(*session, strip, "devices");
  if (owner != strip) return move_between(session, device, owner, strip, position);
  const Chain& chain = strip_of(*session, owner).devices;
  const std::size_t from = position_in(chain, device), to = std::min(position, chain.size() - 1);
  if (from == to) return session;
  return change_strip(session, owner, [=](Strip& s) { move_item(s.devices, from, to); });
}

Added<DeviceId> duplicate_device(const SessionPtr& session, DeviceId device, StripId strip, std::size_t position) {
  StripId owner;
  auto copy = std::make_shared<Device>(device_of(*session, device, owner));
  refuse_vca(*session, strip, "devices");
  if (copy->sidechain) refuse_loop(*session, copy->sidechain, strip);
  auto next = copy_of(session);
  const auto id = take_id<DeviceId>(*next);
  copy->id = id;
  change_strip_in(*next, strip, [&](Strip& s) { insert_at(s.devices, std::move(copy), position); });
  return {next, id};
}

SessionPtr insert_devices(const SessionPtr& session, StripId strip, const std::vector<Device>& devices, std::size_t position) {
  strip_of(*session, strip);
  refuse_vca(*session, strip, "devices");
  if (devices.empty()) return session;
  auto next = copy_of(session);
  for (const Device& device : devices) {
    auto copy = std::make_shared<Device>(device);
    copy->id = take_id<DeviceId>(*next);
    const bool keyed = copy->sidechain && find_strip(*session, copy->sidechain) && !find_vca(*session, copy->sidechain);
    if (!keyed || would_loop(*session, copy->sidechain, strip)) copy->sidechain = {};
    change_strip_in(*next, strip, [&](Strip& s) { insert_at(s.devices, std::move(copy), position); });
    if (position != kAtEnd) ++position;
  }
  return next;
}

SessionPtr set_bypassed(const SessionPtr& session, DeviceId device, bool bypassed) {
  return set_device_field(session, device, [](auto& d) -> auto& { return d.bypassed; }, bypassed);
}

SessionPtr set_mix(const SessionPtr& session, DeviceId device, double mix) {
  return set_device_field(session, device, [](auto& d) -> auto& { return d.mix; }, constrain(device_param("mix"), mix));
}

const ParamSpec& param_of(const Device& device, std::string_view key, const ParamCatalog& catalog) {
  if (catalog.version(device.type) == 0) unknown_type(device.type, catalog);
  const auto table = catalog.table(device.type);
  const int index = index_of(table, key);
  if (index >= 0) return table[static_cast<std::size_t>(index)];
  std::vector<std::string> keys;
  for (const ParamSpec& spec : table) keys.push_back(spec.key);
  throw Error(std::string(key), fmt::format("{} has no such parameter", device.type), try_these(key, keys));
}

void check_range(const ParamSpec& spec, double value) {
  if (value >= spec.minimum && value <= spec.maximum) return;
  throw Error(spec.key, fmt::format("{} is out of range", value),
              fmt::format("give a value from {} to {}", display_text(spec, spec.minimum), display_text(spec, spec.maximum)));
}

SessionPtr set_param(const SessionPtr& session, DeviceId device, std::string_view key, double value, const ParamCatalog& catalog) {
  StripId owner;
  const Device& now = device_of(*session, device, owner);
  const ParamSpec& spec = param_of(now, key, catalog);
  check_range(spec, value);
  const double held = constrain(spec, value);
  const auto present = now.params.find(spec.key);
  if (present != now.params.end() && present->second == held) return session;
  return change_device(session, device, [&](Device& d) { d.params[spec.key] = held; });
}

SessionPtr reset_param(const SessionPtr& session, DeviceId device, std::string_view key) {
  StripId owner;
  if (!device_of(*session, device, owner).params.contains(std::string(key))) return session;
  return change_device(session, device, [&](Device& d) { d.params.erase(std::string(key)); });
}

SessionPtr set_sidechain(const SessionPtr& session, DeviceId device, StripId source) {
  StripId owner;
  const Device& now = device_of(*session, device, owner);
  if (now.sidechain == source) return session;
  if (source) {
    strip_of(*session, source);
    refuse_vca(*session, source, "sound of its own");
    refuse_loop(*session, source, owner);
  }
  return change_device(session, device, [source](Device& d) { d.sidechain = source; });
}

}  // namespace sweetspot::edit
