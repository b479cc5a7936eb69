// What leaves for the speakers, and its measures.
#pragma once

#include <atomic>
#include <vector>

#include "engine/analysis/loudness.h"

namespace sweetspot {

struct MonitorReading {
  LiveLoudness::Reading loudness;
  double correlation = 0.0;
};

// Chooses between mix and master, matched in loudness, and measures what is heard. [audio], but for the setters and read().
class Monitor {
 public:
  explicit Monitor(double rate);

  // Measures one block of both and writes the chosen one, not yet faded. [audio]
  void process(const float* const* mix, const float* const* master, float* const* out, int frames) noexcept;

  // Starts all readings anew. Any thread.
  void restart() noexcept;

  // Any thread.
  void listen_to_mix(bool mix) noexcept { mix_.store(mix, std::memory_order_relaxed); }
  bool listening_to_mix() const noexcept { return mix_.load(std::memory_order_relaxed); }
  MonitorReading read() const noexcept;

 private:
  float matched_gain() const noexcept;
  void correlate(const float* const* audio, int frames) noexcept;

  double rate_;
  LiveLoudness master_loudness_;
  LiveLoudness mix_loudness_;
  std::atomic<bool> mix_{false};
  std::atomic<double> correlation_{0.0};
  float blend_ = 0.0f;        // 0 master, 1 mix
  float mix_gain_ = 1.0f;
  double left_ = 0.0, right_ = 0.0, both_ = 0.0;
};

}  // namespace sweetspot
