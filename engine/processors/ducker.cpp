#include "engine/processors/ducker.h"

#include <algorithm>
#include <cmath>

namespace sweetspot {

void Ducker::prepare(double rate, int period) noexcept {
  period_ms_ = 1e3 * period / rate;
  reset();
}

void Ducker::reset() noexcept {
  reduction_db_ = 0.0;
  level_db_ = kSilenceDb;
  peak_ = 0.0f;
}

void Ducker::listen(const float* const* key, int channels, int frames) noexcept {
  constexpr float kLoudest = 1e9f;
  float peak = peak_;
  for (int c = 0; c < channels; ++c)
    for (int i = 0; i < frames; ++i) {
      const float level = std::abs(key[c][i]);
      peak = level > peak && level < kLoudest ? level : peak;
    }
  peak_ = peak;
}

double Ducker::end_period(const DuckerSettings& settings) noexcept {
  level_db_ = std::max(kSilenceDb, db_from_gain(peak_));
  peak_ = 0.0f;
  const double share = std::clamp((level_db_ - settings.threshold_db) / kKneeDb, 0.0, 1.0);
  const double wanted = settings.depth_db * share;
  const double time = wanted > reduction_db_ ? kAttackMs : settings.release_ms;
  reduction_db_ = wanted + (reduction_db_ - wanted) * std::exp(-period_ms_ / time);
  if (reduction_db_ < 1e-4) reduction_db_ = 0.0;
  return gain_from_db(-reduction_db_);
}

}  // namespace sweetspot
