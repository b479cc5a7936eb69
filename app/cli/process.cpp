#include "app/cli/command.h"
#include "engine/studio/convert.h"
#include "engine/studio/effect_chain.h"

namespace sweetspot::cli {
namespace {

struct Options {
  std::string in, out, depth = "float";
  std::vector<std::string> effects, presets;
  double tempo = kDefaultTempo;
};

// Processors and presets in the order in which they were given.
std::vector<Effect> chain_of(const CLI::App& command, const Options& options) {
  const PresetShelf shelf;
  std::vector<Effect> chain;
  std::size_t effects = 0, presets = 0;
  for (const CLI::Option* option : command.parse_order()) {
    if (option->get_name() == "--fx") chain.push_back(parse_effect(options.effects.at(effects++), shelf));
    if (option->get_name() != "--preset") continue;
    for (Effect& effect : effects_of(shelf.find(options.presets.at(presets++)).preset)) chain.push_back(std::move(effect));
  }
  for (Effect& effect : chain) effect.tempo = options.tempo;
  if (effects + presets == 0) throw WrongCall("--fx", "nothing is to be done; give a processor or a preset");
  return chain;
}

}  // namespace

void add_process(CLI::App& app, Context& context) {
  auto options = std::make_shared<Options>();
  CLI::App* command = add_command(app, "process", "Run a file through a chain of processors, aligned and of the same length",
                                  "process in.wav -o out.wav --fx eq:band1.type=bell,band1.freq=1000,band1.gain=6 --fx limiter:ceiling=-1\n"
                                  "  sweetspot-cli process voice.wav -o out.wav --preset \"Clear and present\"");
  command->add_option("FILE", options->in, "The file to process")->required();
  command->add_option("-o,--output", options->out, "The file to write")->required();
  command->add_option("--fx", options->effects, "A processor: TYPE[:param=value,...], TYPE:preset=NAME; once for each, in order")
      ->expected(1)
      ->take_all();
  command->add_option("--preset", options->presets, "A preset's processors, as sweetspot-cli presets lists it; in order with --fx")
      ->expected(1)
      ->take_all();
  command->add_option("--depth", options->depth, "16, 24 or float")->check(depths())->capture_default_str();
  command->add_option("--tempo", options->tempo, "Quarter notes a minute, for processors that follow a song's tempo")
      ->check(CLI::Range(20.0, 400.0))
      ->capture_default_str();
  command->callback([options, command, &context] {
    const std::vector<Effect> chain = chain_of(*command, *options);
    for (const std::string& warning :
         process_file(options->in, options->out, chain, parse_depth(options->depth), context.progress("Processing")))
      tell(options->in + ": " + warning);
  });
}

}  // namespace sweetspot::cli
