#include "ui/mix/link_hints.h"

#include <utility>

#include "engine/session/group_edits.h"
#include "ui/controls/hint.h"
#include "ui/store/links.h"

namespace sweetspot::ui {

void LinkHints::add(QWidget& control, const char* key) { entries_.push_back({&control, key, hint_of(&control)}); }

void LinkHints::refresh(const Session& session, StripId strip) {
  for (Entry& entry : entries_) {
    const bool linked = !session.groups.empty() && !edit::linked_strips(session, strip, entry.key).empty();
    if (std::exchange(entry.linked, linked) == linked) continue;
    entry.control->setProperty(kHintProperty, linked ? entry.own + " · " + kLinkHint : entry.own);
  }
}

}  // namespace sweetspot::ui
