#include "engine/processors/eq_bands.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <optional>
#include <string>

#include "engine/core/units.h"
#include "engine/processors/param_table.h"

namespace sweetspot {
namespace {

constexpr double kButterworthQ = std::numbers::sqrt2 / 2.0;
constexpr std::array<double, kEqBands> kDefaultFrequencies{60,  150, 400, 1000, 2500, 5000, 8000, 12000, 80,   100,   200,   250,
                                                           300, 500, 700, 1500, 2000, 3000, 4000, 6000,  7000, 10000, 14000, 16000};

bool is_pass(EqBandType type) noexcept { return type == EqBandType::high_pass || type == EqBandType::low_pass; }

const ParamRamp& ramp_of(std::span<const ParamRamp> params, int band, EqBandParam param) noexcept { return params[eq_param(band, param)]; }

bool is_on(const ParamRamp& ramp) noexcept { return ramp.to >= 0.5f; }

double value_within(const ParamRamp& ramp, double share) noexcept {
  return ramp.moving() ? ramp.from + (double{ramp.to} - ramp.from) * share : double{ramp.to};
}

int choice_of(const ParamRamp& ramp) noexcept { return static_cast<int>(std::lround(ramp.to)); }

EqBandShape shape_of(std::span<const ParamRamp> params, int band) noexcept {
  const auto at = [&](EqBandParam param) -> const ParamRamp& { return ramp_of(params, band, param); };
  EqBandShape shape;
  shape.type = static_cast<EqBandType>(choice_of(at(EqBandParam::type)));
  shape.route = static_cast<EqRoute>(choice_of(at(EqBandParam::route)));
  shape.order = is_pass(shape.type) ? std::clamp(static_cast<int>(std::lround(at(EqBandParam::slope).to / 6.0f)), 1, kEqMostOrder) : 2;
  const bool has_gain = eq_type_has_gain(shape.type);
  shape.dynamic = has_gain && is_on(at(EqBandParam::dynamic));
  const ParamRamp& gain = at(EqBandParam::gain);
  const bool flat = has_gain && !shape.dynamic && gain.from == 0.0f && gain.to == 0.0f;
  shape.active = is_on(at(EqBandParam::on)) && !flat;
  return shape;
}

dsp::AnalogSection pass_section(const EqBandShape& shape, double q, int index) noexcept {
  const bool high = shape.type == EqBandType::high_pass;
  const bool first_order = shape.order % 2 == 1 && index == shape.order / 2;
  if (first_order) return high ? dsp::analog_high_pass_first_order() : dsp::analog_low_pass_first_order();
  double section_q = dsp::butterworth_q(shape.order, index);
  if (index == 0) section_q *= q / kButterworthQ;
  return high ? dsp::analog_high_pass(section_q) : dsp::analog_low_pass(section_q);
}

// The sections of a picture's bands, each with its frequency, worked out once for all points.
class DrawnSections {
 public:
  DrawnSections(std::span<const double> values, const EqCurvePart& part) {
    const auto params = eq_resting(values);
    const EqShape shape = eq_shape(params, 2);
    EqTuning tuning = eq_tuning(params, 1.0);
    for (std::size_t band = 0; band < kEqBands; ++band) {
      if (part.route && shape[band].route != *part.route) continue;
      if (part.band && static_cast<std::size_t>(*part.band) != band) continue;
      if (shape[band].dynamic && band < part.dynamic_db.size()) tuning[band].gain += part.dynamic_db[band];
      for (int index = 0; index < shape[band].section_count(); ++index)
        sections_[count_++] = {eq_analog_section(shape[band], tuning[band], index), tuning[band].freq};
    }
  }

  double decibels(double frequency) const {
    std::complex<double> gain = 1.0;
    for (std::size_t i = 0; i < count_; ++i) gain *= dsp::response(sections_[i].section, frequency / sections_[i].freq);
    return db_from_gain(std::abs(gain));
  }

