#include <fmt/format.h>

#include <iostream>
#include <iterator>

#include "app/cli/command.h"
#include "engine/core/atomic_file.h"
#include "engine/core/error.h"
#include "engine/session/device_edits.h"
#include "engine/session/paths.h"
#include "engine/session/script.h"
#include "engine/studio/processors.h"
#include "engine/studio/script_media.h"
#include "engine/studio/song_folder.h"
#include "engine/studio/strip_silence.h"

namespace sweetspot::cli {
namespace {

struct Options {
  std::string session, owner, type, file;
  std::vector<std::string> assignments;
  std::size_t at = 0;   // place in the chain, counted from 1; 0: the end
};

struct Assignment {
  std::string path, value;
};

Assignment split(const std::string& text) {
  const auto equals = text.rfind('=');
  if (equals == std::string::npos) throw Error(text, "there is no value", "write it as PATH=VALUE");
  return {text.substr(0, equals), text.substr(equals + 1)};
}

void set(const Options& options, const Context& context) {
  OpenSong song = open_song_to_edit(options.session, context.progress("Waiting"));
  for (const std::string& text : options.assignments) song.session = set_assignment(song.session, text, processor_catalog());
  save_song(song);
}

void add_to_chain(const Options& options, const Context& context) {
  OpenSong song = open_song_to_edit(options.session, context.progress("Waiting"));
  const StripId owner = find_owner(*song.session, options.owner);
  const auto added = edit::add_device(song.session, owner, options.type, processor_catalog(), options.at == 0 ? edit::kAtEnd : options.at - 1);
  song.session = added.session;
  for (const std::string& text : options.assignments) {
    const Assignment assignment = split(text);
    const Device& device = *find_device(*song.session, added.id);
    const ParamSpec& spec = edit::param_of(device, assignment.path, processor_catalog());
    song.session = edit::set_param(song.session, added.id, assignment.path, parse_value(spec, assignment.value), processor_catalog());
  }
  save_song(song);
}

void remove_from_chain(const Options& options, const Context& context) {
  OpenSong song = open_song_to_edit(options.session, context.progress("Waiting"));
  const Strip& strip = *find_strip(*song.session, find_owner(*song.session, options.owner));
  if (options.at < 1 || options.at > strip.devices.size())
    throw Error(options.owner, "it has " + counted(strip.devices.size(), "device"),
                "give its place in the chain, counted from 1");
  song.session = edit::remove_device(song.session, strip.devices[options.at - 1]->id);
  save_song(song);
}

std::string script_text(const std::string& file) {
  if (file != "-") return read_file(file);
  return {std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()};
}

void apply(const Options& options, const Context& context) {
  OpenSong song = open_song_to_edit(options.session, context.progress("Waiting"));
  const std::filesystem::path base = options.file == "-" ? std::filesystem::current_path() : std::filesystem::absolute(options.file).parent_path();
  ScriptMedia media(song, base);
  song.session = run_script(song.session, script_text(options.file), processor_catalog(), media.importer(),
                            silence_cutter(song.folder));
  save_song(song);
  media.keep();
}

}  // namespace

void add_set(CLI::App& app, Context& context) {
  auto options = std::make_shared<Options>();
  CLI::App* command = add_command(app, "set", "Edit parameters of a session", "set Song \"track/Lead Vocal/fader/gain=-3.5\" \"master/limiter/ceiling=-1\"");
  command->add_option("SESSION", options->session, "The session")->required();
  command->add_option("PATH=VALUE", options->assignments, "What to set")->required();
  command->callback([options, &context] { set(*options, context); });
}

void add_device(CLI::App& app, Context& context) {
  auto options = std::make_shared<Options>();
  CLI::App* command = add_command(app, "device", "Insert or remove a processor", "device Song add \"track/Lead Vocal\" compressor ratio=4");
  command->add_option("SESSION", options->session, "The session")->required();
  command->require_subcommand(1);
  CLI::App* add = command->add_subcommand("add", "Insert a processor into a chain");
  add->add_option("OWNER", options->owner, "track/NAME, bus/NAME, mix or master")->required();
  add->add_option("TYPE", options->type, "As sweetspot-cli processors lists them")->required();
  add->add_option("--at", options->at, "Its place in the chain, counted from 1; the end without it")->check(CLI::PositiveNumber);
  add->add_option("PARAM=VALUE", options->assignments, "Its parameters");
  add->callback([options, &context] { add_to_chain(*options, context); });
  CLI::App* remove = command->add_subcommand("remove", "Remove a processor from a chain");
  remove->add_option("OWNER", options->owner, "track/NAME, bus/NAME, mix or master")->required();
  remove->add_option("N", options->at, "Its place in the chain, counted from 1")->required();
  remove->callback([options, &context] { remove_from_chain(*options, context); });
}

void add_edit(CLI::App& app, Context& context) {
  auto options = std::make_shared<Options>();
  CLI::App* command = add_command(app, "edit", "Apply a script of edits, all or nothing", "edit Song changes.txt");
  command->add_option("SESSION", options->session, "The session")->required();
  command->add_option("FILE", options->file, "The script; - for standard input")->required();
  command->callback([options, &context] { apply(*options, context); });
}

}  // namespace sweetspot::cli
