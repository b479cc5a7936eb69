#include <fmt/format.h>

#include <optional>

#include "app/cli/command.h"
#include "engine/core/error.h"
#include "engine/params/spec.h"
#include "engine/session/paths.h"
#include "engine/studio/processors.h"
#include "engine/studio/ride.h"
#include "engine/studio/song_folder.h"

namespace sweetspot::cli {
namespace {

struct Options {
  std::string session, owner, target, silence, key;
  std::optional<double> range, up, down, speed, distance, follow;
  bool replace = false, json = false;
};

// A number in the range of the level rider's parameter, or nothing for "auto".
std::optional<double> level_or_auto(const std::string& text, std::string_view param) {
  if (text == "auto") return {};
  const auto table = processor_catalog().table("rider");
  return parse_value(table[static_cast<std::size_t>(index_of(table, param))], text);
}

void take(const std::optional<double>& given, double& value) {
  if (given) value = *given;
}

RideOptions ride_options_of(const Options& given, const Session& session, StripId strip) {
  RideOptions options = ride_options(session, strip);
  if (!given.target.empty()) options.target_lufs = level_or_auto(given.target, "target");
  if (!given.silence.empty()) options.silence_lufs = level_or_auto(given.silence, "silence");
  take(given.range, options.up_db);
  take(given.range, options.down_db);
  take(given.up, options.up_db);
  take(given.down, options.down_db);
  take(given.speed, options.speed_ms);
  take(given.distance, options.distance_db);
  if (given.follow) options.follow = 0.01 * *given.follow;
  if (!given.key.empty()) options.key = find_owner(session, given.key);
  options.replace = given.replace;
  return options;
}

void print(const Options& options, const Ride& ride) {
  if (options.json) {
    print_json({{"owner", options.owner},
                {"loudness_lufs", ride.loudness_lufs},
                {"target_lufs", ride.target_lufs},
                {"silence_lufs", ride.silence_lufs},
                {"most_up_db", ride.most_up_db},
                {"most_down_db", ride.most_down_db},
                {"points", ride.points},
                {"notes", ride.notes}});
    return;
  }
  fmt::print("{} LUFS before the fader, ridden to {} LUFS: up by {} dB, down by {} dB, {}\n", figure(ride.loudness_lufs),
             figure(ride.target_lufs), figure(ride.most_up_db), figure(ride.most_down_db), counted(ride.points, "point"));
  for (const std::string& note : ride.notes) fmt::print("{}\n", note);
}

void ride(const Options& options, const Context& context) {
  OpenSong song = open_song_to_edit(options.session, context.progress("Waiting"));
  const StripId strip = find_owner(*song.session, options.owner);
  const Ride done =
      ride_fader(song.session, song.folder, strip, ride_options_of(options, *song.session, strip), context.progress("Listening"));
  if (done.session != song.session) {
    song.session = done.session;
    save_song(song);
  }
  print(options, done);
}

}  // namespace

void add_ride(CLI::App& app, Context& context) {
  auto options = std::make_shared<Options>();
  CLI::App* command = add_command(app, "ride", "Write fader automation that brings every phrase of a track or bus to one loudness",
                                  "ride Song \"track/Lead Vocal\" --target auto --range 4");
  command->add_option("SESSION", options->session, "The session")->required();
  command->add_option("OWNER", options->owner, "track/NAME or bus/NAME; a level rider on it gives what is not said here")->required();
  command->add_option("--target", options->target, "Loudness before the fader in LUFS, or auto: what it is as a whole")
      ->type_name("LUFS|auto");
  command->add_option("--range", options->range, "The most that the fader moves either way")->type_name("DB")->check(CLI::Range(0.0, 20.0));
  command->add_option("--up", options->up, "The most that it moves up")->type_name("DB")->check(CLI::Range(0.0, 20.0));
  command->add_option("--down", options->down, "The most that it moves down")->type_name("DB")->check(CLI::Range(0.0, 20.0));
  command->add_option("--speed", options->speed, "How long a move takes")->type_name("MS")->check(CLI::Range(50.0, 2000.0));
  command->add_option("--silence", options->silence, "What is softer is not ridden: LUFS, or auto: 20 LU under the whole")
      ->type_name("LUFS|auto");
  command->add_option("--key", options->key, "A strip to keep a distance to, as bus/Music")->type_name("OWNER");
  command->add_option("--distance", options->distance, "Loudness above the key")->type_name("LU")->check(CLI::Range(-20.0, 20.0));
  command->add_option("--follow", options->follow, "How far the key decides and not the target")
      ->type_name("PERCENT")
      ->check(CLI::Range(0.0, 100.0));
  command->add_flag("--replace", options->replace, "Start from the fader's level instead of the automation that is there");
  command->add_flag("--json", options->json, "One JSON document");
  command->callback([options, &context] { ride(*options, context); });
}

}  // namespace sweetspot::cli
