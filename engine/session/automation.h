// Curves of a parameter over time.
#pragma once

#include <string>
#include <vector>

#include "engine/core/units.h"
#include "engine/session/ids.h"
#include "engine/session/unknown_keys.h"

namespace sweetspot {

enum class Curve {
  line,   // straight in the parameter's unit (dB for levels) to the next point
  hold,   // stays until the next point, then steps
  smooth  // S-shaped (3t^2 - 2t^3) to the next point
};

struct AutomationPoint {
  Frames at = 0;
  double value = 0.0;    // in the parameter's unit
  Curve curve = Curve::line;

  friend bool operator==(const AutomationPoint&, const AutomationPoint&) = default;
};

// What a lane moves: a parameter of a strip itself, of one of its devices or of one of its sends.
struct AutomationTarget {
  DeviceId device;       // set: `param` is a key of that device's table
  SendId send;           // set: "gain" or "pan" of that send
  std::string param;     // neither set: "gain", "pan", "width" or "mute" of the strip's fader

  friend bool operator==(const AutomationTarget&, const AutomationTarget&) = default;
};

struct AutomationLane {
  AutomationTarget target;
  bool enabled = true;
  std::vector<AutomationPoint> points{};   // sorted by `at`, no two at one frame; before the first its value, after the last its value
  UnknownKeys unknown{};

  friend bool operator==(const AutomationLane&, const AutomationLane&) = default;
};

// Value of a lane at a frame; the lane must have a point. Any thread, no heap.
double value_at(const AutomationLane& lane, Frames at) noexcept;

}  // namespace sweetspot
