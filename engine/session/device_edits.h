// Edits of chains of devices. Parameters are checked against their tables. Otherwise as strip_edits.h.
#pragma once

#include <cstddef>
#include <string_view>

#include "engine/params/catalog.h"
#include "engine/session/added.h"

namespace sweetspot::edit {

inline constexpr std::size_t kAtEnd = static_cast<std::size_t>(-1);

// A device with default parameters at a position from 0 in the chain. A type that the catalog does not have throws Error
// with the near ones.
Added<DeviceId> add_device(const SessionPtr& session, StripId strip, std::string_view type, const ParamCatalog& catalog,
                           std::size_t position = kAtEnd);

// Removes the device and its automation.
SessionPtr remove_device(const SessionPtr& session, DeviceId device);

// Moves a device to a position of its own or another strip's chain; its automation goes along.
SessionPtr move_device(const SessionPtr& session, DeviceId device, StripId strip, std::size_t position = kAtEnd);

// A copy with its parameters behind the position (no automation). Also between strips.
Added<DeviceId> duplicate_device(const SessionPtr& session, DeviceId device, StripId strip, std::size_t position = kAtEnd);

// Copies of devices, in their order, at a position of a chain; they may come from another session. A side-chain whose strip is not here, or
// would feed itself, is left out.
SessionPtr insert_devices(const SessionPtr& session, StripId strip, const std::vector<Device>& devices, std::size_t position = kAtEnd);

SessionPtr set_bypassed(const SessionPtr& session, DeviceId device, bool bypassed);
SessionPtr set_mix(const SessionPtr& session, DeviceId device, double mix);   // 0 dry to 1 wet

// A parameter in its unit. An unknown key throws Error with the near ones; a value out of range throws Error with the range.
SessionPtr set_param(const SessionPtr& session, DeviceId device, std::string_view key, double value, const ParamCatalog& catalog);

// Back to its default.
SessionPtr reset_param(const SessionPtr& session, DeviceId device, std::string_view key);

// The strip whose output keys the device; a zero id: none. A loop throws Error with the path.
SessionPtr set_sidechain(const SessionPtr& session, DeviceId device, StripId source);

// The description of a device's parameter. Throws Error as set_param does.
const ParamSpec& param_of(const Device& device, std::string_view key, const ParamCatalog& catalog);

// Throws Error with the range when a value does not lie in it.
void check_range(const ParamSpec& spec, double value);

}  // namespace sweetspot::edit
