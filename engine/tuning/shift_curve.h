// From edited notes to how far the sound is shifted at each moment.
#pragma once

#include <vector>

#include "engine/analysis/pitch.h"
#include "engine/tuning/note_edits.h"

namespace sweetspot {

// A part of the recording that is shifted as one, in seconds.
struct ShiftStretch {
  double start = 0.0;
  double end = 0.0;
  bool joins_after = false;  // an untouched note follows without a pause
};

// Cents of shift on the frames of the pitch track, and the stretches outside of which nothing is touched.
struct ShiftCurve {
  double hop = 0.005;
  std::vector<double> cents;
  std::vector<ShiftStretch> stretches;

  // Straight line between frames; the nearest frame outside. Any thread, no heap.
  double at(double seconds) const;
};

// The curve that moves the track's pitch as the edits say. Stretches begin and end with the notes, follow a note into the
// room's tail while its pitch rings on, and leave out notes that no edit touches. Edits are in order of time. Any thread.
ShiftCurve shift_curve(const PitchTrack& track, const std::vector<NoteEdit>& edits);

}  // namespace sweetspot
