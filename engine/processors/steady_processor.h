// A processor whose values stay as they are, for sound outside any session.
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "engine/dsp/delay_line.h"
#include "engine/processors/processor.h"

namespace sweetspot {

// What such a processor is: its type, values for all its parameters, how much of it is heard, and the tempo that it follows.
struct SteadySettings {
  const ProcessorType* type = nullptr;
  std::vector<double> values{};  // in the order of the table
  double mix = 1.0;              // 0 dry to 1 wet
  double tempo = kDefaultTempo;  // quarter notes a minute
};

// Runs blocks through a processor and blends them with the dry sound, which waits for it. One thread at a time.
class SteadyProcessor {
 public:
  // 1 or 2 channels. [main]
  SteadyProcessor(const SteadySettings& settings, double rate, int channels);

  // Changes 1 to kMaxBlockFrames frames in place; what it delays is not taken away. `key`: pointers to the channels of a side-chain,
  // none when nothing is connected. No heap.
  void process(float* const* audio, int frames, Frames position, std::span<const float* const> key = {}) noexcept;

  // Frames by which the sound comes out late, and for which it goes on when the input ends.
  int latency() const { return latency_; }
  Frames tail() const { return tail_; }

  // A meter as last written; its idle value before that, and 0 when the type has no such meter.
  double meter(std::string_view key) const;

 private:
  void keep_dry(const float* const* audio, int frames) noexcept;
  void blend(float* const* audio, int frames) noexcept;

  struct DryChannel {
    dsp::DelayLine delay;
    std::vector<float> sound;
  };

  const ProcessorType* type_;
  std::unique_ptr<Processor> processor_;
  std::vector<ParamRamp> ramps_;
  std::vector<float> meters_;
  std::vector<DryChannel> dry_;  // empty when only the processed sound is heard
  float mix_;
  double tempo_;
  int channels_;
  int latency_ = 0;
  Frames tail_ = 0;
};

}  // namespace sweetspot
