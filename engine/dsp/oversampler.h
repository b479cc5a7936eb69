// A higher rate for a while, so that what makes new frequencies can make them without folding.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/dsp/tap_sums.h"

namespace sweetspot::dsp {

// Frames that an oversampler takes at once: its streams then stay in the first cache.
inline constexpr int kOversampleChunk = 64;
inline constexpr int kMostOversampling = 16;

enum class OversamplingFilter {
  linear,   // no change of phase, about 90 frames of delay; what goes up and down again is the sound, delayed by whole frames
  minimum,  // about 8 frames; the phase turns towards 20 kHz
};

struct Oversampling {
  int factor = 8;  // 1, 2, 4, 8 or 16
  OversamplingFilter filter = OversamplingFilter::linear;
  // The changed streams lie half a sample of the upper rate late, as first-order antiderivative anti-aliasing leaves them. The way down
  // then makes up for it.
  bool half_late = false;
};

// Whole frames from what goes up to what comes down (at low frequencies, with the minimum-phase filters). Any thread.
int oversampling_latency(const Oversampling& oversampling);

// Streams of samples side by side, each with some frames of its past before its start.
class SampleStreams {
 public:
  // [main]
  void prepare(int count, int history);

  // All silent. [audio]
  void reset() noexcept;

  // Frame 0 of a stream; -history to kOversampleChunk - 1 may be read, and a vector beyond written.
  float* at(int stream) noexcept { return samples_.data() + static_cast<std::size_t>(stream) * stride_ + history_; }
  const float* at(int stream) const noexcept { return samples_.data() + static_cast<std::size_t>(stream) * stride_ + history_; }

  // Frame `frames` becomes frame 0. [audio]
  void move_on(int frames) noexcept;

  int count() const noexcept { return count_; }

 private:
  int count_ = 0;
  std::size_t history_ = 0, stride_ = 0;
  std::vector<float> samples_;
};

// The sums of one step between two levels, and what they refer to.
class RateStepSums {
 public:
  // Room for all of them, so that nothing moves any more. [main]
  void reserve(std::size_t sums, std::size_t taps);

  // Another sum; add() its terms right after. [main]
  void begin(float* out);
  void add(const float* from, double tap);

  // [audio]
  void run(int frames) const noexcept { run_tap_sums(sums_, frames); }

 private:
  std::vector<TapSum> sums_;
  std::vector<float> taps_;
  std::vector<const float*> from_;
};

// One channel on its way up. Frame i becomes samples i of `factor` streams: stream k holds those k / factor of a frame later. All sums
// are of float; the filters are flat within 0.001 dB to 0.4535 of the rate (20 kHz at 44.1 kHz) and images lie 110 dB down.
class Upsampler {
 public:
  // Takes memory. [main]
  void prepare(const Oversampling& oversampling);

  // Forgets all sound. [audio]
  void reset() noexcept;

  // Up to kOversampleChunk frames, which must be finite. The result does not depend on how the sound is cut. [audio]
  void process(const float* in, int frames) noexcept;

  // The streams of the last call; the sample before their first may be read, too. They do not move between calls.
  const float* stream(int k) const noexcept { return levels_.back().at(k); }
  int factor() const noexcept { return levels_.back().count(); }

 private:
  std::vector<SampleStreams> levels_;  // from the base rate up
  std::vector<RateStepSums> steps_;
  int done_ = 0;  // frames of the last call
};

// One channel on its way down again.
class Downsampler {
 public:
  // Takes memory. `dry`: for streams that are not half late beside others that are, as the unchanged sound of an Upsampler; low
  // frequencies then come out in step. With linear filters a delay of the latency does the same for less.
  void prepare(const Oversampling& oversampling, bool dry = false);

  // Forgets all sound. [audio]
  void reset() noexcept;

  // Where the samples of a stream are to be put before process(): up to kOversampleChunk, and a vector beyond.
  float* stream(int k) noexcept { return levels_.back().at(k); }

  // Gives as many frames as were put into the streams. The result does not depend on how the sound is cut. [audio]
  void process(float* out, int frames) noexcept;

 private:
  std::vector<SampleStreams> levels_;    // from the base rate up
  std::vector<RateStepSums> steps_;      // run from the last to the first
  bool mean_ = false, delayed_ = false;  // at the base rate: how what is half late comes out
};

}  // namespace sweetspot::dsp
