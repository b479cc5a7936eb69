#include <fmt/format.h>

#include "app/cli/command.h"
#include "engine/core/error.h"
#include "engine/core/text.h"
#include "engine/studio/processors.h"

namespace sweetspot::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string_view law_name(Scale scale) {
  switch (scale) {
    case Scale::linear: return "linear";
    case Scale::logarithmic: return "logarithmic";
    case Scale::square: return "square";
    case Scale::fader: return "fader";
    case Scale::choice: return "choice";
    case Scale::toggle: return "toggle";
  }
  return "";
}

Json as_json(const ParamSpec& spec) {
  Json param{{"id", spec.id},           {"key", spec.key},         {"name", spec.label},           {"unit", unit_symbol(spec.unit)},
             {"minimum", number_or_null(spec.minimum)}, {"maximum", spec.maximum}, {"default", number_or_null(spec.default_value)}, {"law", law_name(spec.scale)}};
  if (!spec.choices.empty()) param["choices"] = spec.choices;
  return param;
}

Json as_json(const ProcessorType& type) {
  Json params = Json::array();
  for (const ParamSpec& spec : type.params) params.push_back(as_json(spec));
  return {{"id", type.id}, {"name", type.label}, {"category", type.category}, {"summary", type.summary}, {"version", type.version}, {"parameters", params}};
}

void print_text(const ProcessorType& type) {
  fmt::print("{}: {}. {}\n", type.id, type.label, type.summary);
  fmt::print("  {:<18} {:<22} {:>12} {:>12} {:>12}  {}\n", "id", "name", "minimum", "maximum", "default", "law");
  for (const ParamSpec& spec : type.params)
    fmt::print("  {:<18} {:<22} {:>12} {:>12} {:>12}  {}\n", spec.key, spec.label, display_text(spec, spec.minimum), display_text(spec, spec.maximum),
               display_text(spec, spec.default_value), spec.scale == Scale::choice ? fmt::format("{}", fmt::join(spec.choices, " | ")) : std::string(law_name(spec.scale)));
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
    bool json = false;
  };
  auto options = std::make_shared<Options>();
  CLI::App* command = add_command(app, "processors", "List the processors and their parameters", "processors eq --json");
  command->add_option("TYPE", options->type, "Only this one");
  command->add_flag("--json", options->json, "One JSON document");
  command->callback([options] {
    Json all = Json::array();
    for (const ProcessorType* type : chosen(options->type)) {
      if (options->json) all.push_back(as_json(*type));
      else print_text(*type);
    }
    if (options->json) print_json({{"processors", all}});
  });
}

}  // namespace sweetspot::cli
