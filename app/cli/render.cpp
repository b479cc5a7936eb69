#include <fmt/format.h>

#include "app/cli/command.h"
#include "engine/core/text.h"
#include "engine/studio/convert.h"
#include "engine/studio/render.h"

namespace sweetspot::cli {
namespace {

struct Options {
  std::string session, out, stems, range, depth = "24", dither, version;
  double rate = 0.0;
  std::optional<double> loudness, ceiling;
  std::vector<std::string> tags;
  int jobs = 0, block = kMaxBlockFrames;
  bool mix = false, master = false, json = false;
};

// "A:B" in seconds; either may be left out.
void set_range(RenderOptions& render, const std::string& text, double rate) {
  if (text.empty()) return;
  const auto colon = text.find(':');
  const auto seconds = [&](const std::string& part) -> std::optional<Frames> {
    if (part.empty()) return std::nullopt;
    std::size_t used = 0;
    double value = -1.0;
    try {
      value = std::stod(part, &used);
    } catch (const std::exception&) {
    }
    if (used != part.size() || value < 0.0) throw WrongCall("--range: " + text + " is no range; write it as A:B in seconds, as 10:25.5");
    return frames_from_seconds(value, rate);
  };
  if (colon == std::string::npos) throw WrongCall("--range: " + text + " is no range; write it as A:B in seconds, as 10:25.5");
  render.from = seconds(text.substr(0, colon));
  render.to = seconds(text.substr(colon + 1));
  if (render.from && render.to && *render.to <= *render.from) throw WrongCall("--range: " + text + " ends before it begins");
}

void set_tags(AudioTags& tags, const std::vector<std::string>& assignments) {
  for (const std::string& text : assignments) {
    const auto equals = text.find('=');
    if (equals == std::string::npos) throw WrongCall("--tag: " + text + " has no value; write it as key=value");
    tags[lower_case(text.substr(0, equals))] = text.substr(equals + 1);
  }
}

RenderOptions render_options(const Options& options, const Session& session) {
  RenderOptions render;
  render.output = options.out;
  render.before_mastering = options.mix;
  set_range(render, options.range, session.rate);
  render.rate = options.rate;
  render.depth = parse_depth(options.depth);
  // A reduction of depth without dither distorts; only who asks for it gets that.
  render.dither = options.dither.empty() ? DitherKind::tpdf : parse_dither(options.dither);
  render.loudness = options.loudness;
  render.ceiling = options.ceiling;
  for (const auto& [key, value] : session.metadata) render.tags[key] = value;
  set_tags(render.tags, options.tags);
  render.jobs = options.jobs;
  render.block = options.block;
  render.stems = options.stems;
  return render;
}

void print_report(const RenderReport& report, bool json) {
  const auto lufs = report.loudness.integrated_lufs, peak = report.loudness.true_peak_dbtp;
  if (json) {
    nlohmann::ordered_json stems = nlohmann::ordered_json::array();
    for (const auto& stem : report.stems) stems.push_back(stem.string());
    print_json({{"path", report.path.string()}, {"stems", stems}, {"rate", report.rate}, {"seconds", seconds_from_frames(report.frames, report.rate)},
                {"integrated_lufs", lufs ? number_or_null(*lufs) : nlohmann::ordered_json(nullptr)},
                {"true_peak_dbtp", peak ? number_or_null(*peak) : nlohmann::ordered_json(nullptr)}, {"clipped_samples", report.clipped_samples},
                {"gain_db", report.gain_db}, {"most_reduction_db", report.most_reduction_db}, {"notes", report.notes}});
    return;
  }
  if (!report.path.empty())
    fmt::print("{}: {:.2f} s at {:g} Hz, {} LUFS, {} dBTP{}\n", report.path.string(), seconds_from_frames(report.frames, report.rate), report.rate,
               lufs ? figure(*lufs) : "-", peak ? figure(*peak, 2) : "-",
               report.clipped_samples > 0 ? fmt::format(", {} samples clipped", report.clipped_samples) : "");
  for (const auto& stem : report.stems) fmt::print("{}\n", stem.string());
}

void render(const Options& options, const Context& context) {
  if (options.out.empty() && options.stems.empty()) throw WrongCall("there is nowhere to write to; give -o FILE or --stems DIR");
  const OpenSong song = open_song(options.session);
  print_warnings(song.report);
  const SessionPtr session = version_of(song.session, options.version);
  const RenderReport report = render_song(session, song.folder, render_options(options, *session), context.progress("Rendering"));
  for (const std::string& note : report.notes) tell(note);
  if (!context.quiet || options.json) print_report(report, options.json);
}

}  // namespace

void add_render(CLI::App& app, Context& context) {
  auto options = std::make_shared<Options>();
  CLI::App* command = add_command(app, "render", "Render a session to a file, offline", "render Song -o master.wav --loudness -14 --ceiling -1");
  command->add_option("SESSION", options->session, "The session")->required();
  command->add_option("-o,--output", options->out, "The file; its suffix says the format: wav, flac, aiff, mp3, ogg, opus");
  auto* mix = command->add_flag("--mix", options->mix, "The stereo mix before mastering");
  command->add_flag("--master", options->master, "What comes after mastering (the default)")->excludes(mix);
  command->add_option("--stems", options->stems, "A folder for a file a track and bus");
  command->add_option("--range", options->range, "A:B, only this part, in seconds");
  command->add_option("--rate", options->rate, "Hz; the session's without it")->check(CLI::Range(8000.0, 192000.0));
  command->add_option("--depth", options->depth, "16, 24 or float")->check(depths())->capture_default_str();
  command->add_option("--dither", options->dither, "none, tpdf or shaped; tpdf without it, where depth is reduced")->check(dithers());
  command->add_option("--loudness", options->loudness, "Integrated, in LUFS")->check(CLI::Range(-60.0, 0.0));
  command->add_option("--ceiling", options->ceiling, "True peak, in dBTP; -1 when only a loudness is given")->check(CLI::Range(-30.0, 0.0));
  command->add_option("--tag", options->tags, "key=value, as title=Home; once for each")->take_all()->expected(1);
  command->add_option("--version", options->version, "A saved mix version");
  command->add_option("--jobs", options->jobs, "Threads; one a core without it")->check(CLI::Range(1, 64));
  command->add_option("--block", options->block, "Frames at once; changes nothing but the speed")->check(CLI::Range(1, 1 << 20));
  command->add_flag("--json", options->json, "One JSON document");
  command->callback([options, &context] { render(*options, context); });
}

}  // namespace sweetspot::cli
