#include "engine/processors/modulation_settings.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "engine/processors/note_values.h"
#include "engine/processors/param_table.h"

namespace sweetspot {
namespace {

using Param = ModulationParam;

constexpr double kFarDown = 1e-5;  // 100 dB

}  // namespace

std::vector<ParamSpec> modulation_params() {
  std::vector<ParamSpec> params = {
      choice(1, "type", "Type", {"chorus", "flanger", "phaser", "tremolo", "vibrato"}),
      continuous(2, "rate", "Rate", Unit::hertz, {0.02, 12.0, 0.6}, Scale::logarithmic),
      toggle(3, "sync", "Sync to tempo", false),
      choice(4, "note", "Note", note_keys(0), note_index(0, "1/2")),
      choice(5, "shape", "Shape", {"sine", "triangle", "square"}),
      continuous(6, "depth", "Depth", Unit::percent, {0.0, 100.0, 50.0}),
      continuous(7, "feedback", "Feedback", Unit::percent, {-95.0, 95.0, 0.0}),
      continuous(8, "phase", "Stereo phase", Unit::degrees, {0.0, 180.0, 90.0}),
      continuous(9, "delay", "Delay", Unit::milliseconds, {0.5, kModulationLongestMs, 6.0}, Scale::logarithmic),
      continuous(10, "centre", "Centre", Unit::hertz, {100.0, 5000.0, 800.0}, Scale::logarithmic),
      choice(11, "stages", "Stages", {"2", "4", "6", "8", "10", "12"}, 2),
      toggle(12, "through_zero", "Through zero", false),
      toggle(13, "invert", "Invert", false, 20.0),
      continuous(14, "mix", "Mix", Unit::percent, {0.0, 100.0, 100.0}),
  };
  params[static_cast<std::size_t>(Param::rate)].shown_decimals = 2;
  params[static_cast<std::size_t>(Param::through_zero)].structural = true;
  put_under("Chorus, flanger, vibrato", params, {"delay", "through_zero"});
  put_under("Phaser", params, {"centre", "stages"});
  return params;
}

double ModulationValues::hertz(double tempo) const noexcept {
  const ModulationValues& at = *this;
  return at[Param::sync] >= 0.5 ? 1.0 / note_seconds(0, at[Param::note], tempo) : at[Param::rate];
}

int modulation_latency(std::span<const double> values, double rate) {
  const ModulationValues at{values.first<kModulationParams>()};
  return at.through_zero() ? static_cast<int>(std::lround(1e-3 * kThroughZeroMs * rate)) : 0;
}

Frames modulation_tail(std::span<const double> values, double rate) {
  const ModulationValues at{values.first<kModulationParams>()};
  const double feedback = 0.01 * std::abs(at[Param::feedback]);
  const double passes = feedback > 0.0 ? 1.0 + std::ceil(std::log(kFarDown) / std::log(feedback)) : 1.0;
  const double lowest = at[Param::centre] * std::exp2(-kPhaserSwing * 0.01 * at[Param::depth]);
  const double ring = 1.0 / (std::numbers::pi * lowest);  // delay of a stage far below its corner, in seconds
  double seconds = 0.0;
  switch (at.type()) {
    case ModulationType::chorus:
    case ModulationType::vibrato:
      seconds = 1e-3 * at[Param::delay] * (1.0 + kChorusSwing);
      break;
    case ModulationType::flanger:
      seconds = passes * 1e-3 * (at[Param::delay] * (1.0 + kFlangerSwing) + kThroughZeroMs);
      break;
    case ModulationType::phaser:
      seconds = static_cast<double>(at.stages()) * ring * (passes + 12.0);
      break;
    case ModulationType::tremolo:
    case ModulationType::count:
      break;
  }
  constexpr Frames kReading = 32;  // of reading between samples
  return modulation_latency(values, rate) + frames_from_seconds(seconds, rate) + kReading;
}

}  // namespace sweetspot
