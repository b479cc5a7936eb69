// How a meter's needle moves: pure, in audio time, so that it falls alike at any frame rate.
#pragma once

#include "engine/core/units.h"

namespace sweetspot::ui {

inline constexpr double kMeterFallDbPerSecond = 20.0 / 1.7;  // digital peak meters of IEC 60268-18
inline constexpr double kMeterHoldSeconds = 1.5;
inline constexpr double kMeterRmsSeconds = 0.3;
inline constexpr double kMeterUnseenSeconds = 0.25;

// One channel. Peaks rise at once; the held peak stays, then falls at the same speed.
class MeterBallistics {
 public:
  // `seconds` of audio went by, with this peak and mean square (both linear). After more than kMeterUnseenSeconds nobody knows where in
  // them the peak was: it has fallen since, and counts for the maximum alone.
  void advance(double seconds, double peak, double mean_square);

  double bar_db() const { return bar_; }
  double rms_db() const;
  double hold_db() const { return hold_; }
  double max_db() const { return max_; }  // since clear()

  // Forgets the maximum.
  void clear() { max_ = kMinusInfinity; }

 private:
  double bar_ = kMinusInfinity;
  double hold_ = kMinusInfinity;
  double hold_left_ = 0.0;  // seconds
  double max_ = kMinusInfinity;
  double mean_square_ = 0.0;
};

}  // namespace sweetspot::ui
