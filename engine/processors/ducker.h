// Turning the wet sound of an effect down while the dry sound is loud.
#pragma once

#include "engine/core/units.h"

namespace sweetspot {

struct DuckerSettings {
  double depth_db = 0.0;        // the most that is taken away
  double threshold_db = -30.0;  // where it begins
  double release_ms = 300.0;
};

// Looks at the key once a period of some frames, always the same number, and gives the gain that is to be reached by the end of the next
// one. The deeper the ducking, the steeper: the whole depth is reached kKneeDb over the threshold. The level in dB is followed with
// kAttackMs and the release, as times to cover 1 - 1/e of the way; in between, the gain moves in a straight line.
class Ducker {
 public:
  static constexpr double kKneeDb = 12.0;
  static constexpr double kAttackMs = 5.0;

  // [main]
  void prepare(double rate, int period) noexcept;

  // [audio]
  void reset() noexcept;

  // One part of the period: the loudest sample of the key counts. What is not finite counts as silence. [audio]
  void listen(const float* const* key, int channels, int frames) noexcept;

  // Ends a period; the gain for the end of the next one. [audio]
  double end_period(const DuckerSettings& settings) noexcept;

  double reduction_db() const noexcept { return reduction_db_; }  // at least 0
  double level_db() const noexcept { return level_db_; }          // of the key in the last period

 private:
  double period_ms_ = 1.0;
  double reduction_db_ = 0.0;
  double level_db_ = kSilenceDb;
  float peak_ = 0.0f;
};

}  // namespace sweetspot
