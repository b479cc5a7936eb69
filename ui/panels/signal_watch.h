// What the sound before and after a device tells a history: how much time went by, and the peaks within it.
#pragma once

#include <cstdint>
#include <span>

#include "engine/core/units.h"
#include "engine/studio/report.h"

namespace sweetspot::ui {

// What went by between two looks.
struct Heard {
  double seconds = 0.0;            // 0 too when the next block of sound has not come yet
  bool running = true;             // false when nothing plays
  double input = kMinusInfinity;   // peak in dB before the device
  double output = kMinusInfinity;  // and after it
};

// Pure. Until a first signal is taken the time is what it is told; from then on it is that of the sound, which stands still while nothing
// plays.
class SignalWatch {
 public:
  explicit SignalWatch(double rate) : rate_(rate) {}

  // The newest sound.
  void take(const DeviceSignal& signal);

  // All since the last look, of which `seconds` went by on the wall's clock.
  Heard look(double seconds);

  // How many of the newest frames of a signal were not there at the time of the last take().
  std::size_t fresh_frames() const { return fresh_; }
  bool fed() const { return fed_; }

 private:
  double rate_;
  bool fed_ = false;
  std::uint64_t end_ = 0;
  std::size_t fresh_ = 0;
  double waiting_ = 0.0;  // seconds on the wall's clock since sound came
  Heard heard_;
};

// Peak of both sides of the newest `frames` frames, linear. Pure.
float newest_peak(const DeviceSignal& signal, int side, std::size_t frames);

}  // namespace sweetspot::ui
