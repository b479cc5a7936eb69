#include "engine/processors/compressor_settings.h"

#include <algorithm>
#include <cmath>

#include "engine/dsp/level_blocks.h"
#include "engine/processors/param_table.h"

namespace sweetspot {

using dsp::kDbPerOctave;

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
  };
  for (ParamSpec& spec : key_param_specs(11)) params.push_back(std::move(spec));
  params.push_back(choice(15, "topology", "Topology", {"feed_forward", "feedback"}));
  params.push_back(continuous(16, "hold", "Hold", Unit::milliseconds, {0.0, 500.0, 0.0}, Scale::square));
  params.push_back(continuous(17, "auto_release", "Auto release", Unit::percent, {0.0, 100.0, 0.0}));
  params.push_back(toggle(18, "auto_makeup", "Auto make-up", false, 20.0));
  put_under("Detection", params, {"detector", "topology", "hold", "auto_release", "lookahead", "range", "link"});
  put_under("Side-chain", params, {"sc_hp", "sc_lp", "sc_listen"});
  return params;
}

double slow_release_ms(double release_ms) noexcept { return std::clamp(10.0 * release_ms, 500.0, 5000.0); }

double compressor_curve_db(std::span<const double> values, double level_db) {
  const auto value = [values](CompressorParam param) { return values[static_cast<std::size_t>(param)]; };
  const auto curve = dsp::CompressionCurve<double>::from(value(CompressorParam::threshold), value(CompressorParam::ratio),
                                                         value(CompressorParam::knee), value(CompressorParam::range));
  const double gain_db = curve.gain(level_db) + value(CompressorParam::makeup);
  const double wet = 0.01 * value(CompressorParam::mix);
  return level_db + db_from_gain(wet * gain_from_db(gain_db) + 1.0 - wet);
}

CompressorSettings CompressorSettings::from(std::span<const float> values, double rate) noexcept {
  const auto value = [values](CompressorParam param) { return double{values[static_cast<std::size_t>(param)]}; };
  const auto octaves = [&](CompressorParam param) { return static_cast<float>(value(param) / kDbPerOctave); };
  const double mix = 0.01 * value(CompressorParam::mix);
  CompressorSettings settings;
  settings.curve =
      dsp::CompressionCurve<float>::from(octaves(CompressorParam::threshold), static_cast<float>(value(CompressorParam::ratio)),
                                         octaves(CompressorParam::knee), octaves(CompressorParam::range));
  settings.attack = static_cast<float>(dsp::one_pole(value(CompressorParam::attack), rate));
  settings.release = static_cast<float>(dsp::one_pole(value(CompressorParam::release), rate));
  settings.makeup = octaves(CompressorParam::makeup);
  settings.dry = static_cast<float>(1.0 - mix);
  settings.wet = static_cast<float>(mix);
  settings.link = static_cast<float>(0.01 * value(CompressorParam::link));
  settings.hold = static_cast<float>(value(CompressorParam::hold) * 1e-3 * rate);
  settings.memory = static_cast<float>(dsp::one_pole(slow_release_ms(value(CompressorParam::release)), rate));
  settings.density = static_cast<float>(0.01 * value(CompressorParam::auto_release));
  settings.listen = static_cast<float>(value(CompressorParam::listen));
  settings.feedback = value(CompressorParam::topology) > 0.5;
  return settings;
}

CompressorSettings CompressorSettings::between(const CompressorSettings& from, const CompressorSettings& to, float amount) noexcept {
  CompressorSettings settings = to;
  settings.curve = dsp::CompressionCurve<float>::between(from.curve, to.curve, amount);
  for (float CompressorSettings::*field :
       {&CompressorSettings::makeup, &CompressorSettings::dry, &CompressorSettings::wet, &CompressorSettings::link,
        &CompressorSettings::hold, &CompressorSettings::density, &CompressorSettings::listen})
    settings.*field = from.*field + amount * (to.*field - from.*field);
  return settings;
}

CompressorLaw CompressorSettings::law() const noexcept {
  constexpr double kNear = 0.01 / kDbPerOctave;
  const double slower = feedback ? 1.0 + curve.slope : 1.0;
  return {curve,
          feedback ? dsp::FeedbackCurve(curve) : dsp::FeedbackCurve(),
          {.attack = slower * attack, .release = release, .hold = hold, .memory = memory, .density = density, .near = kNear},
          feedback};
}

void CompressorSettings::put(dsp::CompressorLanes& lanes, std::size_t lane, bool stereo) const noexcept {
  lanes.start[lane] = curve.start;
  lanes.slope[lane] = curve.slope;
  lanes.knee[lane] = curve.knee;
  lanes.curvature[lane] = 0.5f / curve.knee;
  lanes.deepest[lane] = curve.deepest;
  lanes.attack[lane] = attack;
  lanes.release[lane] = release;
  lanes.makeup[lane] = makeup;
  lanes.dry[lane] = dry_share();
  lanes.wet[lane] = wet_share();
  lanes.link[lane] = stereo ? link : 0.0f;
}

}  // namespace sweetspot
