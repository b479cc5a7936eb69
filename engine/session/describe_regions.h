// What differs between the clips of two states of a track, in words. A part of describe.h.
#pragma once

#include <string>
#include <vector>

#include "engine/session/session.h"

namespace sweetspot {

// "Voice: the region Verse at 4.250 s is moved by +0.250 s"; what several clips have in common is one sentence: "Voice: 3 regions are moved
// by +0.250 s". Places and lengths are told in seconds of a session of `rate`. Any thread.
std::vector<std::string> describe_regions(const Track& before, const Track& after, double rate);

}  // namespace sweetspot
