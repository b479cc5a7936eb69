#include "engine/processors/multiband_settings.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <string>

#include "engine/core/units.h"
#include "engine/dsp/gain_follower.h"
#include "engine/dsp/level_blocks.h"
#include "engine/dsp/linear_crossover.h"
#include "engine/processors/param_table.h"

namespace sweetspot {
namespace {

using dsp::kDbPerOctave;
using dsp::one_pole;

constexpr double kNarrowestKneeDb = 1e-3;  // so that nothing divides by zero
constexpr double kFadeMs = 5.0;            // of switches

constexpr std::array<double, kMultibandSplits> kSplits{120.0, 600.0, 3000.0, 7000.0, 12000.0};
constexpr std::array<double, kMultibandBands> kAttacks{30.0, 20.0, 12.0, 8.0, 5.0, 3.0};
constexpr std::array<double, kMultibandBands> kReleases{200.0, 150.0, 120.0, 100.0, 80.0, 60.0};

ParamSpec structural(ParamSpec spec) {
  spec.structural = true;
  spec.ramp_ms = 0.0;
  return spec;
}

void add_shared(std::vector<ParamSpec>& table) {
  table.push_back(structural(choice(1, "bands", "Bands", {"2", "3", "4", "5", "6"}, 2)));
  table.push_back(structural(choice(2, "phase", "Phase", {"minimum", "linear"})));
  for (std::size_t split = 0; split < kSplits.size(); ++split) {
    const std::string number = std::to_string(split + 1);
    table.push_back(continuous(static_cast<std::uint32_t>(3 + split), "split" + number, "Split " + number, Unit::hertz,
                               {20.0, 20000.0, kSplits[split]}, Scale::logarithmic));
  }
  table.push_back(continuous(8, "link", "Stereo link", Unit::percent, {0.0, 100.0, 100.0}));
  table.push_back(structural(continuous(9, "lookahead", "Look-ahead", Unit::milliseconds, {0.0, 20.0, 0.0})));
  table.push_back(continuous(10, "mix", "Mix", Unit::percent, {0.0, 100.0, 100.0}));
  table.push_back(continuous(11, "output", "Output", Unit::decibels, {-24.0, 24.0, 0.0}));
  put_under("Splits", table, {"split1", "split2", "split3", "split4", "split5"});
  put_under("Detection", table, {"link", "lookahead"});
}

void add_band(std::vector<ParamSpec>& table, std::size_t band) {
  const std::string number = std::to_string(band + 1);
  const auto first = static_cast<std::uint32_t>(32 * (band + 1));
  const auto key = [&](const char* name) { return "band" + number + "." + name; };
  const auto label = [&](const char* name) { return "Band " + number + " " + name; };
  table.push_back(continuous(first + 0, key("threshold"), label("threshold"), Unit::decibels, {-60.0, 0.0, -24.0}));
  table.push_back(continuous(first + 1, key("ratio"), label("ratio"), Unit::ratio, {1.0, 50.0, 2.0}, Scale::logarithmic));
  table.push_back(
      continuous(first + 2, key("attack"), label("attack"), Unit::milliseconds, {0.05, 300.0, kAttacks[band]}, Scale::logarithmic));
  table.push_back(
      continuous(first + 3, key("release"), label("release"), Unit::milliseconds, {5.0, 3000.0, kReleases[band]}, Scale::logarithmic));
  table.push_back(continuous(first + 4, key("knee"), label("knee"), Unit::decibels, {0.0, 24.0, 6.0}));
  table.push_back(continuous(first + 5, key("range"), label("range"), Unit::decibels, {0.0, 60.0, 24.0}));
  table.push_back(continuous(first + 6, key("gain"), label("gain"), Unit::decibels, {-24.0, 24.0, 0.0}));
  table.push_back(continuous(first + 7, key("width"), label("width"), Unit::percent, {0.0, 200.0, 100.0}));
  table.push_back(continuous(first + 8, key("link"), label("stereo link"), Unit::percent, {0.0, 100.0, 100.0}));
  table.push_back(choice(first + 9, key("mode"), label("mode"), {"compressor", "expander", "upward"}));
  table.push_back(toggle(first + 10, key("bypass"), label("bypass"), false, kFadeMs));
  table.push_back(audition(first + 11, key("solo"), label("solo"), kFadeMs));
  table.push_back(toggle(first + 12, key("mute"), label("mute"), false, kFadeMs));
  put_under("Curve and stereo", table, {key("knee"), key("range"), key("width"), key("link")});
}

// Gain in dB at a level in dB, before make-up.
double curve_db(BandMode mode, double threshold, double ratio, double knee_db, double range, double level) noexcept {
  const double knee = std::max(kNarrowestKneeDb, knee_db);
  const double into = (mode == BandMode::compressor ? level - threshold : threshold - level) + 0.5 * knee;
  const double in_knee = std::clamp(into, 0.0, knee);
  const double bent = 0.5 * in_knee * in_knee / knee + std::max(0.0, into - knee);
  const double slope = mode == BandMode::expander ? 1.0 - ratio : 1.0 / ratio - 1.0;
  const double gain = std::max(slope * bent, -range);
  return mode == BandMode::upward ? -gain : gain;
}

bool is_linear(std::span<const double> values) noexcept { return values[multiband_param(MultibandParam::phase)] >= 0.5; }

}  // namespace

std::vector<ParamSpec> multiband_params() {
  std::vector<ParamSpec> table;
  add_shared(table);
  for (std::size_t band = 0; band < kMultibandBands; ++band) add_band(table, band);
  return table;
}

MultibandSplits multiband_splits(std::span<const double> values) noexcept {
  const int count = 1 + static_cast<int>(std::lround(values[multiband_param(MultibandParam::bands)]));
  return MultibandSplits::of(count,
                             [&](int split) { return values[multiband_param(MultibandParam::split1) + static_cast<std::size_t>(split)]; });
}

double multiband_band_db(std::span<const double> values, double rate, int band, double hertz) noexcept {
  const MultibandSplits splits = multiband_splits(values);
  if (band >= splits.bands()) return kMinusInfinity;
  if (is_linear(values)) return db_from_gain(dsp::linear_crossover_response(splits.span(), band, hertz, rate));
  return db_from_gain(std::abs(dsp::crossover_response(splits.span(), band, hertz, rate)));
}

double multiband_sum_db(std::span<const double> values, double rate, std::span<const double> gains_db, double hertz) noexcept {
  const MultibandSplits splits = multiband_splits(values);
  const bool linear = is_linear(values);
  std::complex<double> sum = 0.0;
  for (int band = 0; band < std::min(splits.bands(), static_cast<int>(gains_db.size())); ++band) {
    const double gain = gain_from_db(gains_db[static_cast<std::size_t>(band)]);
    sum += gain * (linear ? dsp::linear_crossover_response(splits.span(), band, hertz, rate)
                          : dsp::crossover_response(splits.span(), band, hertz, rate));
  }
  return db_from_gain(std::abs(sum));
}

double multiband_transfer_db(std::span<const double> values, int band, double level_db) noexcept {
  const auto value = [&](BandParam param) { return values[multiband_param(static_cast<std::size_t>(band), param)]; };
  const auto mode = static_cast<BandMode>(std::lround(value(BandParam::mode)));
  const double gain = curve_db(mode, value(BandParam::threshold), std::max(1.0, value(BandParam::ratio)), value(BandParam::knee),
                               value(BandParam::range), level_db) +
                      value(BandParam::gain);
  const double wet = 0.01 * values[multiband_param(MultibandParam::mix)] * (value(BandParam::bypass) >= 0.5 ? 0.0 : 1.0);
  return level_db + db_from_gain(wet * gain_from_db(gain) + 1.0 - wet);
}

bool multiband_heard(std::span<const double> values, int band) noexcept {
  const auto on = [&](int b, BandParam param) { return values[multiband_param(static_cast<std::size_t>(b), param)] >= 0.5; };
  bool any = false;
  const int bands = multiband_splits(values).bands();
  for (int b = 0; b < bands; ++b) any = any || on(b, BandParam::solo);
  return band < bands && !on(band, BandParam::mute) && (!any || on(band, BandParam::solo));
}

BandSettings BandSettings::from(std::span<const float> values, std::size_t band, double rate) noexcept {
  const auto value = [&](BandParam param) { return double{values[multiband_param(band, param)]}; };
  const auto mode = static_cast<BandMode>(std::lround(value(BandParam::mode)));
  const double knee = std::max(kNarrowestKneeDb, value(BandParam::knee)) / kDbPerOctave;
  const double threshold = value(BandParam::threshold) / kDbPerOctave;
  const double ratio = std::max(1.0, value(BandParam::ratio));
  const bool above = mode == BandMode::compressor;
  const bool swapped = mode == BandMode::expander;  // there a rising level opens: that is its attack
  BandSettings settings;
  settings.start = static_cast<float>((above ? threshold : -threshold) - 0.5 * knee);
  settings.knee = static_cast<float>(knee);
  settings.slope = static_cast<float>(mode == BandMode::expander ? 1.0 - ratio : 1.0 / ratio - 1.0);
  settings.deepest = static_cast<float>(-value(BandParam::range) / kDbPerOctave);
  settings.level_sign = above ? 0.0f : -0.0f;
  settings.gain_sign = mode == BandMode::upward ? -0.0f : 0.0f;
  settings.attack = static_cast<float>(one_pole(value(swapped ? BandParam::release : BandParam::attack), rate));
  settings.release = static_cast<float>(one_pole(value(swapped ? BandParam::attack : BandParam::release), rate));
  settings.link = static_cast<float>(1e-4 * values[multiband_param(MultibandParam::link)] * value(BandParam::link));
  return settings;
}

BandSettings BandSettings::between(const BandSettings& from, const BandSettings& to, float amount) noexcept {
  BandSettings settings = to;
  for (float BandSettings::*field :
       {&BandSettings::start, &BandSettings::knee, &BandSettings::slope, &BandSettings::deepest, &BandSettings::link})
    settings.*field = from.*field + amount * (to.*field - from.*field);
  return settings;
}

}  // namespace sweetspot
