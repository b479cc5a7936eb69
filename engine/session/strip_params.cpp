#include "engine/session/strip_params.h"

#include <array>

#include "engine/core/units.h"
#include "engine/params/fader_law.h"

namespace sweetspot {
namespace {

ParamSpec level(std::uint32_t id, const char* key, const char* label) {
  return {.id = id, .key = key, .label = label, .unit = Unit::decibels, .minimum = kSilenceDb, .maximum = kFaderTopDb, .scale = Scale::fader};
}

ParamSpec pan(std::uint32_t id) {
  return {.id = id, .key = "pan", .label = "Pan", .minimum = -1.0, .maximum = 1.0, .default_value = 0.0, .shown_decimals = 2};
}

ParamSpec toggle(std::uint32_t id, const char* key, const char* label) {
  return {.id = id, .key = key, .label = label, .scale = Scale::toggle, .ramp_ms = 5.0};
}

ParamSpec choice(std::uint32_t id, const char* key, const char* label, std::vector<std::string> choices) {
  const double last = static_cast<double>(choices.size() - 1);
  return {.id = id, .key = key, .label = label, .maximum = last, .scale = Scale::choice, .ramp_ms = 0.0, .choices = std::move(choices)};
}

const std::vector<ParamSpec>& strip_specs() {
  static const std::vector<ParamSpec> table = {
      {.id = 1, .key = "trim", .label = "Trim", .unit = Unit::decibels, .minimum = -24.0, .maximum = 24.0},
      toggle(2, "invert", "Polarity"),
      level(3, "gain", "Level"),
      pan(4),
      {.id = 5, .key = "width", .label = "Width", .minimum = 0.0, .maximum = 2.0, .default_value = 1.0, .shown_decimals = 2},
      choice(6, "law", "Pan law", {"constant_power", "balance", "linear"}),
      toggle(7, "mute", "Mute"),
      toggle(8, "solo", "Solo"),
      toggle(9, "solo_safe", "Solo safe"),
  };
  return table;
}

const std::vector<ParamSpec>& send_specs() {
  static const std::vector<ParamSpec> table = {level(1, "gain", "Level"), pan(2), toggle(3, "pre", "Before the fader"), toggle(4, "mute", "Mute")};
  return table;
}

const std::vector<ParamSpec>& device_specs() {
  static const std::vector<ParamSpec> table = {
      toggle(1, "bypass", "Bypass"),
      {.id = 2, .key = "mix", .label = "Dry/wet", .default_value = 1.0, .shown_decimals = 2},
  };
  return table;
}

const std::vector<ParamSpec>& region_specs() {
  static const std::vector<ParamSpec> table = {
      {.id = 1, .key = "gain", .label = "Gain", .unit = Unit::decibels, .minimum = kSilenceDb, .maximum = 24.0, .scale = Scale::fader},
      toggle(2, "invert", "Polarity"),
      toggle(3, "mute", "Mute"),
  };
  return table;
}

const ParamSpec& entry(const std::vector<ParamSpec>& table, std::string_view key) { return table.at(static_cast<std::size_t>(index_of(table, key))); }

}  // namespace

std::span<const ParamSpec> strip_table() { return strip_specs(); }
std::span<const ParamSpec> send_table() { return send_specs(); }
std::span<const ParamSpec> device_table() { return device_specs(); }
std::span<const ParamSpec> region_table() { return region_specs(); }

const ParamSpec& strip_param(std::string_view key) { return entry(strip_specs(), key); }
const ParamSpec& send_param(std::string_view key) { return entry(send_specs(), key); }
const ParamSpec& device_param(std::string_view key) { return entry(device_specs(), key); }
const ParamSpec& region_param(std::string_view key) { return entry(region_specs(), key); }

bool strip_param_automates(std::string_view key) { return key == "gain" || key == "pan" || key == "width" || key == "mute"; }
bool send_param_automates(std::string_view key) { return key == "gain" || key == "pan"; }

}  // namespace sweetspot
