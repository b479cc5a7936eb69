#include "ui/store/track_look.h"

#include <algorithm>

namespace sweetspot::ui {

QColor track_colour(const Track& track) {
  const QColor own(QString::fromStdString(track.strip.colour));
  if (own.isValid()) return own;
  const std::string_view role = role_info(track.role).colour;
  const QColor by_role(QString::fromUtf8(role.data(), static_cast<qsizetype>(role.size())));
  return by_role.isValid() ? by_role : QColor(0xA9, 0xB2, 0xC0);
}

bool is_silenced(const Session& session, const Track& track) {
  if (track.strip.muted) return true;
  if (track.strip.soloed || track.strip.solo_safe) return false;
  // A bus's solo is heard through its tracks; those of other outputs fall silent.
  bool any = false;
  for (const auto& other : session.tracks) any = any || other->strip.soloed;
  for (const auto& bus : session.buses) {
    if (!bus->strip.soloed) continue;
    any = true;
    if (track.strip.output == bus->strip.id) return false;
  }
  return any;
}

}  // namespace sweetspot::ui
