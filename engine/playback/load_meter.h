// How much of its time the audio thread uses.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>

namespace sweetspot {

struct LoadFigures {
  std::uint64_t blocks = 0;
  double mean = 0.0;       // share of a block's time: 1 is all of it
  double recent = 0.0;     // mean of about the last second
  double p999 = 0.0;       // 99.9th percentile, to 0.1 %
  double worst = 0.0;
};

// Written by the audio thread, read by any other; relaxed atomics, no heap.
class LoadMeter {
 public:
  // A block took `seconds` of the `available` ones. [audio]
  void add(double seconds, double available) noexcept;

  // Forgets everything. [audio]
  void reset() noexcept;

  LoadFigures figures() const noexcept;

 private:
  static constexpr int kBuckets = 4096;            // of 0.1 %
  static constexpr double kBucket = 0.001;
  std::array<std::atomic<std::uint32_t>, kBuckets> histogram_{};
  std::atomic<std::uint64_t> blocks_{0};
  std::atomic<double> sum_{0.0};
  std::atomic<double> recent_{0.0};
  std::atomic<double> worst_{0.0};
};

}  // namespace sweetspot
