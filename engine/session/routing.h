// Who feeds whom: outputs, sends and side-chains.
#pragma once

#include <string>
#include <vector>

#include "engine/session/session.h"

namespace sweetspot {

// The strips that get sound from a strip: its output, its sends' buses and the owners of devices it keys. Any thread.
std::vector<StripId> fed_by(const Session& session, StripId strip);

// A path along which sound goes from one strip to another, both included; empty when there is none. Any thread.
std::vector<StripId> path_between(const Session& session, StripId from, StripId to);

// True when a new connection would make a loop, for greying out menu entries. Any thread.
bool would_loop(const Session& session, StripId from, StripId to);

// "Drums → Echo → Drums". Any thread.
std::string path_text(const Session& session, const std::vector<StripId>& path);

// Throws Error, naming the path, when sound from `from` into `to` would make a loop. Any thread.
void refuse_loop(const Session& session, StripId from, StripId to);

}  // namespace sweetspot
