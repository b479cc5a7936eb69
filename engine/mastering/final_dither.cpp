#include "engine/mastering/final_dither.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "engine/processors/registry.h"

namespace sweetspot {
namespace {

// What a lane may do after the last device; a mute is no change of the samples that are heard.
constexpr std::array<std::string_view, 3> kFaderLanes{"gain", "pan", "width"};

std::string label_of(const Device& device) {
  const ProcessorType* const type = find_processor(device.type);
  return type ? type->label : device.type;
}

bool is_automated(const Strip& strip, std::string_view param) {
  return std::ranges::any_of(strip.automation, [param](const auto& lane) {
    return lane->enabled && !lane->points.empty() && !lane->target.device && !lane->target.send && lane->target.param == param;
  });
}

}  // namespace

bool is_active_dither(const Device& device) { return device.type == "dither" && !device.bypassed; }

std::string after_dither(const Strip& master, std::size_t at) {
  if (master.devices[at]->mix < 1.0) return fmt::format("only {:.0f} % of it is mixed in", 100.0 * master.devices[at]->mix);
  for (std::size_t i = at + 1; i < master.devices.size(); ++i)
    if (master.devices[i] && !master.devices[i]->bypassed) return fmt::format("the {} comes after it", label_of(*master.devices[i]));
  for (const std::string_view param : kFaderLanes)
    if (is_automated(master, param)) return fmt::format("the master fader's {} is automated", param);
  if (master.fader.gain_db != 0.0) return fmt::format("the master fader stands at {:+.1f} dB", master.fader.gain_db);
  if (master.fader.pan != 0.0) return "the master is panned";
  if (master.fader.width != 1.0) return "the master fader changes the width";
  return {};
}

std::optional<int> final_dither_bits(const Strip& master) {
  for (std::size_t i = master.devices.size(); i-- > 0;) {
    const auto& device = master.devices[i];
    if (!device || device->bypassed) continue;
    if (!is_active_dither(*device) || !after_dither(master, i).empty()) return std::nullopt;
    const ProcessorType& type = *find_processor("dither");
    const ParamSpec& depth = type.params[static_cast<std::size_t>(index_of(type.params, "depth"))];
    return std::stoi(depth.choices[static_cast<std::size_t>(device_value(*device, depth))]);
  }
  return std::nullopt;
}

}  // namespace sweetspot
