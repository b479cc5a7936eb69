// From a pitch curve to the notes that were sung.
#pragma once

#include <vector>

#include "engine/analysis/pitch.h"

namespace sweetspot {

struct SungNote {
  double start = 0.0;          // seconds
  double end = 0.0;
  double centre = 69.0;        // MIDI note number with fraction: the pitch that is heard
  double drift = 0.0;          // cents from start to end of the slow part of the pitch; positive rises
  double vibrato_hz = 0.0;     // 0 when there is none
  double vibrato_cents = 0.0;  // to either side of the slow part
  double level_db = -200.0;    // mean RMS, dBFS

  double length() const { return end - start; }
};

struct NoteOptions {
  // Cost of starting another note, in cents times seconds: a jump must explain this much. Vibrato of a semitone stays one
  // note; a step of two semitones held for 60 ms becomes its own.
  double jump_cost = 10.0;
  double shortest = 0.060;  // seconds; shorter notes join their nearest neighbour
};

// Cuts the voiced runs of a track into notes: the piecewise constant curve that fits the pitch best by absolute (capped)
// distance plus a cost a jump, found by dynamic programming. The centre is the median of the note without its glides.
// Notes are in order and do not overlap; in one run they touch. Any thread; takes memory.
std::vector<SungNote> find_notes(const PitchTrack& track, const NoteOptions& options = {});

}  // namespace sweetspot
