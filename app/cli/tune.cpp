#include <fmt/format.h>

#include "app/cli/command.h"
#include "engine/studio/tune.h"

namespace sweetspot::cli {
namespace {

struct Options {
  std::string in, out, scale = "auto", vibrato = "keep", formants = "keep", notes;
  double retune = 50.0, strength = 100.0;
};

void tune(const Options& options, const Context& context) {
  TuneFileOptions tuning;
  tuning.scale = options.scale;
  tuning.retune_ms = options.retune;
  tuning.strength = options.strength / 100.0;
  tuning.keep_vibrato = options.vibrato == "keep";
  tuning.formants = options.formants == "keep" ? Formants::keep : Formants::shift;
  if (!options.notes.empty()) tuning.notes = options.notes;
  const TuneFileResult result = tune_file(options.in, options.out, tuning, context.progress("Tuning"));
  for (const std::string& warning : result.warnings) tell(warning);
  if (!context.quiet) fmt::print("{}: {}, {} notes, {:.1f} s corrected\n", options.out, result.scale, result.edits.size(), result.corrected_seconds);
}

}  // namespace

void add_tune(CLI::App& app, Context& context) {
  auto options = std::make_shared<Options>();
  CLI::App* command = add_command(app, "tune", "Correct the pitch of one voice", "tune vocal.wav -o tuned.wav --scale \"A minor\" --retune 20 --notes notes.json");
  command->add_option("FILE", options->in, "The voice, alone")->required();
  command->add_option("-o,--output", options->out, "The file to write")->required();
  command->add_option("--scale", options->scale, "A key (\"A minor\"), chromatic, auto, or note names (\"C D E G A\")")->capture_default_str();
  command->add_option("--retune", options->retune, "Time to reach the note, in ms")->check(CLI::Range(0.0, 400.0))->capture_default_str();
  command->add_option("--strength", options->strength, "How far towards the note, in percent")->check(CLI::Range(0.0, 100.0))->capture_default_str();
  command->add_option("--vibrato", options->vibrato, "keep or flatten")->check(CLI::IsMember({"keep", "flatten"}))->capture_default_str();
  command->add_option("--formants", options->formants, "keep or shift")->check(CLI::IsMember({"keep", "shift"}))->capture_default_str();
  command->add_option("--notes", options->notes, "Write the notes found, before and after, as JSON");
  command->callback([options, &context] { tune(*options, context); });
}

void add_pitch(CLI::App& app, Context& context) {
  struct Options {
    std::string in;
    bool csv = false;
  };
  auto options = std::make_shared<Options>();
  CLI::App* command = add_command(app, "pitch", "Track the pitch of one voice, every 10 ms", "pitch vocal.wav --csv > pitch.csv");
  command->add_option("FILE", options->in, "The voice, alone")->required();
  command->add_flag("--csv", options->csv, "time,frequency,voiced a line (the only form there is)");
  command->callback([options, &context] { fmt::print("{}", pitch_csv(pitch_of_file(options->in, 0.010, context.progress("Tracking")))); });
}

}  // namespace sweetspot::cli
