// What changed between two values of the session, as one line of JSON.
#pragma once

#include <string>
#include <string_view>

#include "engine/params/catalog.h"
#include "engine/session/session.h"

namespace sweetspot {

// The parts of `to` that differ from `from`: whole tracks, buses and recordings by id, the order of the lists, and the small
// rest. Shared parts are told by their address, so the work goes with the change and not with the session. Empty when the
// two are the same. Any thread.
std::string record_change(const Session& from, const Session& to, const ParamCatalog& catalog);

// Applies such a record. Throws Error when it does not fit. Any thread.
SessionPtr apply_change(const SessionPtr& from, std::string_view record, const ParamCatalog& catalog);

}  // namespace sweetspot
