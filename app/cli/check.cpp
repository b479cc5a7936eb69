#include <fmt/format.h>

#include "app/cli/command.h"
#include "engine/studio/check.h"
#include "engine/studio/song_folder.h"

namespace sweetspot::cli {
namespace {

void check(const std::string& session, bool json, Context& context) {
  const OpenSong song = open_song(session);
  print_warnings(song.report);
  const auto findings = check_song(song.session, song.folder, context.progress("Checking"));
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  for (const Finding& finding : findings) {
    if (finding.needs_a_hand) context.exit_status = 1;
    if (json) all.push_back({{"id", finding.id}, {"text", finding.text}, {"needs_a_hand", finding.needs_a_hand}});
    else fmt::print("{} {}\n", finding.needs_a_hand ? "!" : "-", finding.text);
  }
  if (json) print_json({{"findings", all}});
  else if (findings.empty()) fmt::print("nothing is wrong\n");
}

}  // namespace

void add_check(CLI::App& app, Context& context) {
  struct Options {
    std::string session;
    bool json = false;
  };
  auto options = std::make_shared<Options>();
  CLI::App* command = add_command(app, "check", "Say what is wrong with a session; exit status 1 if anything needs a hand", "check Song");
  command->add_option("SESSION", options->session, "The session")->required();
  command->add_flag("--json", options->json, "One JSON document");
  command->callback([options, &context] { check(options->session, options->json, context); });
}

}  // namespace sweetspot::cli
