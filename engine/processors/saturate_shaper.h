// The saturator's curve on one channel: up, bent, down again.
#pragma once

#include <array>
#include <vector>

#include "engine/dsp/delay_line.h"
#include "engine/dsp/emphasis.h"
#include "engine/dsp/one_pole.h"
#include "engine/dsp/oversampler.h"
#include "engine/dsp/saturation_lanes.h"

namespace sweetspot {

// By frame, with room for a whole vector beyond the last.
using ChunkValues = std::array<float, dsp::kOversampleChunk + dsp::kTapSumSpare>;

// How one curve is looked at over a chunk.
struct ChunkLook {
  dsp::SaturationCurve curve = dsp::SaturationCurve::soft;
  float shift = 0.0f;
  ChunkValues bias, odd, half_odd, half_even;
};

// One chunk's settings, for all channels.
struct SaturateChunk {
  int frames = 0;
  ChunkLook now, before;
  bool fading = false;  // from `before` to `now`
  bool fade_begins = false;
  bool emphasised = false;  // false: all of `emphasis` is 0
  ChunkValues share;        // of `now`
  ChunkValues emphasis;
};

class SaturateShaper {
 public:
  // Takes memory. [main]
  void prepare(const dsp::Oversampling& oversampling, double rate);

  // Forgets all sound. [audio]
  void reset() noexcept;

  // Of driven sound, up to kOversampleChunk finite samples: what the curve changes, without a constant, and beside it the sound as it came,
  // both late by the oversampling's latency. The sum of both is the saturated sound. [audio]
  void process(const SaturateChunk& chunk, const float* driven, float* changed, float* same) noexcept;

 private:
  void follow_bias(int frames) noexcept;
  void bend(const ChunkLook& look, std::vector<float>& bias, int frames, float* const* out) noexcept;
  void cross_fade(const SaturateChunk& chunk) noexcept;

  dsp::Upsampler up_;
  dsp::Downsampler down_, dry_down_;
  bool linear_ = true;
  dsp::DelayLine dry_line_;
  std::vector<const float*> in_;
  std::vector<float*> out_, faded_out_;
  std::vector<std::vector<float>> faded_;  // streams of the curve that goes
  std::vector<float> bias_, faded_bias_;   // of each frame, after that of the one before
  ChunkValues pull_{};                     // of the bias, by the loudness
  dsp::Emphasis lift_, lower_, lower_dry_;
  dsp::DcBlocker constant_;
  double pull_speed_ = 0.0, pull_first_ = 0.0, pull_second_ = 0.0;
};

}  // namespace sweetspot
