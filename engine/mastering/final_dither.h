// The dither that a session's master ends in.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/session/session.h"

namespace sweetspot {

// Whether a device reduces the depth of what passes it (a "dither" that is not bypassed). Any thread.
bool is_active_dither(const Device& device);

// Why the sound of a dither that stands `at` that place in the master's chain is touched again, as a clause: "the Equalizer comes after
// it". Empty: nothing touches it. Any thread.
std::string after_dither(const Strip& master, std::size_t at);

// The bits to which the master's chain has already dithered what comes out of it; none when no active dither is its last device or something
// touches the sound after it. Any thread.
std::optional<int> final_dither_bits(const Strip& master);

}  // namespace sweetspot
