// How dry and wet sound share a device that adds something to the sound rather than changing it.
#pragma once

#include <algorithm>

namespace sweetspot {

// Up to the middle the dry sound stays as it is and the wet one comes up to it; from there the dry sound leaves. So turning a little
// reverb or delay into a track does not turn the track down, and 100 % is what a send bus wants.
struct MixGains {
  double dry = 1.0, wet = 0.0;

  static MixGains from_percent(double mix) noexcept { return {std::min(1.0, 2.0 - 0.02 * mix), std::min(1.0, 0.02 * mix)}; }
};

}  // namespace sweetspot
