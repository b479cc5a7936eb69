#include "engine/tuning/notes_json.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "engine/core/error.h"

namespace sweetspot {

namespace {

using Json = nlohmann::ordered_json;

// Enough digits for a tenth of a millisecond and a hundredth of a cent.
double rounded(double value, double step) { return std::round(value / step) * step; }
double fine(double value) { return rounded(value, 1e-4) + 0.0; }

Json note_json(const NoteEdit& edit) {
  const SungNote& note = edit.note;
  const int nearest = static_cast<int>(std::lround(note.centre));
  return Json{{"start", fine(note.start)},
              {"end", fine(note.end)},
              {"pitch", fine(note.centre)},
              {"note", note_name(nearest)},
              {"cents_off", fine(100.0 * (note.centre - nearest))},
              {"edited_pitch", fine(edit.edited_centre())},
              {"edited_note", note_name(static_cast<int>(std::lround(edit.edited_centre())))},
              {"shift_cents", fine(edit.shift_cents)},
              {"drift_cents", fine(note.drift)},
              {"drift_kept", fine(edit.drift_kept)},
              {"vibrato_hz", fine(note.vibrato_hz)},
              {"vibrato_cents", fine(note.vibrato_cents)},
              {"vibrato_kept", fine(edit.vibrato_kept)},
              {"glide_ms", fine(edit.glide_ms)},
              {"level_db", fine(note.level_db)}};
}

NoteEdit note_edit(const Json& json) {
  NoteEdit edit;
  edit.note.start = json.at("start").get<double>();
  edit.note.end = json.at("end").get<double>();
  edit.note.centre = json.at("pitch").get<double>();
  edit.note.drift = json.value("drift_cents", 0.0);
  edit.note.vibrato_hz = json.value("vibrato_hz", 0.0);
  edit.note.vibrato_cents = json.value("vibrato_cents", 0.0);
  edit.note.level_db = json.value("level_db", edit.note.level_db);
  edit.shift_cents = json.value("shift_cents", 0.0);
  edit.drift_kept = json.value("drift_kept", 1.0);
  edit.vibrato_kept = json.value("vibrato_kept", 1.0);
  edit.glide_ms = json.value("glide_ms", edit.glide_ms);
  return edit;
}

}  // namespace

std::string notes_to_json(const std::vector<NoteEdit>& edits, std::string_view scale) {
  Json notes = Json::array();
  for (const NoteEdit& edit : edits) notes.push_back(note_json(edit));
  return Json{{"scale", std::string(scale)}, {"notes", std::move(notes)}}.dump(1) + "\n";
}

std::vector<NoteEdit> notes_from_json(std::string_view text, const std::string& name) {
  std::vector<NoteEdit> edits;
  try {
    const Json document = Json::parse(text);
    for (const Json& note : document.at("notes")) edits.push_back(note_edit(note));
  } catch (const Json::exception& error) {
    throw Error(name, "this is no list of notes (" + std::string(error.what()) + ")", "write one with tune --notes and change that");
  }
  double end = 0.0;
  for (const NoteEdit& edit : edits) {
    if (!(edit.note.start >= end - 1e-3 && edit.note.end > edit.note.start))
      throw Error(name, "notes overlap or run backwards at " + std::to_string(edit.note.start) + " s", "keep each note's start and end as they were");
    end = edit.note.end;
  }
  return edits;
}

}  // namespace sweetspot
