// The loudness of a sound in steps of 10 ms, for those who follow it.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

#include "engine/analysis/k_weighting.h"

namespace sweetspot {

// K-weighted power (ITU-R BS.1770-4, channels added up) of one hop of 10 ms after the other. Where 10 ms is no whole number of frames hops
// differ by one frame. The figures do not depend on how the sound is cut into blocks. Samples that are not finite count as silence.
class LoudnessHops {
 public:
  static constexpr double kHopSeconds = 0.01;

  // Rate 8000 to 192000 Hz. Takes memory.
  LoudnessHops(double rate, int channels) : rate_(rate), filters_(static_cast<std::size_t>(channels), KWeighting(rate)) { start_hop(); }

  // Forgets all sound. [audio]
  void reset() noexcept {
    for (KWeighting& filter : filters_) filter.reset();
    hops_ = 0;
    start_hop();
  }

  // One past the last frame of a hop, counted from the start. Any thread.
  static std::int64_t end_of_hop(std::uint64_t hop, double rate) noexcept {
    return std::llround(static_cast<double>(hop + 1) * rate * kHopSeconds);
  }

  // Frames until the current hop is full: 1 to rate / 100 + 1.
  int frames_to_hop() const noexcept { return left_; }

  // Takes at most frames_to_hop() frames of `channels` channels, or of silence where `audio` is null; true when that filled the hop, whose
  // power power() then is. [audio]
  bool process(const float* const* audio, int channels, int frames) noexcept {
    const auto heard = std::min(filters_.size(), static_cast<std::size_t>(audio ? channels : 0));
    for (std::size_t c = 0; c < heard; ++c) energy_ += energy(filters_[c], audio[c], frames);
    left_ -= frames;
    if (left_ > 0) return false;
    power_ = energy_ / length_;
    ++hops_;
    start_hop();
    return true;
  }

  double power() const noexcept { return power_; }

 private:
  static double energy(KWeighting& filter, const float* samples, int frames) noexcept {
    constexpr int kPiece = 64;
    constexpr float kLoudest = 1e6f;
    std::array<float, kPiece> finite;
    double sum = 0.0;
    for (int from = 0; from < frames; from += kPiece) {
      const int count = std::min(kPiece, frames - from);
      for (int i = 0; i < count; ++i) {
        const float x = samples[from + i];
        finite[static_cast<std::size_t>(i)] = std::abs(x) < kLoudest ? x : 0.0f;
      }
      sum = filter.add_energy(finite.data(), count, sum);
    }
    return sum;
  }

  void start_hop() noexcept {
    length_ = static_cast<int>(end_of_hop(hops_, rate_) - (hops_ == 0 ? 0 : end_of_hop(hops_ - 1, rate_)));
    left_ = length_;
    energy_ = 0.0;
  }

  double rate_;
  std::vector<KWeighting> filters_;
  std::uint64_t hops_ = 0;
  int length_ = 0, left_ = 0;  // frames of the current hop; of which are missing
  double energy_ = 0.0;        // of the current hop
  double power_ = 0.0;         // of the last one
};

}  // namespace sweetspot
