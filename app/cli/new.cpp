#include <fmt/format.h>

#include <filesystem>

#include "app/cli/command.h"
#include "engine/studio/common_rate.h"
#include "engine/studio/fresh_folder.h"
#include "engine/studio/ingest.h"
#include "engine/studio/song_folder.h"

namespace sweetspot::cli {
namespace {

struct Options {
  std::string session;
  std::vector<std::filesystem::path> paths;
  double rate = 0.0;
  bool link = false, no_balance = false, empty = false;
};

void print_report(const ImportReport& report, const Context& context) {
  for (const std::string& failure : report.failures) tell(failure);
  if (context.quiet) return;
  for (const std::string& note : report.notes) fmt::print("{}\n", note);
  for (const std::string& line : report.explanations) fmt::print("{}\n", line);
}

// Adds the files to a song and saves it; when that fails, no copy of them stays.
void add_files(OpenSong song, const Options& options, Context& context) {
  const Recordings recordings = bring_in(options.paths, song.folder, song.session->rate, options.link, context.progress("Importing"));
  ImportReport report;
  try {
    Ingested ingested = add_recordings(song.session, song.folder, recordings, !options.no_balance, context.progress("Balancing"));
    song.session = ingested.session;
    report = std::move(ingested.report);
    save_song(song);
  } catch (...) {
    remove_copies(recordings.recordings, song.folder);
    throw;
  }
  print_report(report, context);
  if (!context.quiet) fmt::print("{}: {}\n", options.session, counted(song.session->tracks.size(), "track"));
  if (!report.failures.empty()) context.exit_status = 1;
}

void make_new(const Options& options, Context& context) {
  if (options.paths.empty() && !options.empty) throw WrongCall("name audio files or folders of them, or use --empty");
  if (!options.paths.empty() && options.empty) throw WrongCall("--empty excludes PATH");
  const double rate = options.rate > 0.0 ? options.rate : options.paths.empty() ? 48000.0 : common_rate(options.paths);
  FreshFolder fresh(options.session);
  const OpenSong song = create_song(options.session, rate);
  if (!options.paths.empty()) add_files(song, options, context);
  fresh.keep();
}

}  // namespace

void add_new(CLI::App& app, Context& context) {
  auto options = std::make_shared<Options>();
  CLI::App* command = add_command(app, "new", "Make a session from audio files or folders of stems", "new Song stems/");
  command->add_option("SESSION", options->session, "The session's folder, which is made")->required();
  command->add_option("PATH", options->paths, "Audio files and folders of them");
  command->add_option("--rate", options->rate, "Hz; the rate most files have without it")->check(CLI::Range(8000.0, 192000.0));
  command->add_flag("--link", options->link, "Leave the files where they are");
  command->add_flag("--no-balance", options->no_balance, "Leave faders, pans and filters alone");
  command->add_flag("--empty", options->empty, "A session without tracks");
  command->callback([options, &context] { make_new(*options, context); });
}

void add_import(CLI::App& app, Context& context) {
  auto options = std::make_shared<Options>();
  options->no_balance = true;
  CLI::App* command = add_command(app, "import", "Add audio files to a session as tracks", "import Song vocals/ \"Ad-lib 2.wav\"");
  command->add_option("SESSION", options->session, "The session")->required();
  command->add_option("PATH", options->paths, "Audio files and folders of them")->required();
  command->add_flag("--link", options->link, "Leave the files where they are");
  command->callback([options, &context] { add_files(open_song_to_edit(options->session, context.progress("Waiting")), *options, context); });
}

}  // namespace sweetspot::cli
