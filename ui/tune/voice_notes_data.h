// The pitch and the notes of one recording.
#pragma once

#include <vector>

#include "engine/studio/tune.h"

namespace sweetspot::ui {

struct VoiceNotes {
  PitchTrack track;
  std::vector<SungNote> notes;  // times in seconds of the recording
};

}  // namespace sweetspot::ui
