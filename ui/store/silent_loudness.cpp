#include "ui/store/silent_loudness.h"

#include <cmath>
#include <limits>

namespace sweetspot::ui {
namespace {

constexpr double kMomentarySeconds = 0.4;
constexpr double kShortTermSeconds = 3.0;
constexpr double kGateLufs = -70.0;  // below it there is no loudness, ITU-R BS.1770

double emptied(double lufs, double seconds, double window) {
  if (seconds >= window) return kMinusInfinity;
  const double left = lufs + 10.0 * std::log10(1.0 - seconds / window);
  return left < kGateLufs ? kMinusInfinity : left;
}

}  // namespace

LoudnessReadout after_stop(LoudnessReadout heard, double seconds) {
  constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();
  if (seconds > 0.0) {
    heard.momentary = emptied(heard.momentary, seconds, kMomentarySeconds);
    heard.short_term = emptied(heard.short_term, seconds, kShortTermSeconds);
  }
  if (!std::isfinite(heard.momentary)) heard.correlation = kNothing;
  if (!std::isfinite(heard.integrated)) heard.range = kNothing;
  return heard;
}

}  // namespace sweetspot::ui
