// The sound after a strip's devices.
#pragma once

#include "engine/session/session.h"

namespace sweetspot {

// The session with a fader on that strip that does nothing: level 0 dB, in the middle, as wide as it is, not muted, no automation of these.
// Its tap is then the sound after its devices. Any thread.
SessionPtr with_bare_fader(SessionPtr session, StripId strip);

}  // namespace sweetspot
