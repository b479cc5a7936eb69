#include "engine/processors/processor.h"

namespace sweetspot {

std::vector<double> default_values(const ProcessorType& type) {
  std::vector<double> values;
  values.reserve(type.params.size());
  for (const ParamSpec& spec : type.params) values.push_back(spec.default_value);
  return values;
}

Frames tail_frames(const ProcessorType& type, std::span<const double> values, double rate, double tempo) {
  if (type.tail_in_tempo) return type.tail_in_tempo(values, rate, tempo);
  return type.tail ? type.tail(values, rate) : 0;
}

}  // namespace sweetspot
