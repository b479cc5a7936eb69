// Pitch of whole files: what the commands `tune` and `pitch` do.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/analysis/pitch.h"
#include "engine/core/progress.h"
#include "engine/media/audio_writer.h"
#include "engine/tuning/correct.h"

namespace sweetspot {

struct TuneFileOptions {
  std::string scale = "auto";                        // as parse_scale reads it, or "auto"
  double retune_ms = 50.0;                           // 0 to 400
  double strength = 1.0;                             // 0 to 1
  bool keep_vibrato = true;
  Formants formants = Formants::keep;
  std::optional<std::filesystem::path> notes;        // where to write the notes, as notes_to_json has them
  SampleDepth depth = SampleDepth::float32;          // of the output, where its format can hold it; else 24 bit
};

struct TuneFileResult {
  std::string scale;                   // its name: "A minor", the one found for "auto"
  std::vector<NoteEdit> edits;         // every note found, and what became of it
  double corrected_seconds = 0.0;      // of notes that were moved
  std::vector<std::string> warnings;   // of the reader
};

// Corrects the pitch of one voice, mono or stereo. The output has the input's rate, channels and length, in the format of its
// suffix. Throws Error (no such file, more than two channels, unknown scale, output that cannot be written) and Cancelled;
// no half-written file is left. Not the audio thread.
TuneFileResult tune_file(const std::filesystem::path& input, const std::filesystem::path& output, const TuneFileOptions& options, const Progress& progress = {});

// The pitch track of a file, all channels together, a frame every `hop` seconds. Throws Error and Cancelled.
PitchTrack pitch_of_file(const std::filesystem::path& input, double hop = 0.010, const Progress& progress = {});

// "time,frequency,voiced" and a line a frame: seconds, Hz (0 where there is no estimate), 1 or 0.
std::string pitch_csv(const PitchTrack& track);

}  // namespace sweetspot
