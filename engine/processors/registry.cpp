#include "engine/processors/registry.h"

#include <algorithm>
#include <array>

namespace sweetspot {

// Each is defined in the source file of its processor. A new processor is one line here and one in kProcessors.
const ProcessorType& gain_processor();
const ProcessorType& pan_processor();
const ProcessorType& width_processor();
const ProcessorType& eq_processor();
const ProcessorType& compressor_processor();
const ProcessorType& multiband_processor();
const ProcessorType& gate_processor();
const ProcessorType& deesser_processor();
const ProcessorType& transient_processor();
const ProcessorType& saturate_processor();
const ProcessorType& clipper_processor();
const ProcessorType& limiter_processor();
const ProcessorType& rider_processor();
const ProcessorType& tune_processor();
const ProcessorType& reverb_processor();
const ProcessorType& delay_processor();
const ProcessorType& doubler_processor();
const ProcessorType& modulation_processor();
const ProcessorType& dither_processor();

namespace {

// The order of the menus.
std::span<const ProcessorType* const> list() {
  // clang-format off
  static const std::array kProcessors{
      &gain_processor(),
      &pan_processor(),
      &width_processor(),
      &eq_processor(),
      &compressor_processor(),
      &multiband_processor(),
      &gate_processor(),
      &deesser_processor(),
      &transient_processor(),
      &saturate_processor(),
      &clipper_processor(),
      &limiter_processor(),
      &rider_processor(),
      &tune_processor(),
      &reverb_processor(),
      &delay_processor(),
      &doubler_processor(),
      &modulation_processor(),
      &dither_processor(),
  };
  // clang-format on
  return kProcessors;
}

class Registry final : public ParamCatalog {
 public:
  std::span<const ParamSpec> table(std::string_view type) const override {
    const ProcessorType* found = find_processor(type);
    return found ? std::span<const ParamSpec>(found->params) : std::span<const ParamSpec>();
  }

  int version(std::string_view type) const override {
    const ProcessorType* found = find_processor(type);
    return found ? found->version : 0;
  }

  std::vector<std::string_view> types() const override {
    std::vector<std::string_view> ids;
    for (const ProcessorType* type : list()) ids.push_back(type->id);
    return ids;
  }
};

}  // namespace

std::span<const ProcessorType* const> all_processors() { return list(); }

const ProcessorType* find_processor(std::string_view id) {
  const auto types = list();
  const auto found = std::ranges::find_if(types, [id](const ProcessorType* type) { return type->id == id; });
  return found == types.end() ? nullptr : *found;
}

const ParamCatalog& processor_catalog() {
  static const Registry registry;
  return registry;
}

}  // namespace sweetspot
