// The shelf of presets: listed, exchanged, cleared.
#include <fmt/format.h>

#include "app/cli/command.h"
#include "engine/core/error.h"
#include "engine/core/text.h"
#include "engine/studio/presets.h"
#include "engine/studio/processors.h"
#include "engine/studio/song_folder.h"

namespace sweetspot::cli {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
  std::string type, role, source, song;
  std::vector<std::string> names;
  std::string path;
  bool json = false, replace = false;
};

PresetShelf shelf_of(const Options& options) {
  return PresetShelf(options.song.empty() ? std::filesystem::path() : open_song(options.song).folder);
}

// Refuses a word that is none of those, and names the near ones.
void check_word(const std::string& word, const std::vector<std::string>& known, const char* what) {
  if (word.empty() || std::ranges::find(known, word) != known.end()) return;
  const auto near = near_words(word, known);
  throw Error(word, fmt::format("there is no such {}", what), "try " + joined_with_or(near.empty() ? known : near));
}

PresetQuery query_of(const Options& options) {
  std::vector<std::string> types{std::string(kChainKind)}, roles;
  for (const ProcessorType* type : all_processors()) types.push_back(type->id);
  for (const PresetRole& role : preset_roles()) roles.emplace_back(role.key);
  check_word(options.type, types, "processor");
  check_word(options.role, roles, "role");
  PresetQuery query{.kind = options.type};
  if (!options.role.empty()) query.roles = {options.role};
  for (const PresetSource source : {PresetSource::song, PresetSource::user, PresetSource::factory})
    if (source_key(source) == options.source) query.source = source;
  return query;
}

Json as_json(const PresetDevice& device) {
  Json params = Json::object();
  const ProcessorType* const type = find_processor(device.type);
  for (const auto& [key, value] : device.params) {
    const int index = type ? index_of(type->params, key) : -1;
    const ParamSpec* const spec = index < 0 ? nullptr : &type->params[static_cast<std::size_t>(index)];
    if (spec && spec->scale == Scale::choice)
      params[key] = file_text(*spec, value);
    else if (spec && spec->scale == Scale::toggle)
      params[key] = value >= 0.5;
    else
      params[key] = value;
  }
  return {{"type", device.type}, {"bypass", device.bypassed}, {"mix", device.mix}, {"params", params}};
}

Json as_json(const ShelvedPreset& shelved) {
  const Preset& preset = shelved.preset;
  Json devices = Json::array();
  for (const PresetDevice& device : preset.devices) devices.push_back(as_json(device));
  Json json{{"name", preset.name},
            {"kind", preset_kind(preset)},
            {"role", preset.role},
            {"summary", preset.summary},
            {"source", source_key(shelved.source)}};
  if (!shelved.file.empty()) json["file"] = shelved.file.string();
  json["devices"] = devices;
  return json;
}

void list(const Options& options) {
  const PresetShelf shelf = shelf_of(options);
  for (const std::string& problem : shelf.problems()) tell(problem);
  const auto presets = shelf.list(query_of(options));
  if (options.json) {
    Json all = Json::array();
    for (const ShelvedPreset* shelved : presets) all.push_back(as_json(*shelved));
    print_json({{"presets", all}});
    return;
  }
  for (const ShelvedPreset* shelved : presets)
    fmt::print("{:<26} {:<12} {:<16} {:<8} {}\n", shelved->preset.name, preset_kind(shelved->preset), shelved->preset.role,
               source_key(shelved->source), shelved->preset.summary);
}

void import(const Options& options, Context& context) {
  PresetShelf shelf = shelf_of(options);
  std::size_t taken = 0, already = 0;
  for (const std::string& path : options.names) {
    const PresetImport result = shelf.import_from(path, options.song.empty() ? PresetSource::user : PresetSource::song, options.replace);
    for (const std::string& failure : result.failures) tell(failure);
    if (!result.failures.empty()) context.exit_status = 1;
    taken += result.names.size();
    already += result.already;
  }
  if (context.quiet) return;
  fmt::print("{} imported{}\n", counted(taken, "preset"), already == 0 ? "" : fmt::format(", {} there already", already));
}

void export_presets(const Options& options, const Context& context) {
  const PresetShelf shelf = shelf_of(options);
  const PresetQuery query = query_of(options);
  std::vector<const ShelvedPreset*> presets;
  if (options.names.empty()) presets = shelf.list(query);
  for (const std::string& name : options.names) presets.push_back(&shelf.find(name, query));
  if (presets.empty()) throw Error("presets", "there are none of that kind", "see sweetspot-cli presets");
  PresetShelf::export_to(presets, options.path);
  if (!context.quiet) fmt::print("{} exported to {}\n", counted(presets.size(), "preset"), options.path);
}

void remove(const Options& options) {
  PresetShelf shelf = shelf_of(options);
  PresetQuery query = query_of(options);
  query.source = options.song.empty() ? PresetSource::user : PresetSource::song;
  for (const std::string& name : options.names) shelf.find(name, query);  // all of them, or none goes
  for (const std::string& name : options.names) shelf.remove(shelf.find(name, query));
}

void add_type_and_role(CLI::App& command, Options& options) {
  command.add_option("--type", options.type, "Only presets of this processor; \"chain\" for those of several");
  command.add_option("--role", options.role, "Only presets for this: lead_vocal, kick, drum_bus, mix_bus, master, any, ...");
}

}  // namespace

void add_presets(CLI::App& app, Context& context) {
  auto options = std::make_shared<Options>();
  CLI::App* command = add_command(app, "presets", "List presets; import, export and delete your own",
                                  "presets --role lead_vocal\n  sweetspot-cli presets export \"Clear and present\" -o vocal.json\n"
                                  "  sweetspot-cli presets import vocal.json");
  add_type_and_role(*command, *options);
  command->add_option("--source", options->source, "Only those of the song, the user or the factory")
      ->check(CLI::IsMember({"song", "user", "factory"}));
  command->add_option("--song", options->song, "A session, whose own presets count too");
  command->add_flag("--json", options->json, "One JSON document");
  command->require_subcommand(0, 1);

  CLI::App* import_command =
      command->add_subcommand("import", "Take the presets of files and folders among your own, or the song's with --song");
  import_command->add_option("PATH", options->names, "A .json file or a folder of them")->required();
  import_command->add_flag("--replace", options->replace, "Replace those of the same name; without it they get a number");
  import_command->callback([options, &context] { import(*options, context); });

  CLI::App* export_command = command->add_subcommand("export", "Write presets to a file, or to a folder with a file each");
  export_command->add_option("NAME", options->names, "The presets; all that --type, --role and --source leave without it");
  export_command->add_option("-o,--output", options->path, "A .json file or a folder")->required();
  export_command->callback([options, &context] { export_presets(*options, context); });

  CLI::App* remove_command = command->add_subcommand("delete", "Delete presets of your own, or the song's with --song");
  remove_command->add_option("NAME", options->names, "The presets")->required();
  remove_command->callback([options] { remove(*options); });

  command->callback([options, command] {
    if (command->get_subcommands().empty()) list(*options);
  });
}

}  // namespace sweetspot::cli
