// A sound like another in all but phase.
#pragma once

#include <cmath>
#include <numbers>
#include <vector>

#include "engine/dsp/biquad_lanes.h"
#include "engine/dsp/matched_cascade.h"

namespace sweetspot::dsp {

// All-pass sections side by side over the ear's range, three in an octave, so that the phase turns about once in every third of an octave:
// as the side to a mid signal this gives two channels of equal level and power in each, whose sum is the mid signal (R. Orban, "A rational
// technique for synthesizing pseudo-stereo from monophonic sources", JAES 18 (1970)). It is late by about 13 ms at 300 Hz and 1.4 ms at 3
// kHz. Sound that is not finite counts as silence.
class Decorrelator {
 public:
  // [main]
  void prepare(double rate) {
    constexpr double kLowest = 150.0, kHighest = 16000.0, kAnOctave = 3.0, kQ = 2.0;
    sections_.clear();
    for (double hertz = kLowest; hertz < kHighest && hertz < 0.45 * rate; hertz *= std::exp2(1.0 / kAnOctave))
      sections_.push_back(bilinear_all_pass(2.0 * std::numbers::pi * hertz / rate, kQ));
    states_.assign(sections_.size(), {});
    run_cascade({}, 0);  // picks the kernel for this processor now and not on the audio thread
  }

  // [audio]
  void reset() noexcept {
    for (BiquadState& state : states_) state = {};
  }

  // In place, kMaxBlockFrames at most. [audio]
  void process(float* samples, int frames) noexcept { run_cascade({sections_, states_.data(), &samples, 1}, frames); }

 private:
  std::vector<Biquad> sections_;
  std::vector<BiquadState> states_;
};

}  // namespace sweetspot::dsp
