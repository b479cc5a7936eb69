#include "ui/panels/param_rules.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>

namespace sweetspot::ui {
namespace {

// A parameter has a say while another one, the judge, stands at certain values. "*." stands for each band.
struct Rule {
  std::string_view type;
  std::string_view param;
  std::string_view judge;
  // Of a choice: its keys, parted by spaces. Of a switch: "on" or "off". Of a number: "above", its minimum.
  std::string_view when;
};

constexpr std::string_view kTypesWithGain = "bell low_shelf high_shelf tilt";

constexpr Rule kRules[] = {
    {"eq", "*.gain", "*.type", kTypesWithGain},
    {"eq", "*.q", "*.type", "bell low_shelf high_shelf high_pass low_pass notch band_pass all_pass"},
    {"eq", "*.slope", "*.type", "high_pass low_pass"},
    {"eq", "*.dynamic", "*.type", kTypesWithGain},
    {"eq", "*.threshold", "*.type", kTypesWithGain},
    {"eq", "*.threshold", "*.dynamic", "on"},
    {"eq", "*.ratio", "*.type", kTypesWithGain},
    {"eq", "*.ratio", "*.dynamic", "on"},
    {"eq", "*.attack", "*.type", kTypesWithGain},
    {"eq", "*.attack", "*.dynamic", "on"},
    {"eq", "*.release", "*.type", kTypesWithGain},
    {"eq", "*.release", "*.dynamic", "on"},
    {"eq", "*.range", "*.type", kTypesWithGain},
    {"eq", "*.range", "*.dynamic", "on"},
    {"eq", "*.key", "*.type", kTypesWithGain},
    {"eq", "*.key", "*.dynamic", "on"},
    {"eq", "resolution", "phase", "linear"},
    {"limiter", "release", "auto_release", "off"},
    {"multiband", "split2", "bands", "3 4 5 6"},
    {"multiband", "split3", "bands", "4 5 6"},
    {"multiband", "split4", "bands", "5 6"},
    {"multiband", "split5", "bands", "6"},
    {"deesser", "width", "band", "around"},
    {"saturate", "band", "mode", "exciter"},
    {"saturate", "freq", "mode", "exciter"},
    {"saturate", "width", "mode", "exciter"},
    {"saturate", "width", "band", "around"},
    {"saturate", "amount", "mode", "exciter"},
    {"width", "spread_from", "spread", "above"},
    {"delay", "time", "sync", "off"},
    {"delay", "note", "sync", "on"},
    {"delay", "wobble_rate", "wobble", "above"},
    {"delay", "duck_threshold", "duck", "above"},
    {"delay", "duck_release", "duck", "above"},
    {"modulation", "rate", "sync", "off"},
    {"modulation", "note", "sync", "on"},
    {"modulation", "feedback", "type", "flanger phaser"},
    {"modulation", "delay", "type", "chorus flanger vibrato"},
    {"modulation", "centre", "type", "phaser"},
    {"modulation", "stages", "type", "phaser"},
    {"reverb", "mod_rate", "mod_depth", "above"},
    {"reverb", "early_size", "early_level", "above"},
    {"reverb", "duck_threshold", "duck", "above"},
    {"reverb", "duck_release", "duck", "above"},
};

bool is_word_of(std::string_view list, std::string_view word) {
  for (std::size_t at = 0; at < list.size();) {
    const std::size_t end = std::min(list.find(' ', at), list.size());
    if (list.substr(at, end - at) == word) return true;
    at = end + 1;
  }
  return false;
}

bool holds(std::string_view when, const ParamSpec& judge, double value) {
  if (judge.scale == Scale::choice) return is_word_of(when, judge.choices[static_cast<std::size_t>(constrain(judge, value))]);
  if (judge.scale == Scale::toggle) return (value >= 0.5) == (when == "on");
  return value > judge.minimum;
}

// The key of a rule for the band of a parameter: "*.type" beside "band3.gain" is "band3.type". Empty when the rule is of another.
std::string key_for(std::string_view pattern, std::string_view param_pattern, const std::string& key) {
  if (!param_pattern.starts_with("*.")) return key == param_pattern ? std::string(pattern) : std::string();
  const std::size_t point = key.find('.');
  if (point == std::string::npos || std::string_view(key).substr(point) != param_pattern.substr(1)) return {};
  return key.substr(0, point).append(pattern.substr(1));
}

int index_within(std::span<const ParamSpec> table, const ParamGroup& band, std::string_view name) {
  for (const std::size_t param : band.members) {
    const std::string_view key = table[param].key;
    if (key.substr(key.find('.') + 1) == name) return static_cast<int>(param);
  }
  return -1;
}

bool is_touched(std::span<const ParamSpec> table, const ParamGroup& band, std::span<const double> values, int besides) {
  return std::ranges::any_of(
      band.members, [&](std::size_t param) { return static_cast<int>(param) != besides && values[param] != table[param].default_value; });
}

// What the parameter `bands` says, or -1.
int number_of_bands(const ProcessorType& type, std::span<const double> values) {
  const int at = index_of(type.params, "bands");
  if (at < 0) return -1;
  const ParamSpec& spec = type.params[static_cast<std::size_t>(at)];
  const double value = constrain(spec, values[static_cast<std::size_t>(at)]);
  if (spec.scale != Scale::choice) return static_cast<int>(value);
  const std::string& text = spec.choices[static_cast<std::size_t>(value)];
  int count = -1;
  std::from_chars(text.data(), text.data() + text.size(), count);
  return count;
}

}  // namespace

ParamRules::ParamRules(const ProcessorType& type) : table_(type.params) {
  for (const Rule& rule : kRules) {
    if (rule.type != type.id) continue;
    for (std::size_t param = 0; param < table_.size(); ++param) {
      const std::string judge = key_for(rule.judge, rule.param, table_[param].key);
      const int at = judge.empty() ? -1 : index_of(table_, judge);
      if (at >= 0) found_.push_back({param, static_cast<std::size_t>(at), rule.when});
    }
  }
}

std::vector<bool> ParamRules::say(std::span<const double> values) const {
  std::vector<bool> say(table_.size(), true);
  for (const Found& rule : found_)
    if (!holds(rule.when, table_[rule.judge], values[rule.judge])) say[rule.param] = false;
  return say;
}

std::vector<std::string> missing_rule_keys() {
  std::vector<std::string> missing;
  const auto in_first_band = [](std::string_view pattern) {
    std::string key(pattern);
    if (key.starts_with("*.")) key.replace(0, 1, "band1");
    return key;
  };
  for (const Rule& rule : kRules) {
    const ProcessorType* type = find_processor(rule.type);
    if (!type) continue;
    for (const std::string_view pattern : {rule.param, rule.judge})
      if (index_of(type->params, in_first_band(pattern)) < 0) missing.push_back(in_first_band(pattern));
    const int judge = index_of(type->params, in_first_band(rule.judge));
    if (judge < 0) continue;
    const ParamSpec& spec = type->params[static_cast<std::size_t>(judge)];
    if (spec.scale != Scale::choice) continue;
    for (std::size_t at = 0; at < rule.when.size();) {
      const std::size_t end = std::min(rule.when.find(' ', at), rule.when.size());
      const std::string_view word = rule.when.substr(at, end - at);
      if (std::ranges::find(spec.choices, word) == spec.choices.end()) missing.emplace_back(word);
      at = end + 1;
    }
  }
  return missing;
}

std::vector<int> bands_in_use(const ProcessorType& type, std::span<const ParamGroup> bands, std::span<const double> values) {
  std::vector<int> used;
  const int count = number_of_bands(type, values);
  for (std::size_t i = 0; i < bands.size(); ++i) {
    const int on = index_within(type.params, bands[i], "on");
    const bool in = count >= 0 ? static_cast<int>(i) < count
                               : on < 0 || (values[static_cast<std::size_t>(on)] >= 0.5 && is_touched(type.params, bands[i], values, on));
    if (in) used.push_back(static_cast<int>(i));
  }
  return used;
}

bool bands_can_be_added(const ProcessorType& type, std::span<const ParamGroup> bands) {
  return !bands.empty() && index_of(type.params, "bands") < 0 && index_within(type.params, bands.front(), "on") >= 0;
}

}  // namespace sweetspot::ui