 private:
  struct Drawn {
    dsp::AnalogSection section;
    double freq = 1000.0;
  };
  std::array<Drawn, static_cast<std::size_t>(kEqBands) * kEqMostOrder / 2> sections_;
  std::size_t count_ = 0;
};

ParamSpec jumping(ParamSpec spec) {
  spec.ramp_ms = 0.0;
  return spec;
}

void add_band(std::vector<ParamSpec>& table, int band) {
  const std::string number = std::to_string(band + 1);
  const auto id = [band](EqBandParam param) { return static_cast<std::uint32_t>(band * 16 + static_cast<int>(param) + 1); };
  const auto key = [&](const char* name) { return "band" + number + "." + name; };
  const auto label = [&](const char* name) { return "Band " + number + " " + name; };
  using P = EqBandParam;
  table.push_back(toggle(id(P::on), key("on"), label("on"), true));
  table.push_back(choice(id(P::type), key("type"), label("type"),
                         {"bell", "low_shelf", "high_shelf", "high_pass", "low_pass", "notch", "band_pass", "tilt", "all_pass"}));
  table.push_back(continuous(id(P::freq), key("freq"), label("frequency"), Unit::hertz,
                             {10.0, 24000.0, kDefaultFrequencies[static_cast<std::size_t>(band)]}, Scale::logarithmic));
  table.push_back(continuous(id(P::gain), key("gain"), label("gain"), Unit::decibels, {-30.0, 30.0, 0.0}));
  table.push_back(continuous(id(P::q), key("q"), label("Q"), Unit::none, {0.1, 40.0, 0.7071}, Scale::logarithmic));
  table.back().shown_decimals = 2;
  table.push_back(
      jumping(continuous(id(P::slope), key("slope"), label("slope"), Unit::decibels_per_octave, {6.0, 6.0 * kEqMostOrder, 12.0})));
  table.back().shown_decimals = 0;
  table.push_back(choice(id(P::route), key("route"), label("acts on"), {"stereo", "left", "right", "mid", "side"}));
  table.push_back(toggle(id(P::dynamic), key("dynamic"), label("dynamic"), false));
  table.push_back(continuous(id(P::threshold), key("threshold"), label("threshold"), Unit::decibels, {-80.0, 0.0, -30.0}));
  table.push_back(continuous(id(P::ratio), key("ratio"), label("ratio"), Unit::ratio, {0.2, 20.0, 2.0}, Scale::logarithmic));
  table.push_back(continuous(id(P::attack), key("attack"), label("attack"), Unit::milliseconds, {1.0, 300.0, 10.0}, Scale::logarithmic));
  table.push_back(
      continuous(id(P::release), key("release"), label("release"), Unit::milliseconds, {10.0, 3000.0, 120.0}, Scale::logarithmic));
  table.push_back(continuous(id(P::range), key("range"), label("range"), Unit::decibels, {0.0, 30.0, 12.0}));
  table.push_back(choice(id(P::key), key("key"), label("key"), {"own", "sidechain"}));
  put_under("Dynamics", table, {key("dynamic"), key("threshold"), key("ratio"), key("attack"), key("release"), key("range"), key("key")});
}

}  // namespace

bool eq_type_has_gain(EqBandType type) noexcept {
  return type == EqBandType::bell || type == EqBandType::low_shelf || type == EqBandType::high_shelf || type == EqBandType::tilt;
}

int EqBandShape::section_count() const noexcept { return !active ? 0 : is_pass(type) ? (order + 1) / 2 : 1; }

std::vector<ParamSpec> eq_table() {
  std::vector<ParamSpec> table;
  for (int band = 0; band < kEqBands; ++band) add_band(table, band);
  table.push_back(choice(1001, "phase", "Phase", {"minimum", "linear"}));
  table.push_back(choice(1002, "resolution", "Linear-phase resolution", {"low", "medium", "high", "highest"}, 2));
  for (const std::size_t param : {kEqPhase, kEqResolution}) table[param].structural = true;
  table.push_back(toggle(1003, "auto_gain", "Auto gain", false, 50.0));
  table.push_back(continuous(1004, "output", "Output", Unit::decibels, {-24.0, 24.0, 0.0}));
  std::vector<std::string> bands{"off"};
  for (int band = 1; band <= kEqBands; ++band) bands.push_back(std::to_string(band));
  table.push_back(choice(1005, "audition", "Band heard alone", bands));
  table.back().audition = true;
  put_under("Phase", table, {"phase", "resolution"});
  return table;
}

EqShape eq_shape(std::span<const ParamRamp> params, int channels) noexcept {
  EqShape shape;
  for (int band = 0; band < kEqBands; ++band) {
    EqBandShape& s = shape[static_cast<std::size_t>(band)];
    s = shape_of(params, band);
    if (channels == 2) continue;
    s.active = s.active && (s.route == EqRoute::stereo || s.route == EqRoute::mid);
    s.route = EqRoute::stereo;
  }
  return shape;
}

EqTuning eq_tuning(std::span<const ParamRamp> params, double share) noexcept {
  EqTuning tuning;
  for (int band = 0; band < kEqBands; ++band) {
    const auto value = [&](EqBandParam param) { return value_within(ramp_of(params, band, param), share); };
    tuning[static_cast<std::size_t>(band)] = {value(EqBandParam::freq), value(EqBandParam::gain), value(EqBandParam::q)};
  }
  return tuning;
}

EqBandDynamics eq_dynamics(std::span<const ParamRamp> params, int band, double share) noexcept {
  const auto value = [&](EqBandParam param) { return value_within(ramp_of(params, band, param), share); };
  return {value(EqBandParam::threshold), value(EqBandParam::ratio), value(EqBandParam::attack),
          value(EqBandParam::release),   value(EqBandParam::range), static_cast<EqKey>(choice_of(ramp_of(params, band, EqBandParam::key)))};
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

double eq_curve_db(std::span<const double> values, double frequency, EqRoute route) {
  return DrawnSections(values, {.route = route}).decibels(frequency);
}

double eq_curve_db(std::span<const double> values, double frequency) { return DrawnSections(values, {}).decibels(frequency); }

void eq_curve_db(std::span<const double> values, const EqCurvePart& part, std::span<const double> hertz, std::span<double> decibels) {
  const DrawnSections sections(values, part);
  for (std::size_t i = 0; i < hertz.size(); ++i) decibels[i] = sections.decibels(hertz[i]);
}

std::array<ParamRamp, kEqParams> eq_resting(std::span<const double> values) noexcept {
  std::array<ParamRamp, kEqParams> params;
  for (std::size_t i = 0; i < params.size(); ++i) params[i] = {static_cast<float>(values[i]), static_cast<float>(values[i])};
  return params;
}

}  // namespace sweetspot
