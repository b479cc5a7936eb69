#include "engine/playback/monitor.h"

#include <algorithm>
#include <cmath>

namespace sweetspot {
namespace {

constexpr double kBlendSeconds = 0.010;       // from master to mix without a click
constexpr double kGainSeconds = 0.3;          // the matching gain moves slowly enough not to be heard
constexpr double kCorrelationSeconds = 0.6;
constexpr double kMostMatchingDb = 24.0;

}  // namespace

Monitor::Monitor(double rate) : rate_(rate), master_loudness_(rate, 2), mix_loudness_(rate, 2) {}

void Monitor::restart() noexcept {
  master_loudness_.restart();
  mix_loudness_.restart();
}

// Integrated loudness of both since the same moment: the fairest match, once there is any.
float Monitor::matched_gain() const noexcept {
  const double master = master_loudness_.read().integrated, mix = mix_loudness_.read().integrated;
  if (!std::isfinite(master) || !std::isfinite(mix)) return 1.0f;
  return static_cast<float>(gain_from_db(std::clamp(master - mix, -kMostMatchingDb, kMostMatchingDb)));
}

void Monitor::correlate(const float* const* audio, int frames) noexcept {
  double left = 0.0, right = 0.0, both = 0.0;
  for (int i = 0; i < frames; ++i) {
    const double l = audio[0][i], r = audio[1][i];
    left += l * l;
    right += r * r;
    both += l * r;
  }
  const double keep = std::exp(-frames / (kCorrelationSeconds * rate_));
  left_ = keep * left_ + left;
  right_ = keep * right_ + right;
  both_ = keep * both_ + both;
  const double energy = std::sqrt(left_ * right_);
  correlation_.store(energy > 1e-12 ? both_ / energy : 0.0, std::memory_order_relaxed);
}

void Monitor::process(const float* const* mix, const float* const* master, float* const* out, int frames) noexcept {
  master_loudness_.process(master, frames);
  mix_loudness_.process(mix, frames);
  const float goal = listening_to_mix() ? 1.0f : 0.0f;
  if (blend_ == 0.0f) mix_gain_ = matched_gain();
  if (blend_ == goal && goal == 0.0f) {
    for (int c = 0; c < 2; ++c) std::copy_n(master[c], frames, out[c]);
  } else {
    const float step = static_cast<float>(1.0 / (kBlendSeconds * rate_));
    const float gain_step = (matched_gain() - mix_gain_) * static_cast<float>(-std::expm1(-frames / (kGainSeconds * rate_))) / static_cast<float>(frames);
    for (int i = 0; i < frames; ++i) {
      blend_ = goal > blend_ ? std::min(goal, blend_ + step) : std::max(goal, blend_ - step);
      mix_gain_ += gain_step;
      for (int c = 0; c < 2; ++c) out[c][i] = master[c][i] + blend_ * (mix_gain_ * mix[c][i] - master[c][i]);
    }
  }
  correlate(out, frames);
}

MonitorReading Monitor::read() const noexcept {
  const LiveLoudness& heard = listening_to_mix() ? mix_loudness_ : master_loudness_;
  return {heard.read(), correlation_.load(std::memory_order_relaxed)};
}

}  // namespace sweetspot
