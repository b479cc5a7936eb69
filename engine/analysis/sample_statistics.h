// Sums over the samples of a recording: level, offset, likeness of the channels, quiet places, used bits.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/core/units.h"

namespace sweetspot {

// One channel, fed in order. Not for the audio thread.
class ChannelStatistics {
 public:
  explicit ChannelStatistics(double rate);

  void process(const float* samples, Frames frames);

  double mean() const { return frames_ > 0 ? sum_ / static_cast<double>(frames_) : 0.0; }
  double mean_square() const { return frames_ > 0 ? (square_ + window_square_) / static_cast<double>(frames_) : 0.0; }
  float peak() const { return peak_ > hop_peak_ ? peak_ : hop_peak_; }
  float first_sample() const { return first_; }
  Frames over_full_scale() const { return over_; }  // samples above 1.0
  std::optional<Frames> first_over() const { return first_over_; }

  // RMS of each whole window of 50 ms.
  const std::vector<float>& window_rms() const { return windows_; }

  // Highest magnitude in each 10 ms; the last one may be shorter.
  const std::vector<float>& hop_peaks() const { return hops_; }
  Frames hop_frames() const { return hop_frames_; }

  // True when every sample is a whole number of 16-bit steps.
  bool fits_16_bits() const { return fits_16_; }

  // Of the pairs of neighbours that both lie within three 16-bit steps of zero but are not both zero: how many there are
  // and how many are equal. Undithered fades stand still; dither never does.
  Frames quiet_pairs() const { return quiet_pairs_; }
  Frames equal_quiet_pairs() const { return equal_pairs_; }

 private:
  Frames window_frames_, hop_frames_;
  double sum_ = 0.0, square_ = 0.0, window_square_ = 0.0;
  float peak_ = 0.0f, hop_peak_ = 0.0f, previous_ = 0.0f, first_ = 0.0f;
  Frames frames_ = 0, over_ = 0, in_window_ = 0, in_hop_ = 0, quiet_pairs_ = 0, equal_pairs_ = 0;
  std::optional<Frames> first_over_;
  bool fits_16_ = true;
  std::vector<float> windows_, hops_;
};

// Sums of products of two channels. Not for the audio thread.
class StereoStatistics {
 public:
  void process(const float* left, const float* right, Frames frames);

  // Pearson's coefficient with the offsets taken out, -1 to 1; empty when a channel does not move.
  std::optional<double> correlation() const;

  // Level of (L + R) / 2 against the mean power of the two, dB: 0 for equal channels, -3 for unrelated ones; empty for silence.
  std::optional<double> mono_level_db() const;

  bool identical() const { return identical_; }

 private:
  double left_ = 0.0, right_ = 0.0, left_square_ = 0.0, right_square_ = 0.0, product_ = 0.0;
  Frames frames_ = 0;
  bool identical_ = true;
};

}  // namespace sweetspot
