// Listens for faults while a recording is measured, and words them at the end.
#pragma once

#include <memory>
#include <vector>

#include "engine/analysis/average_spectrum.h"
#include "engine/analysis/clip_runs.h"
#include "engine/analysis/discontinuities.h"
#include "engine/analysis/measure.h"
#include "engine/analysis/rumble.h"
#include "engine/analysis/sample_statistics.h"

namespace sweetspot {

// What looks at one channel for its faults alone.
class ChannelFaults {
 public:
  explicit ChannelFaults(double rate) : dropouts_(rate), rumble_(rate), spectrum_(rate) {}

  void process(const float* samples, Frames frames) {
    dropouts_.process(samples, frames);
    clicks_.process(samples, frames);
    rumble_.process(samples, frames);
    spectrum_.process(samples, frames);
  }

  const DropoutFinder& dropouts() const { return dropouts_; }
  const ClickFinder& clicks() const { return clicks_; }
  const RumbleMeter& rumble() const { return rumble_; }
  const AverageSpectrum& spectrum() const { return spectrum_; }

 private:
  DropoutFinder dropouts_;
  ClickFinder clicks_;
  RumbleMeter rumble_;
  AverageSpectrum spectrum_;
};

// All there is to judge by. Vectors hold one entry a channel.
struct FaultEvidence {
  const Measurement& figures;
  const SourceNotes& notes;
  const std::vector<ChannelStatistics>& statistics;
  const std::vector<ClipRuns>& clips;
  const std::vector<ChannelFaults>& channels;
  const StereoStatistics* stereo;  // null unless there are two channels
};

// The faults, in order of time. Thresholds are in the source, each with its reason.
std::vector<Fault> find_faults(const FaultEvidence& evidence);

// Frequency in Hz above which a spectrum (power a bin, bins `bin_hz` apart) falls off a cliff, as lossy codecs leave it: 30 dB or
// more within 1 kHz, between 10 kHz and 20.5 kHz, and nothing but noise above. Empty when there is none.
std::optional<double> codec_cutoff(const std::vector<double>& power, double bin_hz);

}  // namespace sweetspot
