#include <fmt/format.h>

#include "app/cli/command.h"
#include "engine/studio/convert.h"
#include "engine/studio/master.h"
#include "engine/studio/presets.h"

namespace sweetspot::cli {
namespace {

struct Options {
  std::vector<std::filesystem::path> files;
  std::string out, preset = "Transparent", reference, depth = "24", dither = "tpdf";
  std::optional<double> loudness;
  double ceiling = -1.0;
  bool json = false;
};

nlohmann::ordered_json optional_json(const std::optional<double>& value) { return value ? number_or_null(*value) : nlohmann::ordered_json(nullptr); }

nlohmann::ordered_json as_json(const MasteredFile& file) {
  return {{"source", file.source.string()},
          {"path", file.path.string()},
          {"start", file.start},
          {"before_lufs", optional_json(file.before.integrated_lufs)},
          {"integrated_lufs", optional_json(file.after.integrated_lufs)},
          {"true_peak_dbtp", optional_json(file.after.true_peak_dbtp)},
          {"most_limiting_db", file.most_limiting_db},
          {"note", file.note}};
}

void print_text(const MasteredFile& file) {
  const auto lufs = [](const LoudnessFigures& figures) { return figures.integrated_lufs ? figure(*figures.integrated_lufs) : "-"; };
  fmt::print("{} -> {}: {} -> {} LUFS, {} dBTP, at most {:.1f} dB limited\n", file.source.filename().string(), file.path.string(), lufs(file.before),
             lufs(file.after), file.after.true_peak_dbtp ? figure(*file.after.true_peak_dbtp, 2) : "-", file.most_limiting_db);
}

void master(const Options& options, const Context& context) {
  MasterOptions mastering;
  mastering.preset = PresetShelf().find(options.preset, {.roles = {"master"}}).preset;
  mastering.integrated_lufs = options.loudness;
  mastering.ceiling_dbtp = options.ceiling;
  if (!options.reference.empty()) mastering.reference = options.reference;
  mastering.open = [depth = parse_depth(options.depth), dither = parse_dither(options.dither)](const std::filesystem::path& path, double rate, int channels) {
    return std::make_unique<DitheredFile>(path, rate, channels, depth, dither);
  };
  const auto mastered = master_files(options.files, options.out, mastering, context.progress("Mastering"));
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  for (const MasteredFile& file : mastered) {
    if (!file.note.empty()) tell(file.note);
    if (options.json) all.push_back(as_json(file));
    else if (!context.quiet) print_text(file);
  }
  if (options.json) print_json({{"files", all}});
}

}  // namespace

void add_master(CLI::App& app, Context& context) {
  auto options = std::make_shared<Options>();
  CLI::App* command = add_command(app, "master", "Master finished stereo mixes; several are an album", "master mix.wav -o master.wav --preset Transparent --loudness -14 --ceiling -1");
  std::string presets;
  for (const Preset& preset : master_presets()) presets += (presets.empty() ? "" : ", ") + preset.name;
  command->add_option("FILE", options->files, "The mixes, in their order")->required();
  command->add_option("-o,--output", options->out, "A file; for an album a folder, or a file that joins the songs")->required();
  command->add_option("--preset", options->preset, "The chain, as sweetspot-cli presets --role master lists them: " + presets)->capture_default_str();
  command->add_option("--loudness", options->loudness, "Integrated, in LUFS; -14, or the reference's, without it")->check(CLI::Range(-60.0, 0.0));
  command->add_option("--ceiling", options->ceiling, "True peak, in dBTP")->check(CLI::Range(-30.0, 0.0))->capture_default_str();
  command->add_option("--reference", options->reference, "A finished master whose tone and loudness to come near");
  command->add_option("--depth", options->depth, "16, 24 or float")->check(depths())->capture_default_str();
  command->add_option("--dither", options->dither, "none, tpdf or shaped")->check(dithers())->capture_default_str();
  command->add_flag("--json", options->json, "One JSON document");
  command->callback([options, &context] { master(*options, context); });
}

}  // namespace sweetspot::cli
