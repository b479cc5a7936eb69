// Runs a processor the way the mixer does: slices on the timeline, ramps, any cut into blocks.
#pragma once

#include <functional>
#include <memory>
#include <random>
#include <vector>

#include "engine/core/units.h"
#include "engine/processors/processor.h"

namespace sweetspot::testing {

// Sound by channel.
using Sound = std::vector<std::vector<float>>;

// Values of all parameters at the start of a slice; the next slice's values are where it glides to.
using Trajectory = std::function<std::vector<double>(Frames slice)>;

// A trajectory that stays where it is.
Trajectory resting_at(std::vector<double> values);

// Glides from one random place to the next, with a rest between; what cannot glide jumps. Structural parameters stay at `start`.
Trajectory wandering(const ProcessorType& type, std::vector<double> start, unsigned seed);

// Values drawn over the travel of every control. [any]
std::vector<double> random_values(const ProcessorType& type, std::mt19937& random);

// White noise of a peak level, the channels different.
Sound noise(int channels, Frames frames, float level, unsigned seed);

// A processor instance and the buffers around it.
class ProcessorRig {
 public:
  ProcessorRig(const ProcessorType& type, double rate, int channels, std::vector<double> values);
  ~ProcessorRig();

  // The output for an input. Blocks hold `block` frames at most, or a random number each when `splits` is given. The timeline
  // goes on from call to call. Inside, the calling thread counts as an audio thread.
  Sound run(const Sound& input, const Trajectory& trajectory, int block, std::mt19937* splits = nullptr, const Sound* sidechain = nullptr);

  // As prepared, and the timeline starts anew.
  void reset();

  // As reset, but the timeline goes on from `position`, a multiple of the slice.
  void reset_at(Frames position);

  // Looks at the trajectory so often and not at every slice of the engine: each value lasts so many frames. For comparing with parameters
  // that move without steps.
  void set_slice(int frames) { slice_frames_ = frames; }

  // Quarter notes a minute from here on.
  void set_tempo(double tempo) { tempo_ = tempo; }

  Processor& processor() { return *processor_; }

 private:
  struct Buffers;

  const ProcessorType& type_;
  int channels_;
  Frames position_ = 0;
  int slice_frames_ = kSliceFrames;
  std::vector<ParamRamp> ramps_;  // of the block before
  std::uint32_t revision_ = 0;
  double tempo_ = kDefaultTempo;
  std::unique_ptr<Processor> processor_;
  std::unique_ptr<Buffers> buffers_;
};

// Ramps at rest at these values. [any]
std::vector<ParamRamp> ramps_at(const std::vector<double>& values);

}  // namespace sweetspot::testing
