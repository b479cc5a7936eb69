// Notes before and after, as a document.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/tuning/note_edits.h"

namespace sweetspot {

// {"scale":"C major","notes":[{"start":0.25,"end":0.81,"pitch":60.31,"cents_off":31.0,"note":"C4","edited_pitch":60.0,
// "edited_note":"C4","shift_cents":-31.0,"drift_cents":3.1,"drift_kept":1.0,"vibrato_hz":5.5,"vibrato_cents":24.0,
// "vibrato_kept":1.0,"glide_ms":20.0,"level_db":-18.2}, ...]}: times in seconds, pitches as MIDI note numbers with fraction,
// cents_off from the nearest semitone. Any thread.
std::string notes_to_json(const std::vector<NoteEdit>& edits, std::string_view scale);

// Reads what notes_to_json wrote, so that a note's shift_cents, drift_kept, vibrato_kept and glide_ms can be changed by hand.
// `name` is what an error calls the document. Throws Error.
std::vector<NoteEdit> notes_from_json(std::string_view text, const std::string& name);

}  // namespace sweetspot
