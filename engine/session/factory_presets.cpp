#include "engine/session/factory_presets.h"

#include <iterator>
#include <string>

#include "engine/session/preset_format.h"

namespace sweetspot {

std::vector<Preset> read_factory_presets(const ParamCatalog& catalog) {
  std::vector<Preset> all;
  for (const EmbeddedText& file : factory_preset_texts()) {
    auto presets = presets_from_text(file.text, catalog, std::string(file.file));
    std::move(presets.begin(), presets.end(), std::back_inserter(all));
  }
  return all;
}

}  // namespace sweetspot
