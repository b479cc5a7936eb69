#include "engine/studio/loudness_change.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>
#include <vector>

#include "engine/analysis/loudness_histogram.h"

namespace sweetspot {
namespace {

constexpr double kHopSeconds = 0.02;
constexpr double kSettleSeconds = 0.3;
constexpr std::size_t kMostWindows = 1500;  // 30 s
constexpr double kAbsoluteGate = -70.0;     // LUFS
constexpr double kRelativeGate = 0.1;       // 10 LU, as a power

struct Gated {
  double power = 0.0;
  std::size_t windows = 0;
};

Gated mean_above(const std::deque<double>& windows, double gate) {
  Gated sum;
  for (const double power : windows) {
    if (power <= gate) continue;
    sum.power += power;
    ++sum.windows;
  }
  if (sum.windows > 0) sum.power /= static_cast<double>(sum.windows);
  return sum;
}

Gated gated(const std::deque<double>& windows) {
  const double absolute = power_from_lufs(kAbsoluteGate);
  return mean_above(windows, std::max(absolute, kRelativeGate * mean_above(windows, absolute).power));
}

}  // namespace

LoudnessChange::LoudnessChange(double rate)
    : rate_(rate),
      hop_frames_(static_cast<std::size_t>(std::lround(rate * kHopSeconds))),
      ears_{{{{KWeighting(rate), KWeighting(rate)}}, {{KWeighting(rate), KWeighting(rate)}}}} {}

void LoudnessChange::restart() {
  for (Ear& ear : ears_) ear.windows.clear();
  interrupt();
}

void LoudnessChange::interrupt() { joined_ = false; }

void LoudnessChange::begin_piece() {
  for (Ear& ear : ears_) {
    for (KWeighting& channel : ear.weighting) channel.reset();
    ear.energy = 0.0;
  }
  at_ = whole_ = 0;
}

void LoudnessChange::take(const DeviceSignal& signal) {
  const std::size_t there = signal.sound[0][0].size();
  if (!joined_ || signal.end < end_) {
    begin_piece();
    joined_ = true;
    end_ = signal.end;
    counts_from_ = signal.end + static_cast<std::uint64_t>(kSettleSeconds * rate_);
    return;
  }
  if (signal.end - end_ > there) {  // some was missed
    begin_piece();
    end_ = signal.end - there;
  }
  end_ = std::min(std::max(end_, counts_from_), signal.end);
  std::size_t frames = static_cast<std::size_t>(signal.end - end_);
  while (frames > 0) {
    const std::size_t count = std::min(frames, hop_frames_ - at_);
    listen(signal, there - frames, count);
    frames -= count;
    at_ += count;
    if (at_ == hop_frames_) end_hop();
  }
  end_ = signal.end;
}

void LoudnessChange::listen(const DeviceSignal& signal, std::size_t from, std::size_t frames) {
  std::vector<float> finite(frames);
  for (std::size_t side = 0; side < 2; ++side) {
    Ear& ear = ears_[side];
    for (std::size_t c = 0; c < 2; ++c) {
      const float* const sound = signal.sound[side][c].data() + from;
      std::transform(sound, sound + frames, finite.begin(), [](float x) { return std::abs(x) < 1e6f ? x : 0.0f; });
      ear.energy = ear.weighting[c].add_energy(finite.data(), static_cast<int>(frames), ear.energy);
    }
  }
}

void LoudnessChange::end_hop() {
  whole_ = std::min(whole_ + 1, kHops);
  for (Ear& ear : ears_) {
    std::rotate(ear.hops.begin(), ear.hops.begin() + 1, ear.hops.end());
    ear.hops.back() = std::exchange(ear.energy, 0.0) / static_cast<double>(hop_frames_);
    if (whole_ < kHops) continue;
    ear.windows.push_back(std::accumulate(ear.hops.begin(), ear.hops.end(), 0.0) / kHops);
    if (ear.windows.size() > kMostWindows) ear.windows.pop_front();
  }
  at_ = 0;
}

double LoudnessChange::seconds() const {
  return kHopSeconds * static_cast<double>(std::min(gated(ears_[0].windows).windows, gated(ears_[1].windows).windows));
}

std::optional<double> LoudnessChange::change() const {
  const Gated before = gated(ears_[0].windows), after = gated(ears_[1].windows);
  const double seconds = kHopSeconds * static_cast<double>(std::min(before.windows, after.windows));
  if (seconds < kEnoughSeconds - 1e-9) return std::nullopt;
  return lufs_from_power(after.power) - lufs_from_power(before.power);
}

}  // namespace sweetspot
