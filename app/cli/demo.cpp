#include <fmt/format.h>

#include "app/cli/command.h"
#include "engine/studio/demo_song.h"

namespace sweetspot::cli {

void add_demo(CLI::App& app, Context& context) {
  auto folder = std::make_shared<std::string>();
  CLI::App* command = add_command(app, "demo", "Write the demo song, ready to open", "demo Demo");
  command->add_option("DIR", *folder, "A folder that is new or empty")->required();
  command->callback([folder, &context] {
    make_demo_song(*folder, context.progress("Playing the demo song in"));
    if (!context.quiet) fmt::print("{}: ready to open\n", *folder);
  });
}

}  // namespace sweetspot::cli
