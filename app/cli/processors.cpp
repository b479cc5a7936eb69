#include <fmt/format.h>

#include "app/cli/command.h"
#include "app/cli/param_lines.h"
#include "app/cli/processor_reference.h"
#include "engine/core/error.h"
#include "engine/core/text.h"
#include "engine/studio/presets.h"
#include "engine/studio/processors.h"

namespace sweetspot::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr double kRate = 48000.0;  // at which latency and tail are told

Json as_json(const ParamSpec& spec) {
  Json param{{"id", spec.id},
             {"key", spec.key},
             {"name", spec.label},
             {"unit", unit_symbol(spec.unit)},
             {"minimum", number_or_null(spec.minimum)},
             {"maximum", spec.maximum},
             {"default", number_or_null(spec.default_value)},
             {"law", law_name(spec.scale)},
             {"ramp_ms", spec.ramp_ms},
             {"structural", spec.structural},
             {"audition", spec.audition}};
  if (!spec.choices.empty()) param["choices"] = spec.choices;
  return param;
}

Json as_json(const MeterSpec& meter) {
  return {{"key", meter.key}, {"name", meter.label}, {"unit", unit_symbol(meter.unit)}, {"idle", number_or_null(meter.idle)}};
}

Json as_json(const ProcessorType& type) {
  Json params = Json::array(), meters = Json::array(), presets = Json::array();
  for (const ParamSpec& spec : type.params) params.push_back(as_json(spec));
  for (const MeterSpec& meter : type.meters) meters.push_back(as_json(meter));
  for (const ShelvedPreset& shelved : factory_presets())
    if (preset_kind(shelved.preset) == type.id) presets.push_back(shelved.preset.name);
  const std::vector<double> defaults = default_values(type);
  return {{"id", type.id},
          {"name", type.label},
          {"category", type.category},
          {"summary", type.summary},
          {"version", type.version},
          {"sidechain", type.has_sidechain},
          {"latency_frames_48k", type.latency ? type.latency(defaults, kRate) : 0},
          {"tail_frames_48k", tail_frames(type, defaults, kRate)},
          {"meters", meters},
          {"presets", presets},
          {"parameters", params}};
}

void print_text(const ProcessorType& type) {
  fmt::print("{}: {}. {}\n", type.id, type.label, type.summary);
  fmt::print("  {:<18} {:<22} {:>12} {:>12} {:>12}  {}\n", "id", "name", "minimum", "maximum", "default", "law");
  for (const ParamLine& line : param_lines(type.params)) {
    const ParamSpec& spec = line.spec();
    const std::string defaults = default_text(line);
    fmt::print("  {:<18} {:<22} {:>12} {:>12} {:>12}  {}{}\n", line.key, line.label, display_text(spec, spec.minimum),
               display_text(spec, spec.maximum), line.same_default() ? defaults : "see below", law_text(spec),
               line.is_family() ? fmt::format(" (N = 1 to {})", line.members.size()) : "");
    if (!line.same_default()) fmt::print("  {:<18} {}\n", "", defaults);
  }
  fmt::print("\n");
}

std::vector<const ProcessorType*> chosen(const std::string& id) {
  const auto all = all_processors();
  if (id.empty()) return {all.begin(), all.end()};
  if (const ProcessorType* type = find_processor(id)) return {type};
  std::vector<std::string> known;
  for (const ProcessorType* type : all) known.push_back(type->id);
  const auto near = near_words(id, known);
  throw Error(id, "there is no such processor", "try " + joined_with_or(near.empty() ? known : near));
}

}  // namespace

void add_processors(CLI::App& app, Context&) {
  struct Options {
    std::string type;
    bool json = false, markdown = false;
  };
  auto options = std::make_shared<Options>();
  CLI::App* command = add_command(app, "processors", "List the processors and their parameters", "processors eq --json");
  CLI::Option* type = command->add_option("TYPE", options->type, "Only this one");
  CLI::Option* json = command->add_flag("--json", options->json, "One JSON document");
  command->add_flag("--markdown", options->markdown, "The whole reference as one page")->excludes(json)->excludes(type);
  command->callback([options] {
    if (options->markdown) return fmt::print("{}", processors_markdown());
    Json all = Json::array();
    for (const ProcessorType* chosen_type : chosen(options->type)) {
      if (options->json)
        all.push_back(as_json(*chosen_type));
      else
        print_text(*chosen_type);
    }
    if (options->json) print_json({{"processors", all}});
  });
}

}  // namespace sweetspot::cli
