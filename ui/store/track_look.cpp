#include "ui/store/track_look.h"

#include <algorithm>

#include "engine/session/vca.h"

namespace sweetspot::ui {

QColor track_colour(const Track& track) {
  const QColor own(QString::fromStdString(track.strip.colour));
  if (own.isValid()) return own;
  const std::string_view role = role_info(track.role).colour;
  const QColor by_role(QString::fromUtf8(role.data(), static_cast<qsizetype>(role.size())));
  return by_role.isValid() ? by_role : QColor(0xA9, 0xB2, 0xC0);
}

bool is_silenced(const Session& session, const Track& track) {
  if (is_muted(session, track.strip)) return true;
  if (track.strip.solo_safe || is_soloed(session, track.strip)) return false;
  // A bus's solo is heard through its tracks; those of other outputs fall silent.
  bool any = false;
  for (const auto& other : session.tracks) any = any || is_soloed(session, other->strip);
  for (const auto& bus : session.buses) {
    if (!is_soloed(session, bus->strip)) continue;
    any = true;
    if (track.strip.output == bus->strip.id) return false;
  }
  return any;
}

}  // namespace sweetspot::ui
