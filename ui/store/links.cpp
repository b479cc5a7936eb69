#include "ui/store/links.h"

#include <QGuiApplication>

#include "engine/session/group_edits.h"
#include "engine/session/strip_edits.h"

namespace sweetspot::ui {

bool links_held_off() { return QGuiApplication::keyboardModifiers().testFlag(Qt::AltModifier); }

SessionPtr set_by_hand(const SessionPtr& session, StripId strip, const std::string& key, double value) {
  return links_held_off() ? edit::set_strip_value(session, strip, key, value) : edit::set_linked_value(session, strip, key, value);
}

}  // namespace sweetspot::ui
