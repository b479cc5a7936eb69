#include "ui/controls/meter_ballistics.h"

#include <algorithm>
#include <cmath>

#include "engine/params/fader_law.h"

namespace sweetspot::ui {
namespace {

// What falls below the scale's end is gone, so a meter at rest is really at rest.
double fallen(double db, double seconds) {
  const double lower = db - kMeterFallDbPerSecond * seconds;
  return lower < kFaderBottomDb ? kMinusInfinity : lower;
}

}  // namespace

void MeterBallistics::advance(double seconds, double peak, double mean_square) {
  if (seconds > kMeterUnseenSeconds && peak > 0.0) {
    advance(0.0, peak, mean_square);
    return advance(seconds, 0.0, 0.0);
  }
  const double peak_db = db_from_gain(peak);
  bar_ = std::max(peak_db, fallen(bar_, seconds));
  max_ = std::max(max_, peak_db);

  if (peak_db >= hold_) {
    hold_ = peak_db;
    hold_left_ = kMeterHoldSeconds;
  } else {
    const double falling = std::max(0.0, seconds - hold_left_);
    hold_left_ = std::max(0.0, hold_left_ - seconds);
    if (falling > 0.0) hold_ = std::max(bar_, fallen(hold_, falling));
  }

  const double kept = std::exp(-seconds / kMeterRmsSeconds);
  mean_square_ = mean_square + (mean_square_ - mean_square) * kept;
  if (mean_square_ < 1e-9) mean_square_ = 0.0;
}

double MeterBallistics::rms_db() const { return mean_square_ > 0.0 ? 10.0 * std::log10(mean_square_) : kMinusInfinity; }

}  // namespace sweetspot::ui
