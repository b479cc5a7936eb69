#include "engine/analysis/discontinuities.h"

#include <algorithm>
#include <cmath>

namespace sweetspot {

namespace {

constexpr std::size_t kMost = 100;
constexpr float kLoud = 0.003f;       // -50 dBFS
constexpr float kClickLevel = 0.03f;  // of the fourth difference
constexpr float kClickRatio = 12.0f;  // over the loudest of the surroundings

}  // namespace

DropoutFinder::DropoutFinder(double rate)
    : shortest_(frames_from_seconds(0.0007, rate)),
      longest_(frames_from_seconds(0.5, rate)),
      decay_(static_cast<float>(std::exp(-1.0 / (0.002 * rate)))) {}

void DropoutFinder::process(const float* samples, Frames frames) {
  for (Frames n = 0; n < frames; ++n, ++position_) {
    const float x = samples[n];
    if (x == previous_) {
      if (still_++ == 0) level_before_ = level_;
    } else {
      if (still_ >= shortest_ && still_ <= longest_ && level_before_ > kLoud && std::abs(previous_) < 0.5f * level_before_) {
        stopped_at_ = position_ - still_;
        wait_ = shortest_;
      }
      still_ = 0;
    }
    if (wait_ > 0) {
      --wait_;
      if (std::abs(x) > kLoud) {
        if (found_.size() < kMost) found_.push_back(stopped_at_);
        wait_ = 0;
      }
    }
    level_ = std::max(std::abs(x), still_ > 0 ? level_ : level_ * decay_);
    previous_ = x;
  }
}

void ClickFinder::process(const float* samples, Frames frames) {
  constexpr Frames kMask = 255;
  for (Frames n = 0; n < frames; ++n, ++position_) {
    const float x = samples[n];
    const float difference = x - 4.0f * last_[0] + 6.0f * last_[1] - 4.0f * last_[2] + last_[3];
    last_ = {x, last_[0], last_[1], last_[2]};
    rough_[static_cast<std::size_t>(position_ & kMask)] = std::abs(difference);
    const Frames at = position_ - kSpan;
    if (at >= kSpan && at >= next_ && rough_[static_cast<std::size_t>(at & kMask)] > kClickLevel) look(at);
  }
}

void ClickFinder::look(Frames at) {
  constexpr Frames kMask = 255;
  const auto rough = [&](Frames n) { return rough_[static_cast<std::size_t>(n & kMask)]; };
  // The fourth difference of one sample is spread over five; wait for its highest.
  for (Frames n = at + 1; n <= at + kGap; ++n)
    if (rough(n) > rough(at)) return;
  float around = 0.0f;
  for (int d = kGap; d < kSpan; ++d) around = std::max({around, rough(at - d), rough(at + d)});
  next_ = at + kGap;
  if (rough(at) > kClickRatio * around && found_.size() < kMost) found_.push_back(at - 2);
}

}  // namespace sweetspot
