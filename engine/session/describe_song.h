// What differs between two songs beside their desks, in words. A part of describe.h.
#pragma once

#include <string>
#include <vector>

#include "engine/session/session.h"

namespace sweetspot {

// Tempo, bars, markers, sections and tags. The loop belongs to the hearing of a song and is not told. Any thread.
std::vector<std::string> describe_song(const Session& before, const Session& after);

}  // namespace sweetspot
