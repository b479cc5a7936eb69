// The tables of the starting balance: what each role gets.
#pragma once

#include <optional>

#include "engine/session/role.h"

namespace sweetspot {

struct RoleRule {
  int order = 0;                    // place on the desk
  double loudness_lu = 0.0;         // gated loudness against the lead vocal's
  std::optional<double> cut_below;  // Hz; nothing of the role's own lies below
};

// The rule of a role. Any thread.
const RoleRule& balance_rule(Role role);

}  // namespace sweetspot
