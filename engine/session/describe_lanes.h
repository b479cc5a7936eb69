// What differs between the automation of two states of a strip, in words. A part of describe.h.
#pragma once

#include <string>
#include <vector>

#include "engine/params/catalog.h"
#include "engine/session/session.h"

namespace sweetspot {

// "Voice: the automation of eq, band 1 frequency differs from 12.000 s to 15.500 s: 6 points, were 4". `before` and `after` are the
// strip in its session then and now. Any thread.
std::vector<std::string> describe_lanes(const Session& session_before, const Strip& before, const Session& session_after,
                                        const Strip& after, const ParamCatalog& catalog);

// What a lane moves as people say it: "level", "eq, frequency", "send to Echo, level". Its key where this version does not know it.
std::string target_words(const Session& session, const Strip& strip, const AutomationTarget& target, const ParamCatalog& catalog);

}  // namespace sweetspot
