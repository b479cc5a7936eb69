// Breaks in the sound: dropouts and clicks.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "engine/core/units.h"

namespace sweetspot {

// Finds places where the sound stands still (the same value, zero or far under its level, for 0.7 ms to 0.5 s) although it is
// loud right before and right after: a buffer that was not filled, a bad edit. One channel, fed in order. Not for the audio thread.
class DropoutFinder {
 public:
  explicit DropoutFinder(double rate);

  void process(const float* samples, Frames frames);

  // Where they start, in frames; at most a hundred.
  const std::vector<Frames>& found() const { return found_; }

 private:
  Frames shortest_, longest_;
  float decay_;
  float previous_ = 0.0f;
  float level_ = 0.0f;         // peak of the last milliseconds
  float level_before_ = 0.0f;  // the same, as the sound stopped
  Frames position_ = 0;
  Frames still_ = 0;
  Frames wait_ = 0;  // frames left to become loud again after a stop
  Frames stopped_at_ = 0;
  std::vector<Frames> found_;
};

// Finds single samples (up to three) that stick out of what is smooth before and after: digital clicks. Looks at the fourth
// difference, which is small for sound and large for a jump; a drum's attack goes on being rough, a click does not. One
// channel, fed in order. Not for the audio thread.
class ClickFinder {
 public:
  void process(const float* samples, Frames frames);

  // Where they are, in frames; at most a hundred.
  const std::vector<Frames>& found() const { return found_; }

 private:
  void look(Frames at);

  static constexpr int kSpan = 96;  // samples looked at on each side
  static constexpr int kGap = 8;    // next to the click, left out
  std::array<float, 256> rough_{};  // magnitude of the fourth difference
  std::array<float, 4> last_{};
  Frames position_ = 0;
  Frames next_ = 0;  // not before this frame again
  std::vector<Frames> found_;
};

}  // namespace sweetspot
