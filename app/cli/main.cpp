// sweetspot-cli: the engine without a window.
#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <exception>
#include <system_error>

#include "app/cli/command.h"
#include "app/cli/reference.h"
#include "engine/core/error.h"

namespace sweetspot::cli {
namespace {

constexpr int kFailed = 1;
constexpr int kWrongCall = 2;
constexpr int kInterrupted = 130;

std::atomic<bool> interrupted{false};

void on_interrupt(int) {
  // A second Ctrl-C ends the program at once.
  if (interrupted.exchange(true)) std::_Exit(kInterrupted);
}

void add_all(CLI::App& app, Context& context) {
  for (auto* add : {add_demo,  add_new,        add_import,  add_show,   add_set,     add_device,   add_edit,
                    add_ride,  add_render,     add_master,  add_tune,   add_process, add_resample, add_measure,
                    add_pitch, add_processors, add_presets, add_preset, add_play,    add_devices,  add_check,
                    add_balance, add_masking,  add_spots})
    add(app, context);
}

// The command whose call was wrong, for its usage.
const CLI::App& called(const CLI::App& app) {
  const CLI::App* command = &app;
  while (!command->get_subcommands().empty()) command = command->get_subcommands().front();
  return *command;
}

int fail(const std::string& sentence) {
  tell(sentence);
  return kFailed;
}

// What was printed may wait in a buffer until now. That a reader has gone, as `head` does, is no failure.
int finish_output(int status) {
  if (std::fflush(stdout) == 0 || errno == EPIPE) return status;
  return fail(fmt::format("standard output: {}; free some space or send it elsewhere", std::strerror(errno)));
}

int run(int argc, char** argv) {
  CLI::App app{"Sweetspot on the command line: from recorded tracks to the finished master."};
  app.name("sweetspot-cli");
  app.set_version_flag("--version", "sweetspot-cli " SWEETSPOT_VERSION);
  app.require_subcommand(1);
  app.fallthrough();
  Context context;
  context.interrupted = &interrupted;
  app.add_flag("--quiet", context.quiet, "No progress on standard error");
  add_all(app, context);
  add_reference(app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& done) {  // --help, --version
    return finish_output(app.exit(done));
  } catch (const CLI::ParseError& wrong) {
    fmt::print(stderr, "sweetspot-cli: {}\n\n{}", wrong.what(), called(app).help());
    return kWrongCall;
  }
  return finish_output(context.exit_status);
}

}  // namespace
}  // namespace sweetspot::cli

int main(int argc, char** argv) {
  using namespace sweetspot;
  std::signal(SIGINT, cli::on_interrupt);
  std::signal(SIGTERM, cli::on_interrupt);
  std::signal(SIGPIPE, SIG_IGN);
  try {
    return cli::run(argc, argv);
  } catch (const Cancelled&) {
    return cli::kInterrupted;
  } catch (const Error& error) {
    return cli::fail(error.what());
  } catch (const std::bad_alloc&) {
    return cli::fail("memory: there is not enough for this; close other programs or use a shorter file");
  } catch (const std::system_error& error) {
    if (error.code() == std::errc::broken_pipe) return 0;
    return cli::fail(fmt::format("the system: {}; check the names, the permissions and the space on the disk", error.what()));
  } catch (const std::exception& error) {
    return cli::fail(fmt::format("an unforeseen failure: {}; please report it with the call that led to it", error.what()));
  }
}
