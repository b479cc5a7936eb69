// Conversion of the sample rate, at libsoxr's very high quality (linear phase, 28 bits).
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "engine/core/units.h"

namespace sweetspot {

// Frames that `frames` frames become: the nearest whole number. Any thread.
Frames resampled_length(Frames frames, double from_rate, double to_rate);

// Converts a stream. What goes in at time t comes out at time t: the filter's delay is taken away, and the length is exact.
// One thread at a time, not the audio thread.
class Resampler {
 public:
  // Rates in Hz, whatever their ratio.
  Resampler(double from_rate, double to_rate, int channels);
  ~Resampler();
  Resampler(Resampler&&) noexcept;

  // Takes frames in; output() then holds what came out of it, maybe nothing.
  void push(const float* const* audio, int frames);

  // Ends the stream; output() then holds the rest of resampled_length(all that went in). Nothing may be pushed after it.
  void finish();

  // What the last push() or finish() gave: one pointer a channel, output_frames() samples each.
  const float* const* output() const { return pointers_.data(); }
  int output_frames() const { return frames_; }

 private:
  struct Soxr;
  void collect(const float* const* audio, int frames);

  double from_;
  double to_;
  std::unique_ptr<Soxr> soxr_;
  std::vector<std::vector<float>> output_;
  std::vector<float*> pointers_;
  int frames_ = 0;
  Frames in_ = 0;
  Frames out_ = 0;
};

// Converts a whole recording. Any thread, not the audio thread.
std::vector<std::vector<float>> resample(std::span<const std::vector<float>> channels, double from_rate, double to_rate);

}  // namespace sweetspot
