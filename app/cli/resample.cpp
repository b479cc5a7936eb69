#include "app/cli/command.h"
#include "engine/studio/convert.h"

namespace sweetspot::cli {
namespace {

struct Options {
  std::string in, out, depth = "24", dither = "none";
  double rate = 0.0;
};

}  // namespace

void add_resample(CLI::App& app, Context& context) {
  auto options = std::make_shared<Options>();
  CLI::App* command = add_command(app, "resample", "Convert the sample rate and depth of a file, and nothing else",
                                  "resample master.wav -o cd.wav --rate 44100 --depth 16 --dither shaped");
  command->add_option("FILE", options->in, "The file to convert")->required();
  command->add_option("-o,--output", options->out, "The file to write")->required();
  command->add_option("--rate", options->rate, "Hz")->required()->check(CLI::Range(8000.0, 192000.0));
  command->add_option("--depth", options->depth, "16, 24 or float")->check(depths())->capture_default_str();
  command->add_option("--dither", options->dither, "none, tpdf or shaped")->check(dithers())->capture_default_str();
  command->callback([options, &context] {
    convert_file(options->in, options->out, options->rate, parse_depth(options->depth), parse_dither(options->dither), context.progress("Converting"));
  });
}

}  // namespace sweetspot::cli
