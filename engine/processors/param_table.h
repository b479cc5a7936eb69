// Short ways to write the lines of a parameter table.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/core/error.h"
#include "engine/params/spec.h"

namespace sweetspot {

struct Range {
  double minimum;
  double maximum;
  double default_value;
};

// A value that glides. [main]
inline ParamSpec continuous(std::uint32_t id, std::string key, std::string label, Unit unit, Range range, Scale scale = Scale::linear) {
  ParamSpec spec;
  spec.id = id;
  spec.key = std::move(key);
  spec.label = std::move(label);
  spec.unit = unit;
  spec.minimum = range.minimum;
  spec.maximum = range.maximum;
  spec.default_value = range.default_value;
  spec.scale = scale;
  return spec;
}

// On or off. With a ramp time the processor is to cross-fade over the values between. [main]
inline ParamSpec toggle(std::uint32_t id, std::string key, std::string label, bool on, double ramp_ms = 0.0) {
  ParamSpec spec = continuous(id, std::move(key), std::move(label), Unit::none, {0.0, 1.0, on ? 1.0 : 0.0}, Scale::toggle);
  spec.ramp_ms = ramp_ms;
  return spec;
}

// On or off for listening to something else while at work; a check says when it was left on. [main]
inline ParamSpec audition(std::uint32_t id, std::string key, std::string label, double ramp_ms = 20.0) {
  ParamSpec spec = toggle(id, std::move(key), std::move(label), false, ramp_ms);
  spec.audition = true;
  return spec;
}

// One of several, named by their file keys; jumps. [main]
inline ParamSpec choice(std::uint32_t id, std::string key, std::string label, std::vector<std::string> choices, int default_index = 0) {
  const Range range{0.0, static_cast<double>(choices.size()) - 1.0, static_cast<double>(default_index)};
  ParamSpec spec = continuous(id, std::move(key), std::move(label), Unit::none, range, Scale::choice);
  spec.ramp_ms = 0.0;
  spec.choices = std::move(choices);
  return spec;
}

// Folds lines of a table, named by their keys, under a heading of the panel. Throws Error for a key that no line has. [main]
inline void put_under(std::string_view section, std::vector<ParamSpec>& table, std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) {
    const int at = index_of(table, key);
    if (at < 0) throw Error(std::string(key), "is no parameter of this table", "name one that is");
    table[static_cast<std::size_t>(at)].section = section;
  }
}

}  // namespace sweetspot
