#include "app/cli/command.h"
#include "engine/studio/convert.h"
#include "engine/studio/effect_chain.h"

namespace sweetspot::cli {
namespace {

struct Options {
  std::string in, out, depth = "float";
  std::vector<std::string> effects;
  double tempo = kDefaultTempo;
};

void process(const Options& options, const Context& context) {
  std::vector<Effect> effects;
  for (const std::string& text : options.effects) effects.push_back(parse_effect(text));
  process_file(options.in, options.out, std::move(effects), parse_depth(options.depth), context.progress("Processing"), options.tempo);
}

}  // namespace

void add_process(CLI::App& app, Context& context) {
  auto options = std::make_shared<Options>();
  CLI::App* command = add_command(app, "process", "Run a file through a chain of processors, aligned and of the same length",
                                  "process in.wav -o out.wav --fx eq:band1.type=bell,band1.freq=1000,band1.gain=6 --fx limiter:ceiling=-1");
  command->add_option("FILE", options->in, "The file to process")->required();
  command->add_option("-o,--output", options->out, "The file to write")->required();
  command->add_option("--fx", options->effects, "A processor: TYPE[:param=value,...]; once for each, in order")->required()->expected(1)->take_all();
  command->add_option("--depth", options->depth, "16, 24 or float")->check(depths())->capture_default_str();
  command->add_option("--tempo", options->tempo, "Quarter notes a minute, for processors that follow a song's tempo")
      ->check(CLI::Range(20.0, 400.0))
      ->capture_default_str();
  command->callback([options, &context] { process(*options, context); });
}

}  // namespace sweetspot::cli
