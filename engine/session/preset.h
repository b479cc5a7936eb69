// A preset: the settings of one processor, or of a chain of them, under a name.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/params/catalog.h"
#include "engine/session/session.h"

namespace sweetspot {

// A processor's settings. Parameters that are not listed have their defaults; a side-chain is no part of it, since it names a strip.
struct PresetDevice {
  std::string type{};  // "eq"
  int version = 0;     // of the type's table when it was saved; 0: as the table is now
  bool bypassed = false;
  double mix = 1.0;                        // 0 dry to 1 wet
  std::map<std::string, double> params{};  // by key, in the parameter's unit
  UnknownKeys unknown{};                   // of parameters and types this version does not know, too
};

// Levels in factory presets are meant for tracks whose peaks lie about -8 dBFS, and for buses at about -18 LUFS.
struct Preset {
  std::string name{};
  std::string role = "any";  // a key of preset_roles(), or one of a newer version
  std::string summary{};     // one line that says what it is for
  std::vector<PresetDevice> devices{};
  UnknownKeys unknown{};
};

// What a preset is of: its only device's type, or "chain".
std::string_view preset_kind(const Preset& preset);
inline constexpr std::string_view kChainKind = "chain";

// The settings of a device, and of a strip's whole chain, without what is for listening while at work (ParamSpec::audition). Any thread.
PresetDevice preset_of(const Device& device, const ParamCatalog& catalog);
std::vector<PresetDevice> presets_of(const Strip& strip, const ParamCatalog& catalog);

// Whether a device sounds as these settings do: same type, same values of all parameters, same mix. Bypass and what is for listening
// while at work do not count. Any thread.
bool same_settings(const Device& device, const PresetDevice& preset, const ParamCatalog& catalog);

// A device with these settings, each brought into its range, without id and side-chain, and nothing switched on that is for listening.
// Any thread.
Device device_of(const PresetDevice& preset, const ParamCatalog& catalog);

// What a preset is made for: what a track may be (role.h), the buses, and "any".
struct PresetRole {
  std::string_view key;    // in files: "lead_vocal", "drum_bus", "master", "any"
  std::string_view label;  // for people: "Lead vocal"
};

// In the order of the menus. Any thread.
const std::vector<PresetRole>& preset_roles();

// The label of a role, or its key when this version does not know it. Any thread.
std::string_view preset_role_label(std::string_view key);

// The roles whose presets suit a strip, the nearest first and "any" last. Throws Error when there is no such strip. Any thread.
std::vector<std::string_view> preset_roles_of(const Session& session, StripId strip);

}  // namespace sweetspot
