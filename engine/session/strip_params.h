// The parameters that every strip, send and device has, described like those of a processor.
#pragma once

#include <span>

#include "engine/params/spec.h"

namespace sweetspot {

// Of strips: "trim", "invert", "gain", "pan", "width", "law", "mute", "solo", "solo_safe". Any thread.
std::span<const ParamSpec> strip_table();

// Of sends: "gain", "pan", "pre", "mute". Any thread.
std::span<const ParamSpec> send_table();

// Of all devices, beside their own: "bypass", "mix". Any thread.
std::span<const ParamSpec> device_table();

// Of regions: "gain", "invert", "mute". Any thread.
std::span<const ParamSpec> region_table();

// One entry of such a table; the key must be one of those above. Any thread.
const ParamSpec& strip_param(std::string_view key);
const ParamSpec& send_param(std::string_view key);
const ParamSpec& device_param(std::string_view key);
const ParamSpec& region_param(std::string_view key);

// True for those keys of strip_table() and send_table() that automation can move.
bool strip_param_automates(std::string_view key);
bool send_param_automates(std::string_view key);

}  // namespace sweetspot
