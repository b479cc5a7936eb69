#include "engine/processors/compressor_settings.h"

#include <algorithm>
#include <cmath>

#include "engine/processors/param_table.h"

namespace sweetspot {
namespace {

constexpr double kDbPerOctave = 6.0205999132796239;

// A hard knee is a very narrow one, so that nothing divides by zero.
constexpr double kNarrowestKneeDb = 1e-3;

// Coefficient with which a one-pole covers 1 - 1/e of a step in that time.
double one_pole(double milliseconds, double rate) noexcept { return -std::expm1(-1.0 / std::max(1e-6, milliseconds * 1e-3 * rate)); }

}  // namespace

std::vector<ParamSpec> compressor_params() {
  std::vector<ParamSpec> params = {
      continuous(1, "threshold", "Threshold", Unit::decibels, {-60.0, 0.0, -20.0}),
      continuous(2, "ratio", "Ratio", Unit::ratio, {1.0, 50.0, 4.0}, Scale::logarithmic),
      continuous(3, "knee", "Knee", Unit::decibels, {0.0, 24.0, 6.0}),
      continuous(4, "attack", "Attack", Unit::milliseconds, {0.05, 300.0, 10.0}, Scale::logarithmic),
      continuous(5, "release", "Release", Unit::milliseconds, {5.0, 3000.0, 120.0}, Scale::logarithmic),
      continuous(6, "makeup", "Make-up", Unit::decibels, {-12.0, 24.0, 0.0}),
      continuous(7, "mix", "Mix", Unit::percent, {0.0, 100.0, 100.0}),
      continuous(8, "range", "Range", Unit::decibels, {0.0, 60.0, 60.0}),
      continuous(9, "link", "Stereo link", Unit::percent, {0.0, 100.0, 100.0}),
      choice(10, "detector", "Detector", {"peak", "rms", "smooth"}, static_cast<int>(CompressorDetector::smooth)),
      continuous(11, "lookahead", "Look-ahead", Unit::milliseconds, {0.0, 20.0, 0.0}),
      continuous(12, "sc_hp", "Key high-pass", Unit::hertz, {kKeyHighPassOff, 2000.0, kKeyHighPassOff}, Scale::logarithmic),
      continuous(13, "sc_lp", "Key low-pass", Unit::hertz, {500.0, kKeyLowPassOff, kKeyLowPassOff}, Scale::logarithmic),
      audition(14, "sc_listen", "Listen to key", 5.0),
  };
  ParamSpec& lookahead = params[static_cast<std::size_t>(CompressorParam::lookahead)];
  lookahead.structural = true;
  lookahead.ramp_ms = 0.0;
  return params;
}

double compressor_curve_db(std::span<const double> values, double level_db) {
  const auto value = [values](CompressorParam param) { return values[static_cast<std::size_t>(param)]; };
  const double knee = std::max(kNarrowestKneeDb, value(CompressorParam::knee));
  const double slope = 1.0 / std::max(1.0, value(CompressorParam::ratio)) - 1.0;
  const double into = level_db - value(CompressorParam::threshold) + 0.5 * knee;  // above where the knee begins
  const double bent = std::clamp(into, 0.0, knee);
  const double reduction = slope * (0.5 * bent * bent / knee + std::max(0.0, into - knee));
  const double gain_db = std::max(reduction, -value(CompressorParam::range)) + value(CompressorParam::makeup);
  const double wet = 0.01 * value(CompressorParam::mix);
  return level_db + db_from_gain(wet * gain_from_db(gain_db) + 1.0 - wet);
}

CompressorSettings CompressorSettings::from(std::span<const float> values, double rate) noexcept {
  const auto value = [values](CompressorParam param) { return double{values[static_cast<std::size_t>(param)]}; };
  const double knee = std::max(kNarrowestKneeDb, value(CompressorParam::knee)) / kDbPerOctave;
  const double mix = 0.01 * value(CompressorParam::mix);
  CompressorSettings settings;
  settings.start = static_cast<float>(value(CompressorParam::threshold) / kDbPerOctave - 0.5 * knee);
  settings.slope = static_cast<float>(1.0 / std::max(1.0, value(CompressorParam::ratio)) - 1.0);
  settings.knee = static_cast<float>(knee);
  settings.curvature = static_cast<float>(0.5 / knee);
  settings.deepest = static_cast<float>(-value(CompressorParam::range) / kDbPerOctave);
  settings.attack = static_cast<float>(one_pole(value(CompressorParam::attack), rate));
  settings.release = static_cast<float>(one_pole(value(CompressorParam::release), rate));
  settings.makeup = static_cast<float>(value(CompressorParam::makeup) / kDbPerOctave);
  settings.dry = static_cast<float>(1.0 - mix);
  settings.wet = static_cast<float>(mix);
  settings.link = static_cast<float>(0.01 * value(CompressorParam::link));
  settings.listen = static_cast<float>(value(CompressorParam::listen));
  return settings;
}

CompressorSettings CompressorSettings::between(const CompressorSettings& from, const CompressorSettings& to, float amount) noexcept {
  CompressorSettings settings = to;
  for (float CompressorSettings::*field : {&CompressorSettings::start, &CompressorSettings::knee, &CompressorSettings::slope,
                                           &CompressorSettings::deepest, &CompressorSettings::makeup, &CompressorSettings::dry,
                                           &CompressorSettings::wet, &CompressorSettings::link, &CompressorSettings::listen})
    settings.*field = from.*field + amount * (to.*field - from.*field);
  settings.curvature = 0.5f / settings.knee;
  return settings;
}

void CompressorSettings::put(dsp::CompressorLanes& lanes, std::size_t lane, bool stereo) const noexcept {
  lanes.start[lane] = start;
  lanes.slope[lane] = slope;
  lanes.knee[lane] = knee;
  lanes.curvature[lane] = curvature;
  lanes.deepest[lane] = deepest;
  lanes.attack[lane] = attack;
  lanes.release[lane] = release;
  lanes.makeup[lane] = makeup;
  // Whoever listens to the key hears it as it is.
  lanes.dry[lane] = dry + listen * (1.0f - dry);
  lanes.wet[lane] = wet * (1.0f - listen);
  lanes.link[lane] = stereo ? link : 0.0f;
}

}  // namespace sweetspot
