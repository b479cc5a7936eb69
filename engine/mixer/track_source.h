// Where a track's sound comes from.
#pragma once

#include "engine/core/units.h"

namespace sweetspot {

// Where playback is about to jump back: at `end` it goes on at `start`. What lies before the start is faded in over the last `fade` frames
// before the end, so that nothing clicks and what begins at the start is whole. No jump when `fade` is 0.
struct LoopTurn {
  Frames start = 0;
  Frames end = 0;
  int fade = 0;
};

// The regions of one track, summed, with clip gain and fades: live from a ring that the disk thread keeps full, offline
// straight from the files. One reader at a time.
class TrackSource {
 public:
  virtual ~TrackSource() = default;

  // Fills `frames` frames from `position` on; silence where there is no region. Live, what is not there in time is
  // silence, counted as a dropout. [audio, or the offline driver]
  virtual void read(Frames position, int frames, float* const* audio) noexcept = 0;

  // 1 or 2.
  virtual int channels() const noexcept = 0;

  // True when the block is silent for certain, so that reading it can be spared. [audio]
  virtual bool silent(Frames position, int frames) const noexcept {
    (void)position, (void)frames;
    return false;
  }
};

}  // namespace sweetspot
