// Where a hand that listens would move the fader: the gain that brings a voice to a loudness, phrase by phrase.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "engine/core/units.h"

namespace sweetspot {

struct RideSettings {
  double target_lufs = -20.0;
  double up_db = 6.0;  // the most that it moves up, and down
  double down_db = 6.0;
  double speed_ms = 600.0;      // how long a move takes, 10 to 2000
  double silence_lufs = -45.0;  // what is softer is a gap or a breath
  double follow = 1.0;          // 0 to 1: how far the target is the loudness of the key plus the distance
  double distance_db = 3.0;
};

// Takes the power of a voice (LoudnessHops) every 10 ms and gives the gain of the ride in dB.
//
// The loudness of a phrase is the mean power over 400 ms of what is louder than the silence. The ride wants to be as far as the target is
// from it, within its range. In a gap (nothing louder than the silence for 300 ms) it wants to be where it was, but never above 0, so that
// a gap is not lifted. What it gives is the mean of what it wanted over the last `speed`: moves are straight lines of that length.
//
// The loudness of the key is the mean power of its last 3 s, without what is under -70 LUFS; where there is none the target stands alone.
//
// The result is late by delay_ms(): the middle of a move then lies where the sound changed. [audio]
class RideGain {
 public:
  static double delay_ms(double speed_ms) noexcept;

  // Forgets all sound.
  void reset() noexcept { *this = RideGain(); }

  // One hop of 10 ms. `key_power` is below 0 where nothing is connected.
  double push(double power, double key_power, const RideSettings& settings) noexcept;

  // As last pushed: the gain in dB; the loudness of the phrase in LUFS, minus infinity in a gap.
  double gain_db() const noexcept { return gain_db_; }
  double loudness() const noexcept { return loudness_; }

 private:
  static constexpr std::size_t kVoiceHops = 40, kKeyHops = 300, kMostHops = 200;

  double phrase_power(double silence) noexcept;
  double target(const RideSettings& settings) const noexcept;
  double mean_wanted(double speed_ms) const noexcept;

  std::array<double, kVoiceHops> voice_{};
  std::array<double, kKeyHops> key_{};
  std::array<double, kMostHops> wanted_{};
  std::uint64_t hops_ = 0;
  int quiet_hops_ = 1000;  // since something was louder than the silence
  double loudness_ = kMinusInfinity;
  double gain_db_ = 0.0;
};

}  // namespace sweetspot
