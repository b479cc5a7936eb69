#include "engine/params/spec.h"

#include <algorithm>
#include <cmath>

#include "engine/core/units.h"
#include "engine/params/fader_law.h"

namespace sweetspot {
namespace {

bool whole(const ParamSpec& spec) { return spec.scale == Scale::choice || spec.scale == Scale::toggle; }

// The fader law goes on at its topmost slope for parameters that reach above the desk's fader.
double deflection(double db) {
  constexpr double kSlopeAboveTop = 2.5 / 115.0;
  return db <= kFaderTopDb ? fader_travel(db) : 1.0 + (db - kFaderTopDb) * kSlopeAboveTop;
}

double db_of_deflection(double travel) {
  constexpr double kSlopeAboveTop = 2.5 / 115.0;
  return travel <= 1.0 ? fader_db(travel) : kFaderTopDb + (travel - 1.0) / kSlopeAboveTop;
}

double fader_value(const ParamSpec& spec, double travel) {
  if (travel <= 0.0) return spec.minimum;
  const double low = deflection(spec.minimum), high = deflection(spec.maximum);
  return db_of_deflection(low + travel * (high - low));
}

double fader_position(const ParamSpec& spec, double value) {
  const double low = deflection(spec.minimum), high = deflection(spec.maximum);
  return (deflection(value) - low) / (high - low);
}

}  // namespace

double constrain(const ParamSpec& spec, double value) noexcept {
  if (std::isnan(value)) return spec.default_value;
  const double held = std::clamp(value, spec.minimum, spec.maximum);
  return whole(spec) ? std::round(held) : held;
}

double travel_from_value(const ParamSpec& spec, double value) noexcept {
  const double v = constrain(spec, value);
  const double range = spec.maximum - spec.minimum;
  if (!(range > 0.0)) return 0.0;
  switch (spec.scale) {
    case Scale::logarithmic: return std::log(v / spec.minimum) / std::log(spec.maximum / spec.minimum);
    case Scale::square: return std::sqrt((v - spec.minimum) / range);
    case Scale::fader: return std::clamp(fader_position(spec, v), 0.0, 1.0);
    case Scale::linear: case Scale::choice: case Scale::toggle: break;
  }
  return (v - spec.minimum) / range;
}

double value_from_travel(const ParamSpec& spec, double travel) noexcept {
  const double t = std::isnan(travel) ? travel_from_value(spec, spec.default_value) : std::clamp(travel, 0.0, 1.0);
  const double range = spec.maximum - spec.minimum;
  double value = spec.minimum + t * range;
  if (spec.scale == Scale::logarithmic) value = spec.minimum * std::pow(spec.maximum / spec.minimum, t);
  if (spec.scale == Scale::square) value = spec.minimum + t * t * range;
  if (spec.scale == Scale::fader) value = fader_value(spec, t);
  return constrain(spec, value);
}

int index_of(std::span<const ParamSpec> table, std::string_view key) noexcept {
  const auto found = std::find_if(table.begin(), table.end(), [key](const ParamSpec& spec) { return spec.key == key; });
  return found == table.end() ? -1 : static_cast<int>(found - table.begin());
}

}  // namespace sweetspot
