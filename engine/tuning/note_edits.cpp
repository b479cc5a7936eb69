#include "engine/tuning/note_edits.h"

#include <algorithm>
#include <cmath>

namespace sweetspot {

namespace {

constexpr double kInaudibleCents = 1.0;
constexpr double kDriftKeptFrom = 200.0;  // ms
constexpr double kSteadyCents = 4.0;      // movement about the centre that needs no flattening
constexpr double kSteadyFrom = 0.25;      // seconds; in a shorter note less can be told, by the ear as by the tracker

double steady_cents(const SungNote& note) { return kSteadyCents * std::max(1.0, kSteadyFrom / std::max(note.length(), 1e-3)); }

}  // namespace

bool NoteEdit::untouched() const {
  const bool straight = drift_kept == 1.0 || std::abs(note.drift) * std::abs(1.0 - drift_kept) < steady_cents(note);
  const bool even = vibrato_kept == 1.0 || note.vibrato_cents * std::abs(1.0 - vibrato_kept) < steady_cents(note);
  return std::abs(shift_cents) < kInaudibleCents && straight && even;
}

std::vector<NoteEdit> edits_to_scale(const std::vector<SungNote>& notes, const ScaleCorrection& c) {
  std::vector<NoteEdit> edits;
  edits.reserve(notes.size());
  const double strength = std::clamp(c.strength, 0.0, 1.0);
  const double drift_corrected = strength * (1.0 - std::clamp(c.retune_ms / kDriftKeptFrom, 0.0, 1.0));
  for (const SungNote& note : notes) {
    NoteEdit edit;
    edit.note = note;
    edit.shift_cents = strength * 100.0 * (nearest_in_scale(c.scale.notes, note.centre) - note.centre);
    edit.drift_kept = 1.0 - drift_corrected;
    edit.vibrato_kept = c.keep_vibrato ? 1.0 : 1.0 - strength;
    edit.glide_ms = c.retune_ms;
    edits.push_back(edit);
  }
  return edits;
}

}  // namespace sweetspot
