// The most likely path through the pitch candidates of a recording: the second half of probabilistic YIN.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/analysis/pitch_candidates.h"

namespace sweetspot {

struct PathStep {
  float hz = 0.0f;           // the candidate on the path, or the path's own bin where no candidate lies near
  float probability = 0.0f;  // of all candidates together
  bool voiced = false;
};

// A hidden Markov model with a voiced and an unvoiced state for each 20-cent bin, decoded by Viterbi (pYIN, section 2.2).
// Give it the frames in order, then ask for the path. Keeps two bytes a frame and bin.
class PitchPath {
 public:
  // The range in Hz; `hop` seconds between frames (it sets how far the pitch may move). [main]
  PitchPath(double lowest_hz, double highest_hz, double hop);

  void add(const std::vector<PitchCandidate>& candidates);
  std::vector<PathStep> decode() const;

 private:
  struct Best {
    float score;
    int from;
  };
  int bin_of(double hz) const;
  double hz_of(int bin) const;
  void spread(const std::vector<float>& score, std::vector<float>& best, std::vector<std::int8_t>& move);

  double lowest_hz_;
  int bins_;
  int reach_;                     // bins that the pitch may move in a hop
  std::vector<float> move_cost_;  // log probability of a move, from -reach_ to reach_
  std::vector<float> voiced_, unvoiced_;            // log scores of the last frame
  std::vector<float> voiced_best_, unvoiced_best_;  // the same, moved one hop on
  std::vector<float> padded_;
  std::vector<std::int8_t> voiced_move_, unvoiced_move_;
  std::vector<std::uint8_t> back_;                   // a frame: voiced bins, then unvoiced bins; top bit: from the other kind
  std::vector<std::vector<PitchCandidate>> frames_;
};

}  // namespace sweetspot
