// Reading gliding parameters inside a block.
#pragma once

#include <cstddef>
#include <span>

#include "engine/core/units.h"
#include "engine/processors/processor.h"

namespace sweetspot {

// How far into its slice a frame of the block lies, 0 at the slice's start to 1 at its end; 0 at rest. [audio]
inline double slice_share(const ProcessBlock& block, int frame) noexcept {
  return block.moving ? static_cast<double>(block.slice_offset + frame) / block.slice_length : 0.0;
}

// The value of a parameter at a frame of the block, in its unit. [audio]
inline double value_at(const ProcessBlock& block, std::size_t param, int frame) noexcept {
  const ParamRamp& ramp = block.params[param];
  if (!ramp.moving()) return ramp.to;
  return ramp.from + (double{ramp.to} - ramp.from) * slice_share(block, frame);
}

// Writes where the parameters go to into `values` (in the order of the table) and says whether any of them is new. [audio]
inline bool take_targets(std::span<const ParamRamp> params, std::span<float> values) noexcept {
  bool changed = false;
  for (std::size_t i = 0; i < values.size(); ++i) {
    changed |= values[i] != params[i].to;
    values[i] = params[i].to;
  }
  return changed;
}

// Calls use(frame, amplitude) for a level in dB, frame by frame; one power at rest. [audio]
template <class Use>
void for_each_level(const ProcessBlock& block, std::size_t param, double offset_db, Use&& use) noexcept {
  double level = gain_from_db(value_at(block, param, 0) + offset_db);
  for (int i = 0; i < block.frames; ++i) {
    if (block.params[param].moving()) level = gain_from_db(value_at(block, param, i) + offset_db);
    use(i, static_cast<float>(level));
  }
}

}  // namespace sweetspot
