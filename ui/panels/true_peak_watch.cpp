#include "ui/panels/true_peak_watch.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace sweetspot::ui {
namespace {

// The step from one piece to another that does not follow it is not in the sound: what the meter says of it is not listened to. Returns how
// many samples that took.
std::size_t begin(TruePeakMeter& meter, const std::vector<float>& sound) {
  const std::size_t taken = std::min<std::size_t>(sound.size(), 2 * TruePeakMeter::kDelay + TruePeakMeter::kChunk);
  meter.reset();
  (void)meter.process(sound.data(), static_cast<int>(taken), std::numeric_limits<float>::max());
  return taken;
}

}  // namespace

void TruePeakWatch::take(const DeviceSignal& signal) {
  const std::uint64_t before = std::exchange(end_, signal.end);
  const bool first = !std::exchange(fed_, true);
  for (std::size_t c = 0; c < meters_.size(); ++c) {
    const std::vector<float>& after = signal.sound[1][c];
    const bool follows = !first && signal.end >= before && signal.end - before <= after.size();
    std::size_t fresh = follows ? static_cast<std::size_t>(signal.end - before) : after.size();
    if (!follows) fresh -= begin(meters_[c], after);
    highest_ = meters_[c].process(after.data() + (after.size() - fresh), static_cast<int>(fresh), highest_);
  }
}

}  // namespace sweetspot::ui
