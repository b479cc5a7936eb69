// What presets are made for, and what suits a strip.
#include <algorithm>

#include "engine/session/edit_support.h"
#include "engine/session/preset.h"

namespace sweetspot {
namespace {

using Keys = std::vector<std::string_view>;

std::vector<PresetRole> make_roles() {
  std::vector<PresetRole> roles;
  for (const RoleInfo& info : all_roles()) {
    const bool is_made_for = info.role != Role::unknown && info.role != Role::drums && info.role != Role::mix_reference;
    if (is_made_for) roles.push_back({info.key, info.label});
  }
  const PresetRole rest[] = {
      {"drum_bus", "Drum bus"}, {"music_bus", "Music bus"}, {"vocal_bus", "Vocal bus"}, {"backing_bus", "Backing bus"},
      {"mix_bus", "Mix bus"},   {"master", "Master"},       {"any", "Anything"}};
  roles.insert(roles.end(), std::begin(rest), std::end(rest));
  return roles;
}

// A whole kit on one track is treated as a bus of it; what few presets are made for borrows from its nearest.
Keys of_track(Role role) {
  switch (role) {
    case Role::drums:
      return {"drum_bus"};
    case Role::hats:
      return {"hats", "overheads"};
    case Role::toms:
      return {"toms", "kick"};
    case Role::percussion:
      return {"percussion", "overheads"};
    case Role::synth:
      return {"synth", "keys"};
    case Role::ad_lib:
      return {"ad_lib", "backing_vocal", "lead_vocal"};
    case Role::mix_reference:
      return {"mix_bus"};
    case Role::unknown:
      return {};
    default:
      return {role_info(role).key};
  }
}

Keys of_bus(RoleGroup group) {
  switch (group) {
    case RoleGroup::drums:
      return {"drum_bus"};
    case RoleGroup::music:
      return {"music_bus"};
    case RoleGroup::vocals:
      return {"vocal_bus"};
    case RoleGroup::backing:
      return {"backing_bus"};
    case RoleGroup::none:
      return {"effects"};
  }
  return {};
}

Keys suiting(const Session& session, StripId strip) {
  if (strip == kMixStrip) return {"mix_bus"};
  if (strip == kMasterStrip) return {"master"};
  if (const Track* track = find_track(session, strip)) return of_track(track->role);
  return of_bus(edit::bus_of(session, strip).group);
}

}  // namespace

const std::vector<PresetRole>& preset_roles() {
  static const std::vector<PresetRole> roles = make_roles();
  return roles;
}

std::string_view preset_role_label(std::string_view key) {
  const auto found = std::ranges::find(preset_roles(), key, &PresetRole::key);
  return found == preset_roles().end() ? key : found->label;
}

std::vector<std::string_view> preset_roles_of(const Session& session, StripId strip) {
  Keys keys = suiting(session, strip);
  keys.push_back("any");
  return keys;
}

}  // namespace sweetspot
