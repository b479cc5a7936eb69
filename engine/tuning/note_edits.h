// What shall become of each note.
#pragma once

#include <vector>

#include "engine/analysis/notes.h"
#include "engine/analysis/scale.h"

namespace sweetspot {

// A sung note and its correction. Timing is never touched.
struct NoteEdit {
  SungNote note;
  double shift_cents = 0.0;   // moves the whole note; between touching notes the shift glides
  double drift_kept = 1.0;    // of the slow movement about the centre: 1 as sung, 0 straight
  double vibrato_kept = 1.0;  // of the quick movement: 1 as sung, 0 flat, 2 twice as wide
  double glide_ms = 50.0;     // how long the shift takes to come over from a note that it touches

  // MIDI note number with fraction after the edit.
  double edited_centre() const { return note.centre + shift_cents / 100.0; }

  // Whether the recording is left as it is here: the note would not move by as much as a cent, and what would be flattened in it is less
  // than can be told (4 cents; more in notes of less than a quarter second, as 1 / length).
  bool untouched() const;
};

// How notes are brought to a scale without anyone's hand.
struct ScaleCorrection {
  MusicScale scale;
  double retune_ms = 50.0;    // 0 to 400: quick is strict. Sets the glide, and how much of the drift stays (0: none, 200 and more: all)
  double strength = 1.0;      // 0 to 1: share of the distance that is corrected
  bool keep_vibrato = true;
};

// One edit a note, in the notes' order. Any thread.
std::vector<NoteEdit> edits_to_scale(const std::vector<SungNote>& notes, const ScaleCorrection& correction);

}  // namespace sweetspot
