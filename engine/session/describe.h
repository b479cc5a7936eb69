// What differs between two mixes, in words.
#pragma once

#include <string>
#include <vector>

#include "engine/params/catalog.h"
#include "engine/session/session.h"

namespace sweetspot {

// One sentence a difference, in the order of the desk: "Lead Vocal: level -3.5 dB, was -6.0 dB". Things are the same when they
// have the same id. Empty when nothing that is heard or seen differs. Any thread.
std::vector<std::string> describe_difference(const Session& before, const Session& after, const ParamCatalog& catalog);

}  // namespace sweetspot
