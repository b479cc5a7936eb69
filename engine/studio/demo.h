// The demo song: a minute of music made from code and a score alone.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/core/progress.h"
#include "engine/studio/balance.h"

namespace sweetspot {

// One sung note of the demo song: what it should be and what it is.
struct DemoNote {
  std::string track;   // "Lead Vocal"
  double start = 0.0;  // seconds, of its vowel
  double end = 0.0;
  int midi = 0;        // the written note
  double cents = 0.0;  // how far from it the note is sung
};

// Writes the song as a session folder, ready to open: 16 tracks of 24-bit WAV at 48 kHz, roles, buses, markers, devices and a
// balance settled with `measure`, and beside it `demo_notes.json` with the notes of the voices, so that a tuner can be scored.
// The same bytes every time. Throws Error when the folder exists and is not empty or cannot be written, Cancelled; then nothing
// of it is left. Off the audio thread.
void write_demo(const std::filesystem::path& folder, const ParamCatalog& catalog, const MeasureMix& measure, const Progress& progress = {});

// The notes that are sung out of the score, as in demo_notes.json.
std::vector<DemoNote> demo_notes();

}  // namespace sweetspot
