// Where something sounds and where there is silence.
#pragma once

#include <vector>

#include "engine/core/units.h"

namespace sweetspot {

struct SilenceSettings {
  double threshold_db = -48.0;   // of the peak; what stays under it is silence
  double hysteresis_db = 6.0;    // a sound that has begun lasts until it is so far under the threshold
  double shortest_gap = 0.25;    // seconds; a shorter gap between two sounds belongs to them
  double shortest_sound = 0.02;  // seconds; a shorter sound is a click and counts as silence
  double before = 0.02;          // seconds that are kept before a sound, so that its attack is whole
  double after = 0.10;           // and after it, so that it can die away
};

struct SoundingSpan {
  Frames from = 0, to = 0;  // `to` is one past the last

  friend bool operator==(const SoundingSpan&, const SoundingSpan&) = default;
};

// Fed in order, in blocks of any size, which do not matter. Not for the audio thread.
class SilenceFinder {
 public:
  SilenceFinder(const SilenceSettings& settings, double rate);

  void process(const float* const* audio, int channels, int frames);

  // The spans that sound of all that was fed, in order and apart, held inside it. None when all is silence.
  std::vector<SoundingSpan> spans() const;

 private:
  SilenceSettings settings_;
  double rate_;
  float begin_, end_;  // linear
  Frames position_ = 0;
  bool sounding_ = false;
  std::vector<SoundingSpan> loud_;  // stretches between the first frame over `begin_` and the last over `end_`, gaps bridged
};

}  // namespace sweetspot
