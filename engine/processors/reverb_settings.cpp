#include "engine/processors/reverb_settings.h"

#include <algorithm>

#include "engine/core/units.h"
#include "engine/processors/param_table.h"

namespace sweetspot {
namespace {

constexpr double kDrawingRate = 48000.0;
constexpr double kNoEarlyDb = -40.0;

std::span<const double, kReverbParams> of_table(std::span<const double> values) { return values.first<kReverbParams>(); }

}  // namespace

std::vector<ParamSpec> reverb_params() {
  std::vector<ParamSpec> params = {
      choice(1, "space", "Space", {"room", "plate", "hall"}, static_cast<int>(ReverbSpace::hall)),
      continuous(2, "decay", "Decay", Unit::seconds, {0.2, 20.0, 1.8}, Scale::logarithmic),
      continuous(3, "low_decay", "Low decay", Unit::ratio, {0.25, 2.5, 1.0}, Scale::logarithmic),
      continuous(4, "low_crossover", "Low crossover", Unit::hertz, {50.0, 1000.0, 250.0}, Scale::logarithmic),
      continuous(5, "high_decay", "High decay", Unit::ratio, {0.1, 1.5, 0.5}, Scale::logarithmic),
      continuous(6, "high_crossover", "High crossover", Unit::hertz, {1000.0, 16000.0, 5000.0}, Scale::logarithmic),
      continuous(7, "pre_delay", "Pre-delay", Unit::milliseconds, {0.0, 1e3 * kReverbLongestPreDelay, 15.0}, Scale::square),
      continuous(8, "size", "Size", Unit::percent, {50.0, 100.0 * kReverbLargestSize, 100.0}, Scale::logarithmic),
      continuous(9, "diffusion", "Diffusion", Unit::percent, {0.0, 100.0, 100.0}),
      continuous(10, "mod_depth", "Modulation", Unit::percent, {0.0, 100.0, 50.0}),
      continuous(11, "mod_rate", "Modulation rate", Unit::hertz, {0.05, 3.0, 0.4}, Scale::logarithmic),
      continuous(12, "early_level", "Early reflections", Unit::decibels, {kNoEarlyDb, 12.0, 0.0}),
      continuous(13, "early_size", "Early size", Unit::percent, {50.0, 100.0 * kReverbLargestSize, 100.0}, Scale::logarithmic),
      continuous(14, "width", "Width", Unit::percent, {0.0, 100.0, 100.0}),
      continuous(15, "low_cut", "Low cut", Unit::hertz, {kReverbLowCutOff, 1000.0, 80.0}, Scale::logarithmic),
      continuous(16, "high_cut", "High cut", Unit::hertz, {1000.0, kReverbHighCutOff, 12000.0}, Scale::logarithmic),
      continuous(17, "duck", "Ducking", Unit::decibels, {0.0, 24.0, 0.0}),
      continuous(18, "duck_threshold", "Duck threshold", Unit::decibels, {-60.0, 0.0, -30.0}),
      continuous(19, "duck_release", "Duck release", Unit::milliseconds, {20.0, 2000.0, 300.0}, Scale::logarithmic),
      continuous(20, "level", "Level", Unit::decibels, {-40.0, 12.0, 0.0}),
      continuous(21, "mix", "Mix", Unit::percent, {0.0, 100.0, 25.0}),
  };
  // Angles that turn as fast as most settings glide would be heard as tones beside the sound's.
  for (const ReverbParam param : {ReverbParam::diffusion, ReverbParam::mod_depth}) params[static_cast<std::size_t>(param)].ramp_ms = 200.0;
  for (ParamSpec& spec : params)
    if (spec.unit == Unit::ratio || spec.unit == Unit::seconds || spec.key == "mod_rate") spec.shown_decimals = 2;
  put_under("Decay by frequency", params, {"low_decay", "low_crossover", "high_decay", "high_crossover"});
  put_under("Early reflections", params, {"early_level", "early_size"});
  put_under("Texture", params, {"diffusion", "mod_depth", "mod_rate"});
  put_under("Ducking", params, {"duck", "duck_threshold", "duck_release"});
  return params;
}

ReverbPlace ReverbValues::place() const noexcept {
  const ReverbValues& at = *this;
  return {static_cast<ReverbSpace>(static_cast<int>(at[ReverbParam::space] + 0.5)), 1e-3 * at[ReverbParam::pre_delay],
          0.01 * at[ReverbParam::size], 0.01 * at[ReverbParam::early_size], at[ReverbParam::decay]};
}

dsp::DecayTimes ReverbValues::times() const noexcept {
  const ReverbValues& at = *this;
  const double mid = at[ReverbParam::decay];
  return {mid * at[ReverbParam::low_decay], mid, mid * at[ReverbParam::high_decay], at[ReverbParam::low_crossover],
          at[ReverbParam::high_crossover]};
}

DuckerSettings ReverbValues::ducking() const noexcept {
  const ReverbValues& at = *this;
  return {at[ReverbParam::duck], at[ReverbParam::duck_threshold], at[ReverbParam::duck_release]};
}

double ReverbValues::early_gain() const noexcept {
  const double db = (*this)[ReverbParam::early_level];
  return db <= kNoEarlyDb ? 0.0 : gain_from_db(db);
}

double reverb_decay(std::span<const double> values, double hertz) {
  const ReverbValues at{of_table(values)};
  const auto frames = make_layout(at.place(), kDrawingRate).lines;
  std::array<double, dsp::kReverbLines> lines;
  std::copy(frames.begin(), frames.end(), lines.begin());
  return dsp::decay_seconds(at.times(), lines, kDrawingRate, hertz);
}

Frames reverb_tail(std::span<const double> values, double rate) {
  const ReverbValues at{of_table(values)};
  const dsp::DecayTimes times = at.times();
  const dsp::ReverbLayout layout = make_layout(at.place(), rate);
  const auto longest = [](const auto& delays) { return *std::max_element(delays.begin(), delays.end()); };
  Frames first = layout.pre_delay + longest(layout.lines);
  for (const auto& stage : layout.diffuser) first += longest(stage);
  constexpr double kFarDown = 100.0 / 60.0;
  const double filters = 8.0 / at[ReverbParam::low_cut];  // seconds for the input's filter to fall silent
  return first + frames_from_seconds(kFarDown * std::max({times.low, times.mid, times.high}) + filters, rate);
}

}  // namespace sweetspot
