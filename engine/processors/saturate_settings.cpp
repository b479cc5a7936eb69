#include "engine/processors/saturate_settings.h"

#include <algorithm>
#include <cmath>

#include "engine/core/units.h"
#include "engine/processors/param_table.h"

namespace sweetspot {
namespace {

using dsp::SaturationCurve;
using Param = SaturateParam;

constexpr double kTubeBias = -0.35;
constexpr double kTubeShift = 0.3;
constexpr double kEvenBias = 0.8;  // to either side
constexpr double kLeastOdd = 0.1;

double value_of(std::span<const double> values, Param param) { return values[static_cast<std::size_t>(param)]; }

}  // namespace

std::vector<ParamSpec> saturate_params() {
  std::vector<ParamSpec> params = {
      continuous(1, "drive", "Drive", Unit::decibels, {-12.0, 36.0, 6.0}),
      choice(2, "style", "Style", {"tape", "tube", "transistor", "soft", "hard"}),
      continuous(3, "mix", "Mix", Unit::percent, {0.0, 100.0, 100.0}),
      continuous(4, "even_odd", "Odd / even", Unit::percent, {-100.0, 100.0, 0.0}),
      continuous(5, "tone", "Tone", Unit::decibels, {-12.0, 12.0, 0.0}),
      continuous(6, "output", "Output", Unit::decibels, {-24.0, 24.0, 0.0}),
      toggle(7, "match", "Match loudness", true, 50.0),
      choice(8, "mode", "Mode", {"full", "exciter"}),
      choice(9, "band", "Band", {"above", "around", "below"}),
      continuous(10, "freq", "Frequency", Unit::hertz, {40.0, 16000.0, 3000.0}, Scale::logarithmic),
      continuous(11, "width", "Width", Unit::octaves, {0.25, 4.0, 1.0}, Scale::logarithmic),
      continuous(12, "amount", "Amount", Unit::percent, {0.0, 400.0, 100.0}, Scale::square),
      choice(13, "oversampling", "Oversampling", {"off", "2x", "4x", "8x", "16x"}, 3),
      choice(14, "filter", "Filter", {"linear", "minimum"}),
  };
  for (const Param param : {Param::oversampling, Param::filter}) params[static_cast<std::size_t>(param)].structural = true;
  put_under("Exciter", params, {"mode", "band", "freq", "width", "amount"});
  put_under("Quality", params, {"oversampling", "filter"});
  return params;
}

dsp::Oversampling saturate_oversampling(std::span<const double> values) {
  return {.factor = 1 << std::lround(value_of(values, Param::oversampling)),
          .filter = static_cast<dsp::OversamplingFilter>(std::lround(value_of(values, Param::filter))),
          .half_late = true};
}

SaturateLook SaturateLook::of(SaturationCurve style, double even_odd) noexcept {
  const bool tube = style == SaturationCurve::tube;
  const double own = tube ? kTubeBias : 0.0;
  const double more = std::max(0.0, even_odd);
  SaturateLook look;
  look.bias = own + more * ((tube ? -kEvenBias : kEvenBias) - own);
  look.shift = tube ? kTubeShift : 0.0;
  look.odd = 1.0 - (1.0 - kLeastOdd) * more;
  const double half = 0.5 / dsp::saturation_slope(style, look.bias);
  look.half_odd = half * look.odd;
  look.half_even = half * std::min(1.0, 1.0 + even_odd);
  return look;
}

double saturate_shape(std::span<const double> values, double amplitude) {
  const auto style = static_cast<SaturationCurve>(std::lround(value_of(values, Param::style)));
  const SaturateLook look = SaturateLook::of(style, 0.01 * value_of(values, Param::even_odd));
  const double drive = gain_from_db(value_of(values, Param::drive));
  const double u = drive * amplitude;
  const double bias = look.bias - look.shift * saturate_bias_pull(std::abs(u));
  const double above = dsp::saturation_value(style, bias + u);
  const double below = dsp::saturation_value(style, bias - u);
  const double changed =
      look.half_odd * (above - below) - look.odd * u + look.half_even * (above + below - 2.0 * dsp::saturation_value(style, bias));
  double wet = amplitude;
  if (value_of(values, Param::mode) > 0.5)
    wet += 0.01 * value_of(values, Param::amount) * changed / drive;
  else
    wet = (u + changed) * (value_of(values, Param::match) > 0.5 ? 1.0 / drive : 1.0);
  const double mix = 0.01 * value_of(values, Param::mix);
  return ((1.0 - mix) * amplitude + mix * wet) * gain_from_db(value_of(values, Param::output));
}

}  // namespace sweetspot
