// Presets in a session: given to its devices and strips, and made of them.
#include <fmt/format.h>

#include "app/cli/command.h"
#include "engine/core/error.h"
#include "engine/session/paths.h"
#include "engine/studio/presets.h"
#include "engine/studio/processors.h"
#include "engine/studio/song_folder.h"

namespace sweetspot::cli {
namespace {

struct Options {
  std::string session, owner, name, role, summary;
  std::size_t device = 0;  // place in the chain, counted from 1; 0: the whole chain
  bool append = false, song = false, replace = false;
};

const Device& device_at(const Strip& strip, const Options& options) {
  if (options.device <= strip.devices.size()) return *strip.devices[options.device - 1];
  throw Error(options.owner, "it has " + counted(strip.devices.size(), "device"), "give its place in the chain, counted from 1");
}

void apply(const Options& options, const Context& context) {
  if (options.append && options.device > 0) throw WrongCall("--append", "a preset is given to a device or appended, not both");
  OpenSong song = open_song_to_edit(options.session, context.progress("Waiting"));
  const PresetShelf shelf(song.folder);
  const StripId owner = find_owner(*song.session, options.owner);
  if (options.device > 0) {
    const Device& device = device_at(*find_strip(*song.session, owner), options);
    const Preset& preset = shelf.find(options.name, {.kind = device.type}).preset;
    song.session = edit::apply_preset(song.session, device.id, preset.devices.front(), processor_catalog());
  } else {
    const auto place = options.append ? edit::ChainPlace::append : edit::ChainPlace::replace;
    song.session = edit::apply_chain(song.session, owner, shelf.find(options.name).preset, place, processor_catalog());
  }
  save_song(song);
}

void save(const Options& options) {
  const OpenSong song = open_song(options.session);
  const StripId owner = find_owner(*song.session, options.owner);
  const Strip& strip = *find_strip(*song.session, owner);
  Preset preset{.name = options.name, .summary = options.summary};
  preset.role = options.role.empty() ? std::string(preset_roles_of(*song.session, owner).front()) : options.role;
  if (options.device > 0)
    preset.devices = {preset_of(device_at(strip, options), processor_catalog())};
  else
    preset.devices = presets_of(strip, processor_catalog());
  PresetShelf shelf(song.folder);
  shelf.save(std::move(preset), options.song ? PresetSource::song : PresetSource::user, options.replace);
}

std::vector<std::string> role_keys() {
  std::vector<std::string> keys;
  for (const PresetRole& role : preset_roles()) keys.emplace_back(role.key);
  return keys;
}

}  // namespace

void add_preset(CLI::App& app, Context& context) {
  auto options = std::make_shared<Options>();
  CLI::App* command = add_command(app, "preset", "Give a strip or a device of a session a preset, or make one of it",
                                  "preset Song apply \"track/Lead Vocal\" \"Clear and present\"\n"
                                  "  sweetspot-cli preset Song apply mix \"Mix gentle glue\" --append\n"
                                  "  sweetspot-cli preset Song save \"track/Lead Vocal\" \"My voice\" --summary \"Close and soft\"");
  command->add_option("SESSION", options->session, "The session")->required();
  command->require_subcommand(1);

  CLI::App* apply_command = command->add_subcommand("apply", "Put a preset's devices in place of a strip's chain");
  apply_command->add_option("OWNER", options->owner, "track/NAME, bus/NAME, mix or master")->required();
  apply_command->add_option("NAME", options->name, "As sweetspot-cli presets lists it")->required();
  apply_command->add_option("--device", options->device, "Give it to the device at this place of the chain, counted from 1")
      ->check(CLI::PositiveNumber);
  apply_command->add_flag("--append", options->append, "Put its devices behind those that are there");
  apply_command->callback([options, &context] { apply(*options, context); });

  CLI::App* save_command = command->add_subcommand("save", "Make a preset of a strip's chain");
  save_command->add_option("OWNER", options->owner, "track/NAME, bus/NAME, mix or master")->required();
  save_command->add_option("NAME", options->name, "Its name")->required();
  save_command->add_option("--device", options->device, "Of the device at this place alone, counted from 1")->check(CLI::PositiveNumber);
  save_command->add_option("--role", options->role, "What it is for; what the strip is, without it")->check(CLI::IsMember(role_keys()));
  save_command->add_option("--summary", options->summary, "One line that says what it is for");
  save_command->add_flag("--song", options->song, "Keep it beside the session and not among your own");
  save_command->add_flag("--replace", options->replace, "Replace one of the same name");
  save_command->callback([options] { save(*options); });
}

}  // namespace sweetspot::cli
