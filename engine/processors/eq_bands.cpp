#include "engine/processors/eq_bands.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

#include "engine/core/units.h"
#include "engine/dsp/matched_cascade.h"
#include "engine/processors/param_table.h"

namespace sweetspot {
namespace {

constexpr double kButterworthQ = std::numbers::sqrt2 / 2.0;
constexpr std::array<double, kEqBands> kDefaultFrequencies{60, 150, 400, 1000, 2500, 5000, 8000, 12000};

bool is_pass(EqBandType type) noexcept { return type == EqBandType::high_pass || type == EqBandType::low_pass; }

bool has_gain(EqBandType type) noexcept {
  return type == EqBandType::bell || type == EqBandType::low_shelf || type == EqBandType::high_shelf || type == EqBandType::tilt;
}

template <class Get>
EqShape shape_from(Get get) noexcept {
  EqShape shape;
  for (int band = 0; band < kEqBands; ++band) {
    const auto value = [&](EqBandParam param) { return get(eq_param(band, param)); };
    EqBandShape& s = shape[static_cast<std::size_t>(band)];
    s.type = static_cast<EqBandType>(std::lround(value(EqBandParam::type).to));
    s.order = is_pass(s.type) ? std::clamp(static_cast<int>(std::lround(value(EqBandParam::slope).to / 6.0)), 1, kEqMostOrder) : 2;
    const auto gain = value(EqBandParam::gain);
    s.active = value(EqBandParam::on).to >= 0.5f && (!has_gain(s.type) || gain.from != 0.0f || gain.to != 0.0f);
  }
  return shape;
}

template <class Get>
EqTuning tuning_from(Get get) noexcept {
  EqTuning tuning;
  for (int band = 0; band < kEqBands; ++band)
    tuning[static_cast<std::size_t>(band)] = {get(eq_param(band, EqBandParam::freq)), get(eq_param(band, EqBandParam::gain)),
                                              get(eq_param(band, EqBandParam::q))};
  return tuning;
}

dsp::AnalogSection pass_section(const EqBandShape& shape, double q, int index) noexcept {
  const bool high = shape.type == EqBandType::high_pass;
  const bool first_order = shape.order % 2 == 1 && index == shape.order / 2;
  if (first_order) return high ? dsp::analog_high_pass_first_order() : dsp::analog_low_pass_first_order();
  double section_q = dsp::butterworth_q(shape.order, index);
  if (index == 0) section_q *= q / kButterworthQ;
  return high ? dsp::analog_high_pass(section_q) : dsp::analog_low_pass(section_q);
}

}  // namespace

int EqBandShape::section_count() const noexcept { return !active ? 0 : is_pass(type) ? (order + 1) / 2 : 1; }

std::vector<ParamSpec> eq_table() {
  std::vector<ParamSpec> table;
  for (int band = 0; band < kEqBands; ++band) {
    const std::string number = std::to_string(band + 1);
    const std::string key = "band" + number + ".";
    const std::string label = "Band " + number + " ";
    const auto id = [band](EqBandParam param) { return static_cast<std::uint32_t>(band * 16 + static_cast<int>(param) + 1); };
    table.push_back(toggle(id(EqBandParam::on), key + "on", label + "on", true));
    table.push_back(choice(id(EqBandParam::type), key + "type", label + "type",
                           {"bell", "low_shelf", "high_shelf", "high_pass", "low_pass", "notch", "band_pass", "tilt", "all_pass"}));
    table.push_back(continuous(id(EqBandParam::freq), key + "freq", label + "frequency", Unit::hertz,
                               {10.0, 24000.0, kDefaultFrequencies[static_cast<std::size_t>(band)]}, Scale::logarithmic));
    table.push_back(continuous(id(EqBandParam::gain), key + "gain", label + "gain", Unit::decibels, {-30.0, 30.0, 0.0}));
    table.push_back(continuous(id(EqBandParam::q), key + "q", label + "Q", Unit::none, {0.1, 40.0, 0.7071}, Scale::logarithmic));
    table.back().shown_decimals = 2;
    table.push_back(continuous(id(EqBandParam::slope), key + "slope", label + "slope", Unit::decibels_per_octave, {6.0, 48.0, 12.0}));
    table.back().ramp_ms = 0.0;
    table.back().shown_decimals = 0;
  }
  return table;
}

EqShape eq_shape(std::span<const ParamRamp> params) noexcept {
  return shape_from([params](int i) { return params[static_cast<std::size_t>(i)]; });
}

EqTuning eq_tuning_from(std::span<const ParamRamp> params) noexcept {
  return tuning_from([params](int i) { return static_cast<double>(params[static_cast<std::size_t>(i)].from); });
}

EqTuning eq_tuning_to(std::span<const ParamRamp> params) noexcept {
  return tuning_from([params](int i) { return static_cast<double>(params[static_cast<std::size_t>(i)].to); });
}

dsp::AnalogSection eq_analog_section(const EqBandShape& shape, const EqBandTuning& tuning, int index) noexcept {
  switch (shape.type) {
    case EqBandType::bell:
      return dsp::analog_bell(tuning.gain, tuning.q);
    case EqBandType::low_shelf:
      return dsp::analog_low_shelf(tuning.gain, tuning.q);
    case EqBandType::high_shelf:
      return dsp::analog_high_shelf(tuning.gain, tuning.q);
    case EqBandType::notch:
      return dsp::analog_notch(tuning.q);
    case EqBandType::band_pass:
      return dsp::analog_band_pass(tuning.q);
    case EqBandType::tilt:
      return dsp::analog_tilt(tuning.gain);
    case EqBandType::all_pass:
      return dsp::analog_all_pass(tuning.q);
    case EqBandType::high_pass:
    case EqBandType::low_pass:
      break;
  }
  return pass_section(shape, tuning.q, index);
}

EqDesign design_eq(const EqShape& shape, const EqTuning& tuning, double rate, EqCorrection correction,
                   std::span<dsp::Biquad, kEqMostSections> sections) noexcept {
  EqDesign design;
  dsp::MatchedCascade cascade;
  for (std::size_t band = 0; band < kEqBands; ++band) {
    const double omega = 2.0 * std::numbers::pi * tuning[band].freq / rate;
    for (int index = 0; index < shape[band].section_count(); ++index) {
      dsp::Biquad& section = sections[static_cast<std::size_t>(design.count++)];
      section = shape[band].type == EqBandType::all_pass ? dsp::bilinear_all_pass(omega, tuning[band].q)
                                                         : cascade.add(eq_analog_section(shape[band], tuning[band], index), omega);
    }
  }
  design.corrected =
      design.count > 0 && (correction == EqCorrection::always || (correction == EqCorrection::where_needed && cascade.needs_correction()));
  if (design.corrected) sections[static_cast<std::size_t>(design.count++)] = cascade.correction();
  return design;
}

double eq_curve_db(std::span<const double> values, double frequency) {
  const auto at = [values](int i) { return values[static_cast<std::size_t>(i)]; };
  const EqTuning tuning = tuning_from(at);
  const EqShape shape = shape_from([at](int i) {
    const auto value = static_cast<float>(at(i));
    return ParamRamp{value, value};
  });
  std::complex<double> gain = 1.0;
  for (std::size_t band = 0; band < kEqBands; ++band)
    for (int index = 0; index < shape[band].section_count(); ++index)
      gain *= dsp::response(eq_analog_section(shape[band], tuning[band], index), frequency / tuning[band].freq);
  return db_from_gain(std::abs(gain));
}

}  // namespace sweetspot
