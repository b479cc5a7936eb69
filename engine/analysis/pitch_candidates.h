// The periods that may explain a moment of sound, and how likely each is: the first half of probabilistic YIN.
#pragma once

#include <span>
#include <vector>

#include "engine/dsp/fft.h"

namespace sweetspot {

struct PitchCandidate {
  float hz = 0.0f;
  float probability = 0.0f;
};

// The YIN difference function by FFT, and candidates by a beta(2, 18) prior over its threshold (pYIN, section 2.1).
class PitchCandidateFinder {
 public:
  // `rate` of the samples it will be given, in Hz; the range in Hz; the window is at least two of the longest periods. [main]
  PitchCandidateFinder(double rate, double lowest_hz, double highest_hz, double window_seconds = 0.040);

  // The most that `find` can give.
  std::size_t most_candidates() const { return static_cast<std::size_t>(longest_ / 2 + 1); }

  // Frames that `find` reads.
  int span() const { return window_ + longest_; }

  // Fills `out` with the candidates in `samples` (span() of them, about the wanted moment), shortest period first.
  // Their probabilities sum to at most 1. No heap when `out` has room for most_candidates().
  void find(std::span<const float> samples, std::vector<PitchCandidate>& out);

 private:
  void difference(std::span<const float> samples);
  void normalise();

  double rate_;
  int shortest_;  // periods in samples
  int longest_;
  int window_;
  dsp::RealFft part_;
  dsp::RealFft whole_;
  std::vector<double> energy_;      // running sum of squares
  std::vector<float> difference_;   // d'(lag), cumulative mean normalised
};

}  // namespace sweetspot
