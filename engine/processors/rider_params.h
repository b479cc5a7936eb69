// The level rider's parameters, for its processor and for those who write its ride.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/params/spec.h"
#include "engine/processors/param_table.h"
#include "engine/processors/ride_gain.h"

namespace sweetspot {

// In the order of the table.
enum class RiderParam : std::size_t { target, up, down, speed, silence, follow, distance };

// The table. [main]
inline std::vector<ParamSpec> rider_params() {
  const RideSettings usual;
  std::vector<ParamSpec> params = {
      continuous(1, "target", "Target loudness", Unit::loudness, {-40.0, -6.0, usual.target_lufs}),
      continuous(2, "range_up", "Range up", Unit::decibels, {0.0, 20.0, usual.up_db}),
      continuous(3, "range_down", "Range down", Unit::decibels, {0.0, 20.0, usual.down_db}),
      continuous(4, "speed", "Speed", Unit::milliseconds, {50.0, 2000.0, usual.speed_ms}, Scale::logarithmic),
      continuous(5, "silence", "Silence below", Unit::loudness, {-70.0, -20.0, usual.silence_lufs}),
      continuous(6, "follow", "Follow the key", Unit::percent, {0.0, 100.0, 100.0 * usual.follow}),
      continuous(7, "distance", "Distance to the key", Unit::decibels, {-20.0, 20.0, usual.distance_db}),
  };
  put_under("Key", params, {"follow", "distance"});
  return params;
}

// `value` gives a parameter in its unit. Any thread, no heap.
template <class ValueOf>
RideSettings ride_settings(ValueOf&& value) noexcept {
  return {.target_lufs = value(RiderParam::target),
          .up_db = value(RiderParam::up),
          .down_db = value(RiderParam::down),
          .speed_ms = value(RiderParam::speed),
          .silence_lufs = value(RiderParam::silence),
          .follow = 0.01 * value(RiderParam::follow),
          .distance_db = value(RiderParam::distance)};
}

}  // namespace sweetspot
