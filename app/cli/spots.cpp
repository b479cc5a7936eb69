#include <fmt/format.h>

#include <algorithm>

#include "app/cli/command.h"
#include "engine/core/error.h"
#include "engine/session/paths.h"
#include "engine/studio/song_folder.h"
#include "engine/studio/spot_edits.h"

namespace sweetspot::cli {
namespace {

struct Options {
  std::string session, track;
  std::vector<int> accept;
  bool json = false;
};

const char* kind_word(SpotKind kind) {
  switch (kind) {
    case SpotKind::resonance:
      return "resonance";
    case SpotKind::excess:
      return "excess";
    case SpotKind::sweet:
      return "sweet";
    case SpotKind::lack:
      return "lack";
  }
  return "";
}

nlohmann::ordered_json json_of(const Spot& spot) {
  return {{"kind", kind_word(spot.kind)}, {"hz", spot.hertz},      {"height_db", spot.height_db}, {"q", spot.q},
          {"gain_db", spot.gain_db},      {"steady", spot.steady}, {"what", spot.what},           {"sentence", spot.sentence}};
}

void run(const Options& options, const Context& context) {
  const bool edits = !options.accept.empty();
  OpenSong song = edits ? open_song_to_edit(options.session, context.progress("Waiting")) : open_song(options.session);
  const StripId track = find_owner(*song.session, options.track);
  const SpotsHeard heard = hear_spots(song.session, song.folder, track, stretch_to_hear(*song.session), 0, context.progress("Listening"));
  std::string step;
  if (edits) {
    std::vector<Spot> taken;
    for (const int number : options.accept) {
      if (static_cast<std::size_t>(number) > heard.spots.size())
        throw Error(fmt::format("spot {}", number), "there is no such spot", fmt::format("{} were found", heard.spots.size()));
      taken.push_back(heard.spots[static_cast<std::size_t>(number - 1)]);
    }
    song.session = add_spots(song.session, track, heard, taken, false).session;
    step = spots_step_name(find_strip(*song.session, track)->name, taken);
    save_song(song);
  }
  if (options.json) {
    nlohmann::ordered_json found = nlohmann::ordered_json::array();
    for (const Spot& spot : heard.spots) found.push_back(json_of(spot));
    nlohmann::ordered_json document{{"track", options.track}, {"spots", found}};
    if (!step.empty()) document["step"] = step;
    return print_json(document);
  }
  if (heard.spots.empty()) fmt::print("Nothing rings, and nothing is too much or too little.\n");
  for (std::size_t i = 0; i < heard.spots.size(); ++i)
    fmt::print("{}. {:+.1f} dB at {}: {}\n", i + 1, heard.spots[i].gain_db, hertz_text(heard.spots[i].hertz), heard.spots[i].sentence);
  if (!step.empty()) fmt::print("{}\n", step);
}

}  // namespace

void add_spots(CLI::App& app, Context& context) {
  auto options = std::make_shared<Options>();
  CLI::App* command = add_command(app, "spots", "Find what rings in a track and what is worth bringing out, and set an equalizer to it",
                                  "spots Song \"track/Snare\" --accept 1 2");
  command->add_option("SESSION", options->session, "The session; over its loop where that is on")->required();
  command->add_option("TRACK", options->track, "track/NAME")->required();
  command->add_option("--accept", options->accept, "Numbers of the spots to set, at the loudness that it had, as one step")
      ->type_name("N...")
      ->check(CLI::Range(1, 8));
  command->add_flag("--json", options->json, "One JSON document");
  command->callback([options, &context] { run(*options, context); });
}

}  // namespace sweetspot::cli
