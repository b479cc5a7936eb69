// A chain of processors outside any session.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/progress.h"
#include "engine/media/audio_writer.h"
#include "engine/processors/processor.h"

namespace sweetspot {

// A processor type with values for all its parameters.
struct Effect {
  const ProcessorType* type = nullptr;
  std::vector<double> values;
};

// Reads "eq:band1.type=bell,band1.freq=1000" or plain "gain". Throws Error with the near names for an unknown type or
// parameter, and with the range for a value out of it. Any thread.
Effect parse_effect(std::string_view text);

// Runs blocks through a chain; what the chain delays is not taken away. One thread at a time.
class EffectChain {
 public:
  // `tempo` in quarter notes a minute.
  EffectChain(std::vector<Effect> effects, double rate, int channels, double tempo = kDefaultTempo);

  // Changes 1 to kMaxBlockFrames frames in place.
  void process(float* const* audio, int frames, Frames position);

  // Frames by which the sound comes out late.
  Frames latency() const { return latency_; }

 private:
  struct Stage {
    std::unique_ptr<Processor> processor;
    std::vector<ParamRamp> ramps;
    std::vector<float> meters;
  };
  int channels_;
  double tempo_;
  Frames latency_ = 0;
  std::vector<Stage> stages_;
};

// Runs a file through a chain into another file of equal length and alignment, at a tempo in quarter notes a minute, without dither. Mono
// and stereo only. Throws Error and writes nothing when something is wrong.
void process_file(const std::filesystem::path& in, const std::filesystem::path& out, std::vector<Effect> effects, SampleDepth depth,
                  const Progress& progress, double tempo = kDefaultTempo);

}  // namespace sweetspot
