#include "engine/playback/load_meter.h"

#include <algorithm>
#include <cmath>

namespace sweetspot {
namespace {

constexpr auto kRelaxed = std::memory_order_relaxed;

}  // namespace

void LoadMeter::add(double seconds, double available) noexcept {
  const double load = seconds / available;
  const int bucket = std::clamp(static_cast<int>(load / kBucket), 0, kBuckets - 1);
  histogram_[static_cast<std::size_t>(bucket)].fetch_add(1, kRelaxed);
  blocks_.store(blocks_.load(kRelaxed) + 1, kRelaxed);
  sum_.store(sum_.load(kRelaxed) + load, kRelaxed);
  const double keep = std::exp(-available);   // one second's time constant
  recent_.store(keep * recent_.load(kRelaxed) + (1.0 - keep) * load, kRelaxed);
  worst_.store(std::max(worst_.load(kRelaxed), load), kRelaxed);
}

void LoadMeter::reset() noexcept {
  for (auto& bucket : histogram_) bucket.store(0, kRelaxed);
  blocks_.store(0, kRelaxed);
  for (auto* value : {&sum_, &recent_, &worst_}) value->store(0.0, kRelaxed);
}

LoadFigures LoadMeter::figures() const noexcept {
  LoadFigures figures;
  figures.blocks = blocks_.load(kRelaxed);
  if (figures.blocks == 0) return figures;
  figures.mean = sum_.load(kRelaxed) / static_cast<double>(figures.blocks);
  figures.recent = recent_.load(kRelaxed);
  figures.worst = worst_.load(kRelaxed);
  std::uint64_t above = figures.blocks / 1000;   // so many may be worse
  for (int i = kBuckets - 1; i >= 0; --i) {
    const std::uint64_t count = histogram_[static_cast<std::size_t>(i)].load(kRelaxed);
    if (count > above) {
      figures.p999 = (i + 1) * kBucket;
      break;
    }
    above -= count;
  }
  return figures;
}

}  // namespace sweetspot
