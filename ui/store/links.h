// Strips of a group move together, unless Alt is held.
#pragma once

#include <string>

#include "engine/session/session.h"

namespace sweetspot::ui {

// What the status bar says of a control that moves others along.
inline constexpr const char* kLinkHint = "moves its group along, hold Alt to move it alone";

// Whether the hand at the keyboard holds the links of groups off. [main]
bool links_held_off();

// A value of a strip as a hand sets it now: what is linked to it goes along, unless it is held off. [main]
SessionPtr set_by_hand(const SessionPtr& session, StripId strip, const std::string& key, double value);

}  // namespace sweetspot::ui
