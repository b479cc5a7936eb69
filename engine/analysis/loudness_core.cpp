#include "engine/analysis/loudness_core.h"

#include <algorithm>
#include <cmath>

#include "engine/analysis/true_peak_kernel.h"

namespace sweetspot {

namespace {

// BS.1770-4 table 3: surrounds count 1.5 dB more, the low-frequency channel not at all.
double channel_weight(int channel, int channels) {
  constexpr double kSurround = 1.41;
  if (channels == 4) return channel < 2 ? 1.0 : kSurround;
  if (channels == 5) return channel < 3 ? 1.0 : kSurround;
  if (channels == 6) return channel < 3 ? 1.0 : channel == 3 ? 0.0 : kSurround;
  return 1.0;
}

}  // namespace

LoudnessCore::LoudnessCore(double rate, int channels) : rate_(rate) {
  const int count = std::clamp(channels, 1, kMaxChannels);
  for (int c = 0; c < count; ++c) channels_.push_back({KWeighting(rate), TruePeakMeter(), channel_weight(c, count)});
  start_hop();
}

void LoudnessCore::reset() noexcept {
  for (Channel& channel : channels_) {
    channel.filter.reset();
    channel.peak_meter.reset();
    channel.true_peak = channel.recent_peak = channel.sample_peak = 0.0f;
  }
  ring_.fill({});
  frames_ = 0;
  hops_ = non_finite_ = 0;
  momentary_ = short_term_ = momentary_max_ = short_term_max_ = 0.0;
  gating_.clear();
  ranging_.clear();
  start_hop();
}

bool LoudnessCore::process(const float* const* audio, int frames) noexcept {
  frames = std::min(frames, frames_to_hop());
  for (std::size_t c = 0; c < channels_.size(); ++c) take(channels_[c], audio[c], frames);
  hop_filled_ += frames;
  frames_ += frames;
  if (hop_filled_ < hop_frames_) return false;
  end_hop();
  start_hop();
  return true;
}

void LoudnessCore::take(Channel& channel, const float* samples, int frames) noexcept {
  constexpr int kPiece = 256;
  float clean[kPiece];
  for (int done = 0; done < frames; done += kPiece) {
    const int count = std::min(kPiece, frames - done);
    const float* piece = samples + done;
    float peak = true_peak::magnitude(piece, count);
    if (!std::isfinite(peak)) {
      for (int n = 0; n < count; ++n) {
        clean[n] = std::isfinite(piece[n]) ? piece[n] : 0.0f;
        non_finite_ += std::isfinite(piece[n]) ? 0 : 1;
      }
      piece = clean;
      peak = true_peak::magnitude(piece, count);
    }
    channel.sample_peak = std::max(channel.sample_peak, peak);
    if (channel.weight > 0.0) channel.hop_energy = channel.filter.add_energy(piece, count, channel.hop_energy);
    channel.recent_peak = channel.peak_meter.process(piece, count, channel.recent_peak);
    channel.true_peak = std::max(channel.true_peak, channel.recent_peak);
  }
}

void LoudnessCore::finish() noexcept {
  for (Channel& channel : channels_) {
    channel.recent_peak = channel.peak_meter.finish(channel.recent_peak);
    channel.true_peak = std::max(channel.true_peak, channel.recent_peak);
  }
}

float LoudnessCore::take_true_peak() noexcept {
  float peak = 0.0f;
  for (Channel& channel : channels_) {
    peak = std::max(peak, channel.recent_peak);
    channel.recent_peak = 0.0f;
  }
  return peak;
}

void LoudnessCore::start_hop() noexcept {
  const auto border = [&](std::uint64_t hop) { return std::llround(static_cast<double>(hop) * rate_ / 100.0); };
  hop_frames_ = static_cast<int>(border(hops_ + 1) - border(hops_));
  hop_filled_ = 0;
  for (Channel& channel : channels_) channel.hop_energy = 0.0;
}

double LoudnessCore::power_of_last(int hops) const noexcept {
  double energy = 0.0;
  Frames frames = 0;
  for (int i = 1; i <= hops; ++i) {
    const Hop& hop = ring_[(hops_ + kShortTermHops - static_cast<std::uint64_t>(i)) % kShortTermHops];
    energy += hop.energy;
    frames += hop.frames;
  }
  // Before the start there was silence of the usual length.
  if (hops_ < static_cast<std::uint64_t>(hops)) frames = std::llround(hops * rate_ / 100.0);
  return frames > 0 ? energy / static_cast<double>(frames) : 0.0;
}

void LoudnessCore::end_hop() noexcept {
  double energy = 0.0;
  for (const Channel& channel : channels_) energy += channel.weight * channel.hop_energy;
  ring_[hops_ % kShortTermHops] = {energy, hop_frames_};
  ++hops_;
  momentary_ = power_of_last(kMomentaryHops);
  short_term_ = power_of_last(kShortTermHops);
  const bool gate_window_ends = hops_ % kGateStepHops == 0;
  if (hops_ >= kMomentaryHops) {
    momentary_max_ = std::max(momentary_max_, momentary_);
    if (gate_window_ends) gating_.add(momentary_);
  }
  if (hops_ >= kShortTermHops) {
    short_term_max_ = std::max(short_term_max_, short_term_);
    if (gate_window_ends) ranging_.add(short_term_);
  }
}

}  // namespace sweetspot
