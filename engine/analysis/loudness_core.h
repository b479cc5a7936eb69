// What the offline and the live loudness meter have in common: sound in, figures of ITU-R BS.1770-4 and EBU R 128 out.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "engine/analysis/k_weighting.h"
#include "engine/analysis/loudness_histogram.h"
#include "engine/analysis/true_peak_meter.h"
#include "engine/core/units.h"

namespace sweetspot {

// Weighted energy is kept in hops of 10 ms. Momentary (400 ms) and short-term (3 s) loudness are looked at after every hop,
// the gating windows of the integrated loudness and of the loudness range start every 100 ms. Where 10 ms is no whole number of
// frames, hops differ by one frame and their lengths are known. The figures do not depend on how the sound is cut into blocks.
// Samples that are not finite are counted and taken as silence.
class LoudnessCore {
 public:
  static constexpr int kMaxChannels = 8;
  static constexpr int kMomentaryHops = 40;
  static constexpr int kShortTermHops = 300;

  // Rate 8000 to 192000 Hz; 1 to kMaxChannels channels: L R, L R C, L R Ls Rs, L R C Ls Rs or L R C LFE Ls Rs. Takes memory.
  LoudnessCore(double rate, int channels);

  // Forgets all sound. [audio]
  void reset() noexcept;

  // Frames until the current hop is full: 1 to rate / 100 + 1.
  int frames_to_hop() const noexcept { return hop_frames_ - hop_filled_; }

  // Takes at most frames_to_hop() frames; true when that filled the hop. [audio]
  bool process(const float* const* audio, int frames) noexcept;

  // The true-peak meter's delay is played out, as if silence followed.
  void finish() noexcept;

  // LUFS over the last 400 ms and 3 s; what came before the start counts as silence. Minus infinity for silence.
  double momentary() const noexcept { return lufs_from_power(momentary_); }
  double short_term() const noexcept { return lufs_from_power(short_term_); }

  // Highest of windows that lie wholly in the sound, LUFS; minus infinity while there is none.
  double momentary_max() const noexcept { return lufs_from_power(momentary_max_); }
  double short_term_max() const noexcept { return lufs_from_power(short_term_max_); }

  // Gated at -70 LUFS and -10 LU, LUFS; minus infinity when nothing passes the gate.
  double integrated() const noexcept { return lufs_from_power(gating_.gated_power(-10.0)); }

  // EBU Tech 3342, LU; 0 while there is nothing.
  double range() const noexcept { return ranging_.range(); }

  // Linear, since the start.
  float true_peak(int channel) const noexcept { return channels_[static_cast<std::size_t>(channel)].true_peak; }
  float sample_peak(int channel) const noexcept { return channels_[static_cast<std::size_t>(channel)].sample_peak; }

  // Linear, of all channels, since this was called last.
  float take_true_peak() noexcept;

  Frames frames() const noexcept { return frames_; }
  std::uint64_t hops() const noexcept { return hops_; }
  std::uint64_t non_finite() const noexcept { return non_finite_; }
  int channels() const noexcept { return static_cast<int>(channels_.size()); }
  double rate() const noexcept { return rate_; }

 private:
  static constexpr int kGateStepHops = 10;

  struct Channel {
    KWeighting filter;
    TruePeakMeter peak_meter;
    double weight;
    double hop_energy = 0.0;
    float true_peak = 0.0f;
    float recent_peak = 0.0f;
    float sample_peak = 0.0f;
  };
  struct Hop {
    double energy = 0.0;
    int frames = 0;
  };

  void take(Channel& channel, const float* samples, int frames) noexcept;
  void end_hop() noexcept;
  void start_hop() noexcept;
  double power_of_last(int hops) const noexcept;

  double rate_;
  std::vector<Channel> channels_;
  std::array<Hop, kShortTermHops> ring_{};
  int hop_frames_ = 0;
  int hop_filled_ = 0;
  Frames frames_ = 0;
  std::uint64_t hops_ = 0;
  std::uint64_t non_finite_ = 0;
  double momentary_ = 0.0, short_term_ = 0.0, momentary_max_ = 0.0, short_term_max_ = 0.0;
  LoudnessHistogram gating_;
  LoudnessHistogram ranging_;
};

}  // namespace sweetspot
