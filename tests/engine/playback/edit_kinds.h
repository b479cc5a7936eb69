// All kinds of edits that a user may make while it plays, at the playhead where they have a place.
#pragma once

#include <vector>

#include "tests/engine/playback/playing_sine.h"

namespace sweetspot::test {

struct EditKind {
  const char* name;
  std::function<SessionPtr(PlayingSine&)> edit;  // the session after it; the same where there was nothing to edit
  bool heard = true;                             // it changes the sound
};

// None makes the sound louder than it was at first by more than a little, so that a click cannot hide.
const std::vector<EditKind>& edit_kinds();

// Of them those of clips and takes, and those of strips, devices, ways, VCAs, automation and versions.
std::vector<EditKind> clip_edit_kinds();
std::vector<EditKind> desk_edit_kinds();

}  // namespace sweetspot::test
