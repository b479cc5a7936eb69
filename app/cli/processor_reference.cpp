#include "app/cli/processor_reference.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "app/cli/param_lines.h"
#include "engine/studio/presets.h"

namespace sweetspot::cli {
namespace {

constexpr double kRate = 48000.0;

std::string frames_text(int frames) { return frames == 1 ? "1 frame" : fmt::format("{} frames ({:.1f} ms)", frames, 1e3 * frames / kRate); }

// The values at which a structural parameter is looked at: all of a choice, else the ends of its range.
std::vector<double> looked_at(const ParamSpec& spec) {
  std::vector<double> values;
  if (spec.scale != Scale::choice) return {spec.minimum, spec.maximum};
  for (double value = spec.minimum; value <= spec.maximum; value += 1.0) values.push_back(value);
  return values;
}

// What a latency may be, over all that structural parameters may be together.
struct LatencyRange {
  int at_default = 0;
  int most = 0;
  std::vector<std::string> depends_on;  // labels
};

class LatencySearch {
 public:
  explicit LatencySearch(const ProcessorType& type) : type_(type) {
    for (const ParamSpec& spec : type.params)
      if (spec.structural) free_.push_back(static_cast<std::size_t>(&spec - type.params.data()));
    std::vector<double> values = default_values(type);
    range_.at_default = range_.most = type.latency(values, kRate);
    changes_.assign(free_.size(), false);
    look(values, 0);
    for (std::size_t i = 0; i < free_.size(); ++i)
      if (changes_[i]) range_.depends_on.push_back(type.params[free_[i]].label);
  }

  const LatencyRange& range() const { return range_; }

 private:
  // Tries all values of a parameter with all of those behind it. Whether the latency is another for any of them shows which count.
  void look(std::vector<double>& values, std::size_t place) {
    if (place == free_.size()) return note(values);
    for (const double value : looked_at(type_.params[free_[place]])) {
      values[free_[place]] = value;
      look(values, place + 1);
    }
  }

  void note(std::vector<double> values) {
    const int frames = type_.latency(values, kRate);
    range_.most = std::max(range_.most, frames);
    for (std::size_t i = 0; i < free_.size(); ++i) {
      const double kept = values[free_[i]];
      for (const double other : looked_at(type_.params[free_[i]])) {
        values[free_[i]] = other;
        changes_[i] = changes_[i] || type_.latency(values, kRate) != frames;
      }
      values[free_[i]] = kept;
    }
  }

