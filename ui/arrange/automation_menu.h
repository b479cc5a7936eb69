// The menu of what a track's automation can show: first what is automated, then everything else by where it is in the strip.
#pragma once

#include <functional>
#include <set>

#include "engine/session/session.h"

class QMenu;

namespace sweetspot::ui {

// `chosen` is called with what was picked. [main]
void fill_automation_menu(QMenu& menu, const Session& session, StripId strip, const std::vector<AutomationTarget>& open,
                          const std::function<void(const AutomationTarget&)>& chosen);

}  // namespace sweetspot::ui
