#include "engine/session/preset.h"

#include <algorithm>

namespace sweetspot {
namespace {

double value_in(const std::map<std::string, double>& params, const ParamSpec& spec) {
  const auto found = params.find(spec.key);
  return found == params.end() ? spec.default_value : constrain(spec, found->second);
}

std::map<std::string, double> for_keeps(const std::string& type, std::map<std::string, double> params, const ParamCatalog& catalog) {
  for (const ParamSpec& spec : catalog.table(type))
    if (spec.audition) params.erase(spec.key);
  return params;
}

// A file may hold any number. An older version's wait for their migration, since its ranges may have been others.
void put_in_range(std::map<std::string, double>& params, std::span<const ParamSpec> table) {
  for (const ParamSpec& spec : table)
    if (const auto found = params.find(spec.key); found != params.end()) found->second = constrain(spec, found->second);
}

}  // namespace

std::string_view preset_kind(const Preset& preset) {
  return preset.devices.size() == 1 ? std::string_view(preset.devices.front().type) : kChainKind;
}

PresetDevice preset_of(const Device& device, const ParamCatalog& catalog) {
  return {device.type, device.version, device.bypassed, device.mix, for_keeps(device.type, device.params, catalog), device.unknown};
}

std::vector<PresetDevice> presets_of(const Strip& strip, const ParamCatalog& catalog) {
  std::vector<PresetDevice> devices;
  for (const auto& device : strip.devices) devices.push_back(preset_of(*device, catalog));
  return devices;
}

bool same_settings(const Device& device, const PresetDevice& preset, const ParamCatalog& catalog) {
  if (device.type != preset.type || device.mix != std::clamp(preset.mix, 0.0, 1.0)) return false;
  return std::ranges::all_of(catalog.table(device.type), [&](const ParamSpec& spec) {
    return spec.audition || value_in(device.params, spec) == value_in(preset.params, spec);
  });
}

Device device_of(const PresetDevice& preset, const ParamCatalog& catalog) {
  Device device;
  device.type = preset.type;
  device.version = preset.version > 0 ? preset.version : catalog.version(preset.type);
  device.bypassed = preset.bypassed;
  device.mix = std::clamp(preset.mix, 0.0, 1.0);
  device.params = for_keeps(preset.type, preset.params, catalog);
  if (device.version >= catalog.version(preset.type)) put_in_range(device.params, catalog.table(preset.type));
  device.unknown = preset.unknown;
  return device;
}

}  // namespace sweetspot
