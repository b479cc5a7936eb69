// Makes a session that was read from outside hold together.
#pragma once

#include "engine/session/session.h"

namespace sweetspot {

// What the rest of the program relies on and a file may break: the ends exist, ids are single, regions, markers and points
// are in order, outputs, sends and side-chains lead to something that is there, versions share the recordings, and the
// next id is above all others. Throws Error when two things have one id, the rate is none, or sound would feed itself.
void repair(Session& session);

}  // namespace sweetspot
