// The presets that come with the program. They are compiled in, so that they are there wherever it is built or installed.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "engine/params/catalog.h"
#include "engine/session/preset.h"

namespace sweetspot {

struct EmbeddedText {
  std::string_view file;  // its name in resources/presets
  std::string_view text;
};

// The files of resources/presets, by name. Any thread.
std::span<const EmbeddedText> factory_preset_texts();

// All of them, read, in the order of the files. Some milliseconds. Any thread.
std::vector<Preset> read_factory_presets(const ParamCatalog& catalog);

}  // namespace sweetspot
