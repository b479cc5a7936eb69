#include <fmt/format.h>

#include <algorithm>

#include "app/cli/command.h"
#include "engine/core/error.h"
#include "engine/session/paths.h"
#include "engine/studio/hearing.h"
#include "engine/studio/rebalance.h"
#include "engine/studio/song_folder.h"

namespace sweetspot::cli {
namespace {

struct Options {
  std::string session;
  std::vector<std::string> tracks;
  bool set = false, json = false;
};

nlohmann::ordered_json json_of(const HeardStrip& heard, const Session& session) {
  return {{"name", find_strip(session, heard.strip)->name},
          {"loudness_lufs", heard.loudness_lufs ? nlohmann::ordered_json(*heard.loudness_lufs) : nullptr},
          {"share", heard.share}};
}

void print(const HeardStrip& heard, const Session& session) {
  const std::string& name = find_strip(session, heard.strip)->name;
  if (!heard.loudness_lufs)
    fmt::print("{:<26} {:>7}\n", name, heard.recording_missing ? "recording missing" : "silent");
  else
    fmt::print("{:<26} {:>7} LUFS  {:>5.1f} %\n", name, figure(*heard.loudness_lufs), 100.0 * heard.share);
}

void show(const Options& options, const Context& context) {
  const OpenSong song = open_song(options.session);
  print_warnings(song.report);
  const Session& session = *song.session;
  const Hearing hearing = hear_mix(song.session, song.folder, stretch_to_hear(session), false, 0, context.progress("Listening"));
  if (options.json) {
    nlohmann::ordered_json tracks = nlohmann::ordered_json::array(), returns = tracks, buses = tracks;
    for (const HeardStrip& heard : hearing.tracks) tracks.push_back(json_of(heard, session));
    for (const HeardStrip& heard : hearing.returns) returns.push_back(json_of(heard, session));
    for (const HeardStrip& heard : hearing.buses) buses.push_back(json_of(heard, session));
    print_json({{"from", static_cast<double>(hearing.stretch.from) / session.rate},
                {"to", static_cast<double>(hearing.stretch.to) / session.rate},
                {"mix_lufs", hearing.mix_lufs ? nlohmann::ordered_json(*hearing.mix_lufs) : nullptr},
                {"tracks", tracks},
                {"returns", returns},
                {"buses", buses}});
    return;
  }
  for (const HeardStrip& heard : hearing.tracks) print(heard, session);
  for (const HeardStrip& heard : hearing.returns) print(heard, session);
  if (!hearing.buses.empty()) fmt::print("Of these, through a bus:\n");
  for (const HeardStrip& heard : hearing.buses) print(heard, session);
  fmt::print("{:<26} {:>7} LUFS  before the mix bus's devices\n", "All", hearing.mix_lufs ? figure(*hearing.mix_lufs) : "-");
  for (const std::string& problem : hearing.problems) tell(problem);
}

void set(const Options& options, const Context& context) {
  OpenSong song = open_song_to_edit(options.session, context.progress("Waiting"));
  std::vector<StripId> tracks;
  for (const std::string& name : options.tracks) tracks.push_back(find_owner(*song.session, name));
  Rebalanced done = rebalance(song.session, song.folder, tracks, context.progress("Balancing"));
  if (done.session != song.session) {
    song.session = done.session;
    save_song(song);
  }
  if (options.json) return print_json({{"step", done.step}, {"explanations", done.explanations}});
  fmt::print("{}\n", done.step);
  for (const std::string& sentence : done.explanations) fmt::print("{}\n", sentence);
}

}  // namespace

void add_balance(CLI::App& app, Context& context) {
  auto options = std::make_shared<Options>();
  CLI::App* command = add_command(app, "balance", "Tell the loudness of every track and its share of the mix, or set a starting balance",
                                  "balance Song --set \"track/Guitar L\" \"track/Guitar R\"");
  command->add_option("SESSION", options->session, "The session; over its loop where that is on")->required();
  command->add_option("TRACK", options->tracks, "With --set: track/NAME, those to be balanced; all when none is named")->type_name("TRACK");
  command->add_flag("--set", options->set, "Set a starting balance by role and loudness, as one step, and say what was done and why");
  command->add_flag("--json", options->json, "One JSON document");
  command->callback([options, &context] {
    if (!options->set && !options->tracks.empty()) throw WrongCall("TRACK", "is for --set alone");
    options->set ? set(*options, context) : show(*options, context);
  });
}

}  // namespace sweetspot::cli
