// What has to be built anew when a session changes.
#pragma once

#include "engine/session/session.h"

namespace sweetspot {

// Whether a track plays the same recordings in the same places in both sessions, so that its source can go on. Any thread.
bool same_sound(const Session& from, const Track& a, const Session& to, const Track& b);

}  // namespace sweetspot