  const ProcessorType& type_;
  std::vector<std::size_t> free_;  // structural parameters, by their place in the table
  std::vector<bool> changes_;      // in the order of free_
  LatencyRange range_;
};

std::string change_text(const ParamSpec& spec) {
  if (spec.structural) return "structural";
  if (spec.audition) return "for listening";
  return spec.ramp_ms > 0.0 ? fmt::format("glides, {:g} ms", spec.ramp_ms) : "jumps";
}

// A bar would end the cell.
std::string cell(std::string text) {
  for (std::size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2) text.insert(at, "\\");
  return text;
}

// As it stands in files: bare numbers, since the unit has a column of its own.
std::string value_text(const ParamSpec& spec, double value) {
  if (spec.scale == Scale::choice || spec.scale == Scale::toggle) return fmt::format("`{}`", file_text(spec, value));
  return fmt::format("{:g}", value);
}

std::string range_text(const ParamSpec& spec) {
  if (spec.scale == Scale::toggle) return "`off`, `on`";
  if (spec.scale == Scale::choice) return fmt::format("`{}`", fmt::join(spec.choices, "`, `"));
  return fmt::format("{:g} to {:g}", spec.minimum, spec.maximum);
}

std::string row(const ParamLine& line) {
  const ParamSpec& spec = line.spec();
  const std::string key =
      line.is_family() ? fmt::format("`{}` (N = 1 to {})", line.key, line.members.size()) : fmt::format("`{}`", line.key);
  return fmt::format("| {} | {} | {} | {} | {} | {} | {} |\n", cell(key), cell(line.label), cell(range_text(spec)), unit_symbol(spec.unit),
                     cell(default_text(line, value_text)), law_name(spec.scale), change_text(spec));
}

std::string list_of_meters(const ProcessorType& type) {
  std::vector<std::string> texts;
  for (const MeterSpec& meter : type.meters) {
    const std::string_view unit = unit_symbol(meter.unit);
    std::string text = fmt::format("`{}` ({}{}{})", without_number(meter.key).pattern, without_number(meter.label).pattern,
                                   unit.empty() ? "" : ", ", unit);
    if (std::ranges::find(texts, text) == texts.end()) texts.push_back(std::move(text));  // those of the bands are told once
  }
  return texts.empty() ? "none" : fmt::format("{}", fmt::join(texts, ", "));
}

std::string list_of_presets(const ProcessorType& type) {
  std::vector<std::string> names;
  for (const ShelvedPreset& shelved : factory_presets())
    if (preset_kind(shelved.preset) == type.id) names.push_back(shelved.preset.name);
  return names.empty() ? "none" : fmt::format("{}", fmt::join(names, ", "));
}

std::string section(const ProcessorType& type) {
  std::string text = fmt::format("## {} (`{}`)\n\n{}\n\n", type.label, type.id, type.summary);
  text += fmt::format(
      "- Category: {}\n- Latency at 48 kHz: {}\n- Sound after the input ends: {}\n- Side-chain: {}\n- Meters: {}\n- Presets: {}\n\n",
      type.category, latency_text(type), tail_text(type), type.has_sidechain ? "yes" : "no", list_of_meters(type), list_of_presets(type));
  text += "| key | name | range or choices | unit | default | scale | a change |\n| --- | --- | --- | --- | --- | --- | --- |\n";
  for (const ParamLine& line : param_lines(type.params)) text += row(line);
  return text + "\n";
}

std::string chains() {
  std::string text =
      "## Chains\n\nPresets of several processors, for a whole strip.\n\n| name | for | devices | summary |\n| --- | --- | --- | --- |\n";
  for (const ShelvedPreset& shelved : factory_presets()) {
    const Preset& preset = shelved.preset;
    if (preset_kind(preset) != kChainKind) continue;
    std::vector<std::string> types;
    for (const PresetDevice& device : preset.devices) types.push_back(device.type);
    text += fmt::format("| {} | {} | {} | {} |\n", cell(preset.name), preset_role_label(preset.role), fmt::join(types, ", "),
                        cell(preset.summary));
  }
  return text;
}

}  // namespace

std::string latency_text(const ProcessorType& type) {
  if (!type.latency) return "none";
  const LatencySearch search(type);
  const LatencyRange& range = search.range();
  if (range.depends_on.empty()) return range.at_default == 0 ? "none" : frames_text(range.at_default);
  std::string text = (range.at_default == 0 ? "none" : frames_text(range.at_default)) + " at the defaults";
  if (range.most > range.at_default) text += ", up to " + frames_text(range.most);
  return text + fmt::format("; depends on {}", fmt::join(range.depends_on, ", "));
}

std::string tail_text(const ProcessorType& type) {
  if (!type.tail && !type.tail_in_tempo) return "none";
  const double seconds = static_cast<double>(tail_frames(type, default_values(type), kRate)) / kRate;
  if (seconds == 0.0) return "none at the defaults";
  return seconds < 1.0 ? fmt::format("{:.1f} ms at the defaults", 1e3 * seconds) : fmt::format("{:.1f} s at the defaults", seconds);
}

std::string processors_markdown() {
  std::string text =
      "# Processors\n\nMade by `sweetspot-cli processors --markdown` from the tables that the programs themselves read.\n\n"
      "A parameter that *glides* takes so long to a new value; what *jumps* is cross-faded where it would click; a *structural* one may\n"
      "change the latency, so the mix is laid out anew; one *for listening* is switched off again before an export. Each device has a "
      "dry/wet and a bypass besides.\n\n";
  for (const ProcessorType* type : all_processors()) text += section(*type);
  return text + chains();
}

}  // namespace sweetspot::cli
