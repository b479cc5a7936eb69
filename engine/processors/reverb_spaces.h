// The three spaces of the reverb: where their delays lie.
#pragma once

#include "engine/dsp/reverb_network.h"

namespace sweetspot {

enum class ReverbSpace { room, plate, hall, count };

// What the places of the taps depend on.
struct ReverbPlace {
  ReverbSpace space = ReverbSpace::hall;
  double pre_delay = 0.0;   // seconds
  double size = 1.0;        // times the space's own
  double early_size = 1.0;  // likewise, of the early reflections
  double decay = 1.0;       // seconds to fade by 60 dB: early reflections fade along

  friend bool operator==(const ReverbPlace&, const ReverbPlace&) = default;
};

// The taps at a rate. No heap, no locks.
dsp::ReverbLayout make_layout(const ReverbPlace& place, double rate) noexcept;

// A layout whose every delay is at least as long as in any place with sizes up to `size` and pre-delays up to `pre_delay`. Any thread.
dsp::ReverbLayout longest_layout(double size, double pre_delay, double rate) noexcept;

}  // namespace sweetspot
