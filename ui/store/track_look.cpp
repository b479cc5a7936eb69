#include "ui/store/track_look.h"

#include <algorithm>

#include "engine/session/vca.h"

namespace sweetspot::ui {

namespace {

constexpr QColor kNeutral(0xA9, 0xB2, 0xC0);

QColor role_colour(Role role) {
  const std::string_view hex = role_info(role).colour;
  const QColor colour(QString::fromUtf8(hex.data(), static_cast<qsizetype>(hex.size())));
  return colour.isValid() ? colour : kNeutral;
}

// That of the role that speaks for the group; returns have that of effects.
Role spokesman(RoleGroup group) {
  switch (group) {
    case RoleGroup::drums:
      return Role::drums;
    case RoleGroup::music:
      return Role::electric_guitar;
    case RoleGroup::vocals:
      return Role::lead_vocal;
    case RoleGroup::backing:
      return Role::backing_vocal;
    case RoleGroup::none:
      return Role::effects;
  }
  return Role::effects;
}

}  // namespace

QColor track_colour(const Track& track) {
  const QColor own(QString::fromStdString(track.strip.colour));
  return own.isValid() ? own : role_colour(track.role);
}

QColor strip_colour(const Session& session, StripId id) {
  if (const Strip* strip = find_strip(session, id); strip && !strip->colour.empty()) return QColor(QString::fromStdString(strip->colour));
  if (const Track* track = find_track(session, id)) return role_colour(track->role);
  if (const Bus* bus = find_bus(session, id)) return role_colour(spokesman(bus->group));
  return kNeutral;
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
