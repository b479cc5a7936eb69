// The pitch of a voice while it comes in.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "engine/analysis/pitch_candidates.h"
#include "engine/dsp/decimate.h"
#include "engine/processors/tune_history.h"

namespace sweetspot {

struct HeardPitch {
  double hz = 0.0;  // 0 when unvoiced
  bool voiced() const noexcept { return hz > 0.0; }
};

// The first half of probabilistic YIN at a lower rate (see PitchCandidateFinder), led by the pitch just before, refined in a
// short window at the full rate. What it hears at a moment it says delay() samples later.
class TuneListener {
 public:
  static constexpr double kLowestHz = 60.0;
  static constexpr double kHighestHz = 1400.0;

  // Takes memory. [main]
  void prepare(double rate);
  void reset() noexcept;

  // Samples between two answers.
  int hop() const noexcept { return hop_; }

  // Samples from the moment an answer is about until it can be given.
  int delay() const noexcept { return delay_; }

  // The pitch delay() samples before the end of `history`, sought from `low` to `high` Hz. Call once a hop, after every
  // hop() new samples. No heap, no locks. [audio]
  HeardPitch hear(const History& history, double low, double high) noexcept;

 private:
  double choose(double low, double high) const noexcept;
  void reduce(const History& history) noexcept;

  double rate_ = 48000.0;
  int hop_ = 192;
  int delay_ = 0;
  std::unique_ptr<dsp::DecimationFilter> filter_;
  std::unique_ptr<PitchCandidateFinder> finder_;
  std::vector<float> reduced_;
  std::vector<PitchCandidate> candidates_;
  double last_hz_ = 0.0;
};

}  // namespace sweetspot
