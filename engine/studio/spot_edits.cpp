#include "engine/studio/spot_edits.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <thread>

#include "engine/core/error.h"
#include "engine/delivery/mixdown.h"
#include "engine/processors/registry.h"
#include "engine/session/device_edits.h"
#include "engine/session/strip_edits.h"

namespace sweetspot {
namespace {

// Ranges by role, as the desks' handbooks have them (B. Owsinski, "The Mixing Engineer's Handbook"; R. Izhaki, "Mixing Audio"). What is
// usual is of recordings before the equalizer.
constexpr SpotRange kVoice[] = {{180, 380, "mud"},
                                {700, 1300, "nasal sound"},
                                {2300, 3600, "harshness"},
                                {5500, 9000, "sibilance"},
                                {3000, 6000, "presence", true, -26, 2.5},
                                {10000, 15000, "air", true, -44, 2.5}};
constexpr SpotRange kKick[] = {{220, 500, "cardboard sound"}, {45, 95, "weight", true, -12, 2.0}, {2200, 5000, "beater", true, -34, 3.0}};
constexpr SpotRange kSnare[] = {{350, 700, "boxiness"}, {150, 260, "body", true, -16, 2.0}, {2200, 5000, "crack", true, -18, 2.5}};
constexpr SpotRange kToms[] = {{300, 600, "boxiness"}, {70, 160, "body", true, -14, 2.0}, {2500, 5500, "attack", true, -32, 2.5}};
constexpr SpotRange kCymbals[] = {{300, 700, "boxiness"}, {2500, 4500, "clang"}, {8500, 14000, "air", true, -16, 2.0}};
constexpr SpotRange kBass[] = {{160, 320, "boom"}, {600, 1200, "growl", true, -30, 2.5}, {1800, 3500, "attack", true, -44, 2.5}};
constexpr SpotRange kElectric[] = {{140, 280, "mud"}, {2800, 4500, "fizz"}, {1800, 3600, "bite", true, -22, 2.0}};
constexpr SpotRange kAcoustic[] = {{120, 260, "boom"}, {2000, 3500, "twang"}, {6000, 11000, "sparkle", true, -34, 2.5}};
constexpr SpotRange kKeys[] = {{180, 380, "mud"}, {2200, 4800, "presence", true, -32, 2.0}};
constexpr SpotRange kStrings[] = {{200, 400, "mud"}, {2500, 4000, "scrape"}, {6500, 11000, "air", true, -38, 2.0}};
constexpr SpotRange kSynth[] = {{180, 380, "mud"}, {2500, 5000, "presence", true, -30, 2.0}};
constexpr SpotRange kKit[] = {{250, 550, "boxiness"}, {50, 95, "weight", true, -14, 2.0}, {8500, 14000, "air", true, -28, 2.0}};

class SpectrumSink final : public Sink {
 public:
  SpectrumSink(double rate, Frames length) : spectrum(rate, length) {}
  void write(const float* const* audio, int frames) override { spectrum.process(audio, frames); }
  void finish() override {}

  ToneSpectrum spectrum;
};

double hundredths(double value) { return std::round(100.0 * value) / 100.0; }
double tenths(double value) { return std::round(10.0 * value) / 10.0 + 0.0; }

// Two figures after the first, as a person would set it.
double round_hertz(double hertz) {
  const double step = std::pow(10.0, std::floor(std::log10(hertz)) - 2.0);
  return std::round(hertz / step) * step;
}

}  // namespace

SpotRules spot_rules(Role role) {
  switch (role) {
    case Role::lead_vocal:
    case Role::backing_vocal:
    case Role::ad_lib:
      return {320.0, kVoice};
    case Role::kick:
      return {110.0, kKick};
    case Role::snare:
      return {280.0, kSnare};
    case Role::toms:
      return {180.0, kToms};
    case Role::hats:
    case Role::overheads:
      return {120.0, kCymbals};
    case Role::drums:
      return {120.0, kKit};
    case Role::bass:
      return {130.0, kBass};
    case Role::electric_guitar:
      return {110.0, kElectric};
    case Role::acoustic_guitar:
      return {110.0, kAcoustic};
    case Role::keys:
      return {100.0, kKeys};
    case Role::strings:
      return {120.0, kStrings};
    case Role::synth:
      return {100.0, kSynth};
    default:
      return {60.0, {}};
  }
}

SpotsHeard hear_spots(const SessionPtr& session, const std::filesystem::path& folder, StripId strip, const Stretch& stretch, int jobs,
                      const Progress& progress) {
  const Track* track = find_track(*session, strip);
  if (!track) throw Error("this strip", "is no track", "choose a track");
  SessionPtr alone = edit::set_muted(edit::clear_solos(session), strip, false);
  if (track->strip.fader.gain_db <= kSilenceDb) alone = edit::set_gain(alone, strip, 0.0);
  Mixdown mixdown(alone, folder, {strip});
  SpectrumSink sink(session->rate, stretch.to - stretch.from);
  const int threads = jobs > 0 ? jobs : static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  Mixdown::Outputs outputs;
  outputs.taps.emplace_back(strip, &sink);
  if (stretch.to > stretch.from) mixdown.run(stretch.from, stretch.to, threads, kMaxBlockFrames, outputs, progress);
  SpotsHeard heard;
  heard.spectrum = sink.spectrum.finish();
  if (heard.spectrum.power.empty()) throw Error(track->strip.name, "it is silent here", "choose a track or a loop with sound");
  heard.spots = find_spots(heard.spectrum, spot_rules(track->role));
  return heard;
}

edit::Added<DeviceId> add_spots(const SessionPtr& session, StripId strip, const SpotsHeard& heard, std::span<const Spot> spots,
                                bool match) {
  if (spots.empty()) return {session, {}};
  const ParamCatalog& catalog = processor_catalog();
  auto [next, eq] = edit::add_device(session, strip, "eq", catalog);
  std::vector<Spot> set(spots.begin(), spots.end());
  for (std::size_t i = 0; i < set.size(); ++i) {
    Spot& spot = set[i];
    spot.hertz = round_hertz(spot.hertz);
    spot.gain_db = tenths(spot.gain_db);
    spot.q = hundredths(spot.q);
    const std::string band = "band" + std::to_string(i + 1) + ".";
    next = edit::set_param(next, eq, band + "freq", spot.hertz, catalog);
    next = edit::set_param(next, eq, band + "gain", spot.gain_db, catalog);
    next = edit::set_param(next, eq, band + "q", spot.q, catalog);
  }
  if (match) return {edit::set_param(next, eq, "auto_gain", 1.0, catalog), eq};
  return {edit::set_param(next, eq, "output", hundredths(-loudness_change_db(heard.spectrum, set)), catalog), eq};
}

std::string spots_step_name(const std::string& strip, std::span<const Spot> spots) {
  std::vector<std::string> words;
  for (const Spot& spot : spots) words.push_back(fmt::format("{:+.1f} dB at {}", spot.gain_db, hertz_text(spot.hertz)));
  return fmt::format("EQ on {}: {}", strip, fmt::join(words, ", "));
}

}  // namespace sweetspot
