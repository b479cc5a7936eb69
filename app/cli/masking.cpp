#include <fmt/format.h>

#include <algorithm>

#include "app/cli/command.h"
#include "engine/core/error.h"
#include "engine/session/paths.h"
#include "engine/studio/mask_dip.h"
#include "engine/studio/song_folder.h"

namespace sweetspot::cli {
namespace {

struct Options {
  std::string session, track;
  int dip = 0;
  bool dynamic = false, json = false;
};

nlohmann::ordered_json json_of(const CoveredBand& band, const TrackMasking& masking, const Session& session) {
  return {{"by", find_strip(session, masking.others[band.by])->name},
          {"low_hz", band.low_hz},
          {"high_hz", band.high_hz},
          {"centre_hz", band.centre_hz},
          {"degree", band.degree},
          {"excess_db", band.excess_db},
          {"relief_db", band.relief_db},
          {"weight", band.weight}};
}

nlohmann::ordered_json bands_json(const TrackMasking& masking) {
  nlohmann::ordered_json bands = nlohmann::ordered_json::array();
  for (std::size_t band = 0; band < kErbBands; ++band)
    if (masking.map.presence[band] > 0.0)
      bands.push_back({{"hz", erb_band_hertz(band)}, {"presence", masking.map.presence[band]}, {"degree", masking.map.all.degree[band]}});
  return bands;
}

void run(const Options& options, const Context& context) {
  OpenSong song = options.dip > 0 ? open_song_to_edit(options.session, context.progress("Waiting")) : open_song(options.session);
  const StripId track = find_owner(*song.session, options.track);
  const Hearing hearing = hear_mix(song.session, song.folder, stretch_to_hear(*song.session), true, 0, context.progress("Listening"));
  const TrackMasking masking = hear_masking(hearing, track);
  const auto& bands = masking.map.bands;
  std::string step, sentence;
  if (options.dip > 0) {
    if (static_cast<std::size_t>(options.dip) > bands.size())
      throw Error(fmt::format("band {}", options.dip), "there is no such band", fmt::format("{} were found", bands.size()));
    const Dip dip = plan_dip(*song.session, hearing, masking, bands[static_cast<std::size_t>(options.dip - 1)],
                             options.dynamic ? DipKind::dynamic : DipKind::still);
    song.session = add_dip(song.session, dip).session;
    save_song(song);
    step = dip.step;
    sentence = dip.sentence;
  }
  if (options.json) {
    nlohmann::ordered_json found = nlohmann::ordered_json::array();
    for (const CoveredBand& band : bands) found.push_back(json_of(band, masking, *song.session));
    nlohmann::ordered_json document{{"track", options.track}, {"covered", found}, {"bands", bands_json(masking)}};
    if (!step.empty()) document["step"] = step, document["explanation"] = sentence;
    return print_json(document);
  }
  if (bands.empty()) fmt::print("Nothing covers it much.\n");
  for (std::size_t i = 0; i < bands.size(); ++i)
    fmt::print("{}. {:>6.0f} to {:>6.0f} Hz  {:>3.0f} %  {:>4.1f} dB  {}\n", i + 1, bands[i].low_hz, bands[i].high_hz,
               100.0 * bands[i].degree, bands[i].excess_db, find_strip(*song.session, masking.others[bands[i].by])->name);
  if (!step.empty()) fmt::print("{}\n{}\n", step, sentence);
}

}  // namespace

void add_masking(CLI::App& app, Context& context) {
  auto options = std::make_shared<Options>();
  CLI::App* command = add_command(app, "masking", "Tell where other tracks cover a track, and make room for it",
                                  "masking Song \"track/Lead Vocal\" --dip 1 --dynamic");
  command->add_option("SESSION", options->session, "The session; over its loop where that is on")->required();
  command->add_option("TRACK", options->track, "track/NAME")->required();
  command->add_option("--dip", options->dip, "Put a dip on the track that covers it in the band of this number")
      ->type_name("N")
      ->check(CLI::Range(1, 99));
  command->add_flag("--dynamic", options->dynamic, "The dip gives way only while the covered track sounds there");
  command->add_flag("--json", options->json, "One JSON document");
  command->callback([options, &context] { run(*options, context); });
}

}  // namespace sweetspot::cli
