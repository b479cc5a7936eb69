#include "engine/analysis/sample_statistics.h"

#include <algorithm>
#include <cmath>

namespace sweetspot {

ChannelStatistics::ChannelStatistics(double rate)
    : window_frames_(frames_from_seconds(0.05, rate)), hop_frames_(frames_from_seconds(0.01, rate)) {}

void ChannelStatistics::process(const float* samples, Frames frames) {
  constexpr float kSteps = 32768.0f, kQuiet = 3.5f / kSteps;
  if (frames_ == 0 && frames > 0) first_ = samples[0];
  for (Frames n = 0; n < frames; ++n) {
    const float x = samples[n], magnitude = std::abs(x);
    sum_ += x;
    window_square_ += static_cast<double>(x) * x;
    hop_peak_ = std::max(hop_peak_, magnitude);
    if (magnitude > 1.0f) {
      ++over_;
      if (!first_over_) first_over_ = frames_;
    }
    if (fits_16_) fits_16_ = x * kSteps == std::nearbyint(x * kSteps);
    if (magnitude < kQuiet && std::abs(previous_) < kQuiet && (x != 0.0f || previous_ != 0.0f)) {
      ++quiet_pairs_;
      equal_pairs_ += x == previous_ ? 1 : 0;
    }
    previous_ = x;
    ++frames_;
    if (++in_hop_ == hop_frames_) {
      hops_.push_back(hop_peak_);
      peak_ = std::max(peak_, hop_peak_);
      hop_peak_ = 0.0f;
      in_hop_ = 0;
    }
    if (++in_window_ == window_frames_) {
      windows_.push_back(static_cast<float>(std::sqrt(window_square_ / static_cast<double>(window_frames_))));
      square_ += window_square_;
      window_square_ = 0.0;
      in_window_ = 0;
    }
  }
}

void StereoStatistics::process(const float* left, const float* right, Frames frames) {
  for (Frames n = 0; n < frames; ++n) {
    const double l = left[n], r = right[n];
    left_ += l;
    right_ += r;
    left_square_ += l * l;
    right_square_ += r * r;
    product_ += l * r;
  }
  if (identical_) identical_ = std::equal(left, left + frames, right);
  frames_ += frames;
}

std::optional<double> StereoStatistics::correlation() const {
  if (frames_ == 0) return {};
  const double n = static_cast<double>(frames_);
  const double ll = left_square_ - left_ * left_ / n, rr = right_square_ - right_ * right_ / n, lr = product_ - left_ * right_ / n;
  const double floor = 1e-12 * (left_square_ + right_square_);
  if (ll <= floor || rr <= floor) return {};
  return std::clamp(lr / std::sqrt(ll * rr), -1.0, 1.0);
}

std::optional<double> StereoStatistics::mono_level_db() const {
  const double both = 0.5 * (left_square_ + right_square_);
  if (both <= 0.0) return {};
  const double mono = 0.25 * (left_square_ + right_square_ + 2.0 * product_);
  return 10.0 * std::log10(std::max(mono / both, 1e-20));
}

}  // namespace sweetspot
