// Gives a changed sound the loudness that it had before.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/analysis/k_weighting.h"
#include "engine/processors/processor.h"

namespace sweetspot {

// Follows the loudness (K-weighted power, as in ITU-R BS.1770-4, over some seconds, without the quiet passages) of a sound before and after
// a change and makes up for the difference, so that the change is judged by its sound and not by its level.
//
// The result does not depend on how the sound is cut into blocks.
class LoudnessMatch {
 public:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  // [main]
  void prepare(double rate, int channels);

  // Forgets all sound: no change of gain until some is heard. [audio]
  void reset() noexcept;

  // Listens to both and turns `after` up or down; `amount` (a parameter of the block, 0 to 1) is how much of the match is applied.
  // `before` is as many channels and frames as the block. Samples that are not finite count as silence. As far as another parameter
  // `unless` (0 to 1) is on, something else is heard: nothing is learnt from it, and it is not turned up or down. [audio]
  void process(const ProcessBlock& block, const float* const* before, std::size_t amount, std::size_t unless = kNone) noexcept;

  // The gain now, in dB, for display. [audio]
  double gain_db() const noexcept;

 private:
  struct Ear {
    std::vector<KWeighting> channels;
    double energy = 0.0;   // of this chunk so far
    double average = 0.0;  // of the chunks that count
  };

  void listen(Ear& ear, const float* const* sound, int from, int frames) noexcept;
  void end_chunk() noexcept;

  Ear before_, after_;
  double speed_ = 0.0;     // of the averages, a chunk
  double approach_ = 0.0;  // of the gain, a chunk
  double weight_ = 0.0;    // what the averages have gathered of 1
  double gain_ = 1.0, step_ = 0.0;
  int at_ = 0;  // frames into the chunk
};

}  // namespace sweetspot
