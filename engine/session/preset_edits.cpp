#include "engine/session/preset_edits.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "engine/session/device_edits.h"
#include "engine/session/edit_support.h"

namespace sweetspot::edit {
namespace {

// What this version does not know of a device stays with it; what it does not know of the parameters is the preset's.
UnknownKeys unknown_after(const UnknownKeys& device, const UnknownKeys& preset) {
  nlohmann::json keys = device ? *device : nlohmann::json::object();
  keys.erase("params");
  if (preset && preset->contains("params")) keys["params"] = (*preset)["params"];
  return keys.empty() ? nullptr : std::make_shared<const nlohmann::json>(std::move(keys));
}

void check_known(const Preset& preset, const ParamCatalog& catalog) {
  for (const PresetDevice& device : preset.devices)
    if (catalog.version(device.type) == 0)
      throw Error(preset.name, fmt::format("it needs the processor \"{}\", which this version does not have", device.type),
                  "update Sweetspot or choose another preset");
}

}  // namespace

SessionPtr apply_preset(const SessionPtr& session, DeviceId device, const PresetDevice& preset, const ParamCatalog& catalog) {
  StripId owner;
  const Device& now = device_of(*session, device, owner);
  if (now.type != preset.type)
    throw Error(now.type, fmt::format("this is a preset of another processor, {}", preset.type), "choose one of its own");
  const Device wanted = sweetspot::device_of(preset, catalog);
  const UnknownKeys unknown = unknown_after(now.unknown, wanted.unknown);
  const bool same_unknown = unknown && now.unknown ? *unknown == *now.unknown : !unknown && !now.unknown;
  if (now.params == wanted.params && now.mix == wanted.mix && now.version == wanted.version && same_unknown) return session;
  return change_device(session, device, [&](Device& changed) {
    changed.params = wanted.params;
    changed.mix = wanted.mix;
    changed.version = wanted.version;
    changed.unknown = unknown;
  });
}

SessionPtr apply_chain(const SessionPtr& session, StripId strip, const Preset& preset, ChainPlace place, const ParamCatalog& catalog) {
  check_known(preset, catalog);
  SessionPtr cleared = session;
  if (place == ChainPlace::replace)
    for (const auto& device : strip_of(*session, strip).devices) cleared = remove_device(cleared, device->id);
  if (preset.devices.empty()) return cleared;
  auto next = copy_of(cleared);
  std::vector<std::shared_ptr<const Device>> added;
  for (const PresetDevice& settings : preset.devices) {
    auto device = std::make_shared<Device>(sweetspot::device_of(settings, catalog));
    device->id = take_id<DeviceId>(*next);
    added.push_back(std::move(device));
  }
  change_strip_in(*next, strip, [&](Strip& changed) { changed.devices.insert(changed.devices.end(), added.begin(), added.end()); });
  return next;
}

}  // namespace sweetspot::edit
