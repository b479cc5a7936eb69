#include <fmt/format.h>

#include <chrono>
#include <thread>

#include "app/cli/command.h"
#include "engine/studio/studio.h"

namespace sweetspot::cli {
namespace {

constexpr auto kTick = std::chrono::milliseconds(10);

struct Options {
  std::string session, device;
  double seconds = 0.0, from = 0.0;
  int buffer = 256;
  bool mix = false, json = false;
};

// Plays until the song, the wanted time or the user ends it.
void play_through(Studio& studio, const Options& options, const Context& context) {
  const double rate = studio.session()->rate;
  const Progress progress = context.progress("Playing");
  const double length = options.seconds > 0.0 ? options.seconds : seconds_from_frames(end_of(*studio.session()), rate) - options.from;
  const auto until = [&] { return options.from + length; };
  studio.play();
  for (auto began = std::chrono::steady_clock::now(); std::chrono::steady_clock::now() - began < std::chrono::seconds(1) && !studio.playing();)
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  while (studio.playing() && !progress.cancelled()) {
    const double at = seconds_from_frames(studio.playhead(), rate);
    if (progress.report) progress.report((at - options.from) / std::max(length, 1e-9));
    if (options.seconds > 0.0 && at >= until()) break;
    studio.tick();
    std::this_thread::sleep_for(kTick);
  }
  studio.stop();
}

void print_figures(const AudioStatus& status, const LoudnessReadout& loudness, bool json) {
  if (json) {
    print_json({{"device", status.device}, {"rate", status.rate}, {"buffer", status.buffer}, {"blocks", status.blocks}, {"xruns", status.xruns},
                {"load_mean", status.load_mean}, {"load_p999", status.load_p999}, {"load_worst", status.load_peak},
                {"integrated_lufs", number_or_null(loudness.integrated)}, {"true_peak_dbtp", number_or_null(loudness.true_peak)}});
    return;
  }
  fmt::print("{}: {:g} Hz, {} frames a block\n", status.device, status.rate, status.buffer);
  fmt::print("{} blocks, {} xruns\n", status.blocks, status.xruns);
  fmt::print("load: mean {:.1f} %, 99.9th percentile {:.1f} %, worst {:.1f} %\n", 100 * status.load_mean, 100 * status.load_p999, 100 * status.load_peak);
  fmt::print("heard: {} LUFS, {} dBTP\n", figure(loudness.integrated), figure(loudness.true_peak, 2));
}

void play(const Options& options, Context& context) {
  Studio studio;
  print_warnings(studio.open(options.session));
  studio.set_audio({options.device, options.buffer, 0.0});
  const std::string refusal = studio.status().problem;
  if (!refusal.empty()) tell(options.device.empty() ? refusal + "; playing to the silent clock" : refusal);
  if (!refusal.empty() && !options.device.empty()) {
    context.exit_status = 1;
    return;
  }
  studio.set_listening_to_mix(options.mix);
  studio.locate(frames_from_seconds(options.from, studio.session()->rate));
  play_through(studio, options, context);
  const AudioStatus status = studio.status();
  const LoudnessReadout loudness = studio.loudness();
  const bool interrupted = *context.interrupted;
  studio.close_audio(!interrupted);   // a file: device ends its file here
  print_figures(status, loudness, options.json);
  if (interrupted) throw Cancelled();
  if (const std::string problem = studio.status().problem; problem != refusal) {
    tell(problem);
    context.exit_status = 1;
  }
}

}  // namespace

void add_play(CLI::App& app, Context& context) {
  auto options = std::make_shared<Options>();
  CLI::App* command = add_command(app, "play", "Play a session through the real-time engine and say how it fared", "play Song --device dummy --seconds 10");
  command->add_option("SESSION", options->session, "The session")->required();
  command->add_option("--device", options->device, "A card's name, dummy, or file:PATH; the default card without it");
  command->add_option("--buffer", options->buffer, "Frames a block")->check(CLI::Range(16, 8192))->capture_default_str();
  command->add_option("--seconds", options->seconds, "Stop after so long; the whole song without it")->check(CLI::PositiveNumber);
  command->add_option("--from", options->from, "Start there, in seconds")->check(CLI::NonNegativeNumber);
  command->add_flag("--mix", options->mix, "Hear the mix before mastering");
  command->add_flag("--json", options->json, "One JSON document");
  command->callback([options, &context] { play(*options, context); });
}

void add_devices(CLI::App& app, Context&) {
  auto json = std::make_shared<bool>(false);
  CLI::App* command = add_command(app, "devices", "List where sound can come out", "devices --json");
  command->add_flag("--json", *json, "One JSON document");
  command->callback([json] {
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    for (const AudioDevice& device : sound_devices(false)) {
      if (*json)
        all.push_back({{"name", device.name}, {"host", device.host}, {"channels", device.channels}, {"rate", device.rate}, {"default", device.is_default}});
      else
        fmt::print("{} {:<40} {:<12} {} ch, {:g} Hz\n", device.is_default ? '*' : ' ', device.name, device.host, device.channels, device.rate);
    }
    if (*json) print_json({{"devices", all}});
  });
}

}  // namespace sweetspot::cli
