// The level that a voice has over some seconds, without its pauses.
#pragma once

#include <algorithm>
#include <cmath>

namespace sweetspot {

// Mean power of what lies less than 20 dB below that mean, over kMemorySeconds of it; pauses do not count as time. All of it moves along
// with the level of the input, but for a floor of -70 dB.
class VoiceLevel {
 public:
  // [main]
  void prepare(double rate) noexcept {
    speed_ = -std::expm1(-kChunk / (kMemorySeconds * rate));
    reset();
  }

  // [audio]
  void reset() noexcept {
    energy_ = average_ = weight_ = 0.0;
    at_ = 0;
  }

  // The power of a frame; what is no number counts as silence. True when the level may be another than before. [audio]
  bool push(double power) noexcept {
    energy_ += power < kLoudest ? power : 0.0;
    if (++at_ < kChunk) return false;
    const double power_now = energy_ / kChunk;
    energy_ = 0.0;
    at_ = 0;
    if (!(power_now > kFloor && power_now * weight_ >= kGate * average_)) return false;
    average_ += speed_ * (power_now - average_);
    weight_ += speed_ * (1.0 - weight_);
    return true;
  }

  // Power of the voice; 0 when none was heard. [audio]
  double power() const noexcept { return weight_ > 0.0 ? average_ / weight_ : 0.0; }

  // 0 when nothing was heard to 1 when half a second was. [audio]
  double certainty() const noexcept { return std::min(1.0, weight_ / (0.5 / kMemorySeconds)); }

 private:
  static constexpr int kChunk = 64;
  static constexpr double kMemorySeconds = 3.0;
  static constexpr double kFloor = 1e-7;
  static constexpr double kGate = 0.01;
  static constexpr double kLoudest = 1e6;

  double speed_ = 0.0;
  double energy_ = 0.0;   // of this chunk so far
  double average_ = 0.0;  // of the chunks that count, as far as weight_ goes
  double weight_ = 0.0;   // what the average has gathered of 1
  int at_ = 0;            // frames into the chunk
};

}  // namespace sweetspot
