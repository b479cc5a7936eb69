#include <fmt/format.h>

#include "app/cli/command.h"
#include "engine/studio/measure.h"

namespace sweetspot::cli {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
  std::vector<std::string> files;
  bool json = false, series = false;
};

Json optional_json(const std::optional<double>& value) { return value ? number_or_null(*value) : Json(nullptr); }
std::string optional_figure(const std::optional<double>& value, int decimals = 1) { return value ? figure(*value, decimals) : "-"; }

Json series_json(const Measurement& m) {
  Json series = Json::array();
  for (const LoudnessPoint& point : m.series) series.push_back({point.seconds, number_or_null(point.momentary), number_or_null(point.short_term)});
  return series;
}

Json as_json(const std::string& path, const Measurement& m, bool series) {
  Json file{{"path", path},
            {"rate", m.rate},
            {"channels", m.channels},
            {"seconds", m.seconds},
            {"integrated_lufs", optional_json(m.loudness.integrated_lufs)},
            {"momentary_max_lufs", optional_json(m.loudness.momentary_max_lufs)},
            {"short_term_max_lufs", optional_json(m.loudness.short_term_max_lufs)},
            {"loudness_range_lu", optional_json(m.loudness.loudness_range_lu)},
            {"true_peak_dbtp", optional_json(m.loudness.true_peak_dbtp)},
            {"sample_peak_dbfs", optional_json(m.loudness.sample_peak_dbfs)},
            {"plr_lu", optional_json(m.plr_lu)},
            {"crest_db", optional_json(m.crest_db)},
            {"dc", m.dc},
            {"correlation", optional_json(m.correlation)},
            {"clipped_runs", m.clipped_runs},
            {"noise_floor_dbfs", optional_json(m.noise_floor_dbfs)},
            {"faults", Json::array()}};
  for (const Fault& fault : m.faults) file["faults"].push_back({{"id", fault.id}, {"at", fault.at}, {"text", fault.text}});
  if (series) file["series"] = series_json(m);
  return file;
}

void print_text(const std::string& path, const Measurement& m) {
  fmt::print("{}\n", path);
  fmt::print("  {:g} Hz, {} channel{}, {:.2f} s\n", m.rate, m.channels, m.channels == 1 ? "" : "s", m.seconds);
  fmt::print("  loudness     {} LUFS integrated, {} momentary max, {} short-term max, range {} LU\n", optional_figure(m.loudness.integrated_lufs),
             optional_figure(m.loudness.momentary_max_lufs), optional_figure(m.loudness.short_term_max_lufs), optional_figure(m.loudness.loudness_range_lu));
  fmt::print("  peak         {} dBTP true, {} dBFS sample, {} clipped run{}\n", optional_figure(m.loudness.true_peak_dbtp, 2),
             optional_figure(m.loudness.sample_peak_dbfs, 2), m.clipped_runs, m.clipped_runs == 1 ? "" : "s");
  fmt::print("  dynamics     PLR {} LU, crest {} dB, noise floor {} dBFS\n", optional_figure(m.plr_lu), optional_figure(m.crest_db),
             optional_figure(m.noise_floor_dbfs));
  fmt::print("  stereo       correlation {}, DC {:.6f}\n", optional_figure(m.correlation, 2), m.dc);
  for (const Fault& fault : m.faults) fmt::print("  fault        {:.2f} s  {}\n", fault.at, fault.text);
}

void measure(const Options& options, const Context& context) {
  Json files = Json::array();
  for (const std::string& path : options.files) {
    const Measurement m = measure_file(path, context.progress("Measuring"));
    if (options.json) files.push_back(as_json(path, m, options.series));
    else print_text(path, m);
  }
  if (options.json) print_json({{"files", files}});
}

}  // namespace

void add_measure(CLI::App& app, Context& context) {
  auto options = std::make_shared<Options>();
  CLI::App* command = add_command(app, "measure", "Measure loudness, peaks and faults of files", "measure master.wav --json");
  command->add_option("FILE", options->files, "The files to measure")->required();
  command->add_flag("--json", options->json, "One JSON document");
  command->add_flag("--series", options->series, "With --json: momentary and short-term loudness every 100 ms");
  command->callback([options, &context] { measure(*options, context); });
}

}  // namespace sweetspot::cli
