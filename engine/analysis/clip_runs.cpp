#include "engine/analysis/clip_runs.h"

#include <algorithm>
#include <cmath>

namespace sweetspot {

namespace {

constexpr float kStep = 1.0f / 32768.0f;
constexpr float kCorner = 8.0f * kStep;
constexpr float kSameLevel = 0.99885f;  // 0.01 dB
constexpr float kFullScale = 0.9999f;
constexpr int kShortest = 3;

bool at_top(float level, float highest) { return level >= highest * kSameLevel || level >= kFullScale; }

}  // namespace

void ClipRuns::process(const float* samples, Frames frames) {
  for (Frames n = 0; n < frames; ++n) {
    const float x = samples[n];
    const bool on = length_ > 0 && std::abs(x - edge_) <= kStep;
    if (!on) {
      if (length_ >= kShortest) end_run(x);
      before_ = previous_;
      edge_ = x;
      // Only what is among the highest so far can become a run.
      const float magnitude = std::abs(x);
      length_ = magnitude > 0.0f && at_top(magnitude, highest_) ? 1 : 0;
      highest_ = std::max(highest_, magnitude);
    } else {
      ++length_;
    }
    previous_ = x;
    ++position_;
  }
}

void ClipRuns::end_run(float next) {
  const float drop = std::min(std::abs(edge_ - before_), std::abs(edge_ - next));
  const bool outwards = std::abs(before_) < std::abs(edge_) + kStep && std::abs(next) < std::abs(edge_) + kStep;
  if (drop >= kCorner && outwards) found_.push_back({position_ - length_, length_, std::abs(edge_)});
  // Runs under a peak that has risen since are no clipping; forget them now and then.
  if (found_.size() % 4096 == 4095) found_ = runs();
}

std::vector<ClipRuns::Run> ClipRuns::runs() const {
  std::vector<Run> out;
  std::copy_if(found_.begin(), found_.end(), std::back_inserter(out), [&](const Run& run) { return at_top(run.level, highest_); });
  return out;
}

}  // namespace sweetspot
