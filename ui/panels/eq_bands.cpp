#include "ui/panels/eq_bands.h"

#include <algorithm>

#include "ui/panels/param_groups.h"

namespace sweetspot::ui {
namespace {

constexpr double kNewQ = 1.0;
constexpr std::size_t kNodesAtRest = 8;

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
    const int on = find("on"), type = find("type"), freq = find("freq"), gain = find("gain"), q = find("q");
    if (std::min({on, type, freq, gain, q}) < 0) continue;
    EqBand band{group.prefix, size_t(on), size_t(type), size_t(freq), size_t(gain), size_t(q), {}, {}, {}, {}, {}};
    const auto find_other = [&](std::optional<std::size_t>& into, std::string_view name) {
      if (const int at = find(name); at >= 0) into = size_t(at);
    };
    find_other(band.slope, "slope");
    find_other(band.route, "route");
    find_other(band.dynamic, "dynamic");
    find_other(band.ratio, "ratio");
    find_other(band.range, "range");
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

bool band_is_dynamic(const EqBand& band, std::span<const ParamSpec> table, std::span<const double> values) {
  return band.dynamic && values[*band.dynamic] >= 0.5 && values[band.on] >= 0.5 && band_has_gain(table[band.type], values[band.type]);
}

double band_range_db(const EqBand& band, std::span<const double> values) {
  if (!band.range || !band.ratio) return 0.0;
  return values[*band.ratio] >= 1.0 ? -values[*band.range] : values[*band.range];
}

bool band_rests(const EqBand& band, std::span<const ParamSpec> table, std::span<const double> values) {
  if (values[band.on] < 0.5) return false;
  const auto at_default = [&](std::size_t param) { return values[param] == table[param].default_value; };
  const auto is_default = [&](const std::optional<std::size_t>& param) { return !param || at_default(*param); };
  return at_default(band.type) && at_default(band.freq) && at_default(band.gain) && at_default(band.q) && is_default(band.route) &&
         is_default(band.dynamic);
}

bool node_has_place(std::span<const EqBand> bands, std::size_t band, std::span<const ParamSpec> table, std::span<const double> values) {
  return values[bands[band].on] >= 0.5 && (band < kNodesAtRest || !band_rests(bands[band], table, values));
}

QString route_letter(double route) {
  static constexpr const char* kLetters[] = {"", "L", "R", "M", "S"};
  const auto at = static_cast<std::size_t>(route >= 0.0 ? route : 0.0);
  return at < std::size(kLetters) ? kLetters[at] : "";
}

std::optional<std::size_t> free_band(std::span<const EqBand> bands, std::span<const ParamSpec> table, std::span<const double> values) {
  const auto is_flat = [&](const EqBand& band) {
    const bool still = !band.dynamic || values[*band.dynamic] < 0.5;
    return still && band_has_gain(table[band.type], values[band.type]) && values[band.gain] == 0.0;
  };
  for (int choice = 0; choice < 3; ++choice)
    for (std::size_t i = 0; i < bands.size(); ++i) {
      const bool fits = choice == 0 ? values[bands[i].on] < 0.5 : choice == 1 ? band_rests(bands[i], table, values) : is_flat(bands[i]);
      if (fits) return i;
    }
  return {};
}

ParamChanges added_node(const EqBand& band, std::span<const ParamSpec> table, double hertz, double decibels, std::string_view type,
                        double route) {
  const ParamSpec& kind = table[band.type];
  const auto shape = std::ranges::find(kind.choices, type);
  const double value = shape == kind.choices.end() ? kind.default_value : double(shape - kind.choices.begin());
  const bool has_gain = band_has_gain(kind, value);
  ParamChanges changes{{kind.key, value},
                       {table[band.freq].key, constrain(table[band.freq], hertz)},
                       {table[band.gain].key, has_gain ? constrain(table[band.gain], decibels) : 0.0},
                       {table[band.q].key, type == "bell" ? kNewQ : table[band.q].default_value},
                       {table[band.on].key, 1.0}};
  if (band.route) changes.push_back({table[*band.route].key, route});
  if (band.dynamic) changes.push_back({table[*band.dynamic].key, 0.0});
  return changes;
}

ParamChanges removed_node(const EqBand& band, std::span<const ParamSpec> table) {
  return {{table[band.on].key, 0.0}, {table[band.gain].key, 0.0}};
}

}  // namespace sweetspot::ui
