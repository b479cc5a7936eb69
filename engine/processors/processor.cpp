#include "engine/processors/processor.h"

namespace sweetspot {

std::vector<double> default_values(const ProcessorType& type) {
  std::vector<double> values;
  values.reserve(type.params.size());
  for (const ParamSpec& spec : type.params) values.push_back(spec.default_value);
  return values;
}

}  // namespace sweetspot
