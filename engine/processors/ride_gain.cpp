#include "engine/processors/ride_gain.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "engine/analysis/loudness_histogram.h"

namespace sweetspot {
namespace {

constexpr double kHopMs = 10.0;
constexpr int kFewestHops = 3;  // of sound that make a phrase
constexpr int kGapHops = 30;
constexpr double kAbsoluteGate = -70.0;  // LUFS

int hops_of(double speed_ms, std::size_t most) noexcept {
  return std::clamp(static_cast<int>(std::lround(speed_ms / kHopMs)), 1, static_cast<int>(most));
}

}  // namespace

// A move is wanted from the end of the last hop that was too few on.
double RideGain::delay_ms(double speed_ms) noexcept { return kHopMs * (kFewestHops - 1 + 0.5 * hops_of(speed_ms, kMostHops)); }

double RideGain::push(double power, double key_power, const RideSettings& settings) noexcept {
  voice_[hops_ % kVoiceHops] = power;
  key_[hops_ % kKeyHops] = key_power;
  const double silence = power_from_lufs(settings.silence_lufs);
  quiet_hops_ = power > silence ? 0 : std::min(quiet_hops_ + 1, kGapHops);
  const double last = hops_ == 0 ? 0.0 : wanted_[(hops_ - 1) % kMostHops];
  const double phrase = quiet_hops_ < kGapHops ? phrase_power(silence) : 0.0;
  loudness_ = lufs_from_power(phrase);
  // A sound that has only begun says nothing yet; it is as in a gap.
  wanted_[hops_ % kMostHops] =
      phrase > 0.0 ? std::clamp(target(settings) - loudness_, -settings.down_db, settings.up_db) : std::min(last, 0.0);
  ++hops_;
  gain_db_ = mean_wanted(settings.speed_ms);
  return gain_db_;
}

// 0 where too little is louder than the silence.
double RideGain::phrase_power(double silence) noexcept {
  double sum = 0.0;
  int loud = 0;
  for (const double power : voice_) {
    if (power <= silence) continue;
    sum += power;
    ++loud;
  }
  return loud >= kFewestHops ? sum / loud : 0.0;
}

double RideGain::target(const RideSettings& settings) const noexcept {
  const double gate = power_from_lufs(kAbsoluteGate);
  double sum = 0.0;
  int loud = 0;
  for (const double power : key_) {
    if (power <= gate) continue;
    sum += power;
    ++loud;
  }
  if (loud == 0) return settings.target_lufs;
  const double beside = lufs_from_power(sum / loud) + settings.distance_db;
  return settings.target_lufs + settings.follow * (beside - settings.target_lufs);
}

// Before the start it wanted nothing.
double RideGain::mean_wanted(double speed_ms) const noexcept {
  const int count = hops_of(speed_ms, kMostHops);
  double sum = 0.0;
  for (int i = 1; i <= count && static_cast<std::uint64_t>(i) <= hops_; ++i)
    sum += wanted_[(hops_ - static_cast<std::uint64_t>(i)) % kMostHops];
  return sum / count;
}

}  // namespace sweetspot
