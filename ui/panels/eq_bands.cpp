#include "ui/panels/eq_bands.h"

#include <algorithm>

#include "ui/panels/param_groups.h"

namespace sweetspot::ui {
namespace {

constexpr double kNewQ = 1.0;

std::string_view type_key(const ParamSpec& type, double value) {
  const auto i = static_cast<std::size_t>(constrain(type, value));
  return i < type.choices.size() ? std::string_view(type.choices[i]) : std::string_view();
}

}  // namespace

std::vector<EqBand> eq_bands(std::span<const ParamSpec> table) {
  std::vector<EqBand> bands;
  for (const ParamGroup& group : group_params(table)) {
    if (band_stem(group).empty()) continue;
    const auto find = [&](std::string_view name) { return index_of(table, group.prefix + "." + std::string(name)); };
    const int on = find("on"), type = find("type"), freq = find("freq"), gain = find("gain"), q = find("q"), slope = find("slope");
    if (std::min({on, type, freq, gain, q}) < 0) continue;
    EqBand band{group.prefix, size_t(on), size_t(type), size_t(freq), size_t(gain), size_t(q), {}};
    if (slope >= 0) band.slope = size_t(slope);
    bands.push_back(band);
  }
  return bands;
}

bool band_has_gain(const ParamSpec& type, double value) {
  const std::string_view key = type_key(type, value);
  return key == "bell" || key == "low_shelf" || key == "high_shelf" || key == "tilt";
}

bool band_has_slope(const ParamSpec& type, double value) {
  const std::string_view key = type_key(type, value);
  return key == "high_pass" || key == "low_pass";
}

std::optional<std::size_t> free_band(std::span<const EqBand> bands, std::span<const ParamSpec> table, std::span<const double> values) {
  for (const auto wanted_off : {true, false}) {
    for (std::size_t i = 0; i < bands.size(); ++i) {
      const bool off = values[bands[i].on] < 0.5;
      const bool flat = band_has_gain(table[bands[i].type], values[bands[i].type]) && values[bands[i].gain] == 0.0;
      if (wanted_off ? off : flat) return i;
    }
  }
  return {};
}

ParamChanges added_node(const EqBand& band, std::span<const ParamSpec> table, double hertz, double decibels) {
  const ParamSpec& type = table[band.type];
  const auto bell = std::ranges::find(type.choices, "bell");
  const double shape = bell == type.choices.end() ? type.default_value : double(bell - type.choices.begin());
  return {{table[band.type].key, shape},
          {table[band.freq].key, constrain(table[band.freq], hertz)},
          {table[band.gain].key, constrain(table[band.gain], decibels)},
          {table[band.q].key, kNewQ},
          {table[band.on].key, 1.0}};
}

ParamChanges removed_node(const EqBand& band, std::span<const ParamSpec> table) {
  return {{table[band.on].key, 0.0}, {table[band.gain].key, 0.0}};
}

}  // namespace sweetspot::ui
