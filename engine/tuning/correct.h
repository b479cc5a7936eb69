// From edited notes to corrected sound.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/analysis/pitch.h"
#include "engine/core/progress.h"
#include "engine/tuning/note_edits.h"

namespace sweetspot {

enum class Formants { keep, shift };

// Audio of one or two channels of equal length.
using TuneAudio = std::vector<std::vector<float>>;

// The recording with its notes moved as the edits say: of the same length, in line with it, and bit-identical wherever no
// edited note sounds. Both channels are shifted alike. Not the audio thread; takes as long as the edited notes last, divided
// by the shifter's speed. Throws Cancelled; the result is the same in every run.
TuneAudio correct(const TuneAudio& audio, double rate, const PitchTrack& track, const std::vector<NoteEdit>& edits, Formants formants = Formants::keep,
                  const Progress& progress = {});

// A 64-bit name of what `correct` would make: equal for equal inputs, to find a render in the cache. Any thread.
std::uint64_t correction_key(const TuneAudio& audio, double rate, const std::vector<NoteEdit>& edits, Formants formants);

// The channels' mean, which pitch is tracked on.
std::vector<float> mono_mix(const TuneAudio& audio);

}  // namespace sweetspot
