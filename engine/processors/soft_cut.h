// A filter at the edge of the band that can be off.
#pragma once

#include <algorithm>
#include <array>

#include "engine/dsp/stereo_cut.h"
#include "engine/processors/period_ramp.h"

namespace sweetspot {

// A high-pass or low-pass whose corner glides, and which fades out (and then costs nothing) when the corner reaches the end of its range:
// there it still turns the phase, so leaving it out at once would click. Two channels.
class SoftCut {
 public:
  // `off` in Hz is the lowest corner of a high-pass, the highest of a low-pass.
  SoftCut(dsp::StereoCut::Kind kind, double off) noexcept : filter_(kind), high_(kind == dsp::StereoCut::Kind::high_pass), off_(off) {}

  // [main]
  void prepare(double rate) noexcept {
    rate_ = rate;
    step_ = static_cast<float>(kPeriodFrames / (kFadeSeconds * rate));
    reset();
  }

  // [audio]
  void reset() noexcept { filter_.reset(); }

  // At the beginning of a period. [audio]
  void aim(double hertz, bool at_once) noexcept {
    corner_.aim(hertz, at_once);
    const float wanted = (high_ ? hertz > off_ : hertz < off_) ? 1.0f : 0.0f, now = share_.goal;
    share_.aim(at_once ? wanted : std::clamp(wanted, now - step_, now + step_), at_once);
  }

  // In place, some frames from frame `at` of the period on. [audio]
  void process(float* left, float* right, int frames, int at) noexcept {
    if (!share_.moving() && share_.goal == 0.0f) return filter_.pass_by();
    if (!share_.moving() && share_.goal == 1.0f) return filter(left, right, frames, at);
    std::array<float, kPeriodFrames> l, r;
    std::copy_n(left, frames, l.data());
    std::copy_n(right, frames, r.data());
    filter(l.data(), r.data(), frames, at);
    for (int i = 0; i < frames; ++i) {
      const float share = share_.at(at + i);
      left[i] += share * (l[static_cast<std::size_t>(i)] - left[i]);
      right[i] += share * (r[static_cast<std::size_t>(i)] - right[i]);
    }
  }

 private:
  static constexpr double kFadeSeconds = 0.05;

  void filter(float* left, float* right, int frames, int at) noexcept {
    if (corner_.moving())
      filter_.process_gliding(left, right, frames, corner_.start, corner_.goal, rate_, at, kPeriodFrames);
    else
      filter_.process(left, right, frames, corner_.goal, rate_);
  }

  dsp::StereoCut filter_;
  bool high_;
  double off_;
  double rate_ = 48000.0;
  float step_ = 1.0f;
  PeriodRamp corner_, share_;
};

}  // namespace sweetspot
