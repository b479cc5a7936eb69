// Lines a path up with a longer one.
#pragma once

#include <memory>
#include <vector>

#include "engine/core/units.h"

namespace sweetspot {

// A delay of whole frames on one or two channels. A change of the delay waits until the line has heard enough and then
// cross-fades from the old to the new, so that a change of latency is not heard as a click.
class DelayLine {
 public:
  // Takes memory for delays up to `longest` frames; `fade` is the length of a cross-fade in frames. [main]
  DelayLine(int channels, int longest, int fade);

  // Silence inside, and exactly `delay` from now on. [audio, or main while not running]
  void start(int delay) noexcept;

  // Silence inside and no delay yet: a later aim() waits until the line is full. [as start]
  void start_empty() noexcept;

  // The delay wanted from now on, at most the longest. [audio]
  void aim(int delay) noexcept;

  // Takes over sound and delay of a line of as many channels; for a line that had to grow. [audio]
  void adopt(const DelayLine& other) noexcept;

  // Hears `in` and gives the delayed sound in `out` (may be `in`). At most kMaxBlockFrames. [audio]
  void process(const float* const* in, float* const* out, int frames) noexcept;

  // Hears `in` only. [audio]
  void feed(const float* const* in, int frames) noexcept;

  // True while the delay is not yet the wanted one.
  bool changing() const noexcept { return delay_ != wanted_ || fade_at_ >= 0; }

  int delay() const noexcept { return delay_; }
  int longest() const noexcept { return longest_; }

 private:
  void write(const float* const* in, int frames) noexcept;
  void change(float* const* out, int frames) noexcept;
  float* ring(int channel) noexcept { return memory_.data() + static_cast<std::size_t>(channel) * size_; }

  int channels_;
  int longest_;
  int fade_;
  std::size_t size_;  // of one channel's ring, a power of two
  std::vector<float> memory_;
  std::size_t head_ = 0;  // where the next frame is written
  int heard_ = 0;         // frames since start, up to longest
  int delay_ = 0;
  int wanted_ = 0;
  int next_ = 0;      // the delay being faded to
  int fade_at_ = -1;  // frames into the cross-fade; -1: none
};

}  // namespace sweetspot
