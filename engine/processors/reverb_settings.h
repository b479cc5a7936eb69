// The reverb's parameters and what follows from them.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/dsp/decay_filters.h"
#include "engine/params/spec.h"
#include "engine/processors/ducker.h"
#include "engine/processors/reverb_spaces.h"

namespace sweetspot {

// The order of the table.
enum class ReverbParam : std::size_t {
  space,
  decay,
  low_decay,
  low_crossover,
  high_decay,
  high_crossover,
  pre_delay,
  size,
  diffusion,
  mod_depth,
  mod_rate,
  early_level,
  early_size,
  width,
  low_cut,
  high_cut,
  duck,
  duck_threshold,
  duck_release,
  level,
  mix,
  count
};

inline constexpr std::size_t kReverbParams = static_cast<std::size_t>(ReverbParam::count);

// At these ends of their ranges the input filters are off.
inline constexpr double kReverbLowCutOff = 20.0;
inline constexpr double kReverbHighCutOff = 20000.0;

inline constexpr double kReverbLargestSize = 2.0;
inline constexpr double kReverbLongestPreDelay = 0.25;  // seconds

std::vector<ParamSpec> reverb_params();

// All values at one moment, by name.
struct ReverbValues {
  std::span<const double, kReverbParams> values;

  double operator[](ReverbParam param) const noexcept { return values[static_cast<std::size_t>(param)]; }

  ReverbPlace place() const noexcept;
  dsp::DecayTimes times() const noexcept;
  DuckerSettings ducking() const noexcept;
  double early_gain() const noexcept;
};

// Seconds to fade by 60 dB at a frequency. Any thread.
double reverb_decay(std::span<const double> values, double hertz);

// Frames until what is left is 100 dB down. Any thread.
Frames reverb_tail(std::span<const double> values, double rate);

}  // namespace sweetspot
