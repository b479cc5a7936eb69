// Presets as JSON, one leaf a line so that they compare well:
//
//   {"format": 1, "name": "...", "role": "lead_vocal", "summary": "...",
//    "devices": [{"type": "eq", "version": 1, "bypass": false, "mix": 1, "params": {"band1.freq": 120, ...}}]}
//
// A text holds one preset or a list of them. Keys that this version does not know are kept.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/params/catalog.h"
#include "engine/session/preset.h"

namespace sweetspot {

inline constexpr int kPresetFormat = 1;

// The text of one preset, and of a list. Equal presets give equal bytes. Any thread.
std::string preset_to_text(const Preset& preset, const ParamCatalog& catalog);
std::string presets_to_text(std::span<const Preset> presets, const ParamCatalog& catalog);

// Reads either. `name` is for errors: a file's name. Throws Error when it is no such text or is of a newer format, or a preset has no
// name or no device. Processors and parameters that the catalog does not have are no error; they are kept. Any thread.
std::vector<Preset> presets_from_text(std::string_view text, const ParamCatalog& catalog, const std::string& name);

}  // namespace sweetspot
